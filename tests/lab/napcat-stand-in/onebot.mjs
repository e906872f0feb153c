/**
 * NapCat's OneBot part: reads the account's configuration, starts the adapters and hands events to them. A file that
 * cannot be read kills it for good, while NapCat itself goes on (packages/napcat-onebot/index.ts).
 */
import { readFileSync } from 'node:fs';
import { WebSocketClient } from './client.mjs';
import { aliveEntries, parseConfig } from './config.mjs';
import { HttpClient } from './http-client.mjs';
import { HttpServer } from './http-server.mjs';
import { ForwardServer } from './websocket-server.mjs';

/** @typedef {import('./config.mjs').OneBotConfig} OneBotConfig */
/** @typedef {WebSocketClient | HttpClient | HttpServer | ForwardServer} Adapter */
/** @typedef {[import('./config.mjs').Adapter, import('./client.mjs').Account, import('./log.mjs').Log]} ConstructorOf */

export class OneBot {
  /** By name. @type {Map<string, Adapter>} */
  #adapters = new Map();
  /** @type {OneBotConfig | null} */
  #config = null;

  /** @param {string} file @param {import('./client.mjs').Account} account @param {import('./log.mjs').Log} log */
  constructor(file, account, log) {
    this.file = file;
    this.account = account;
    this.log = log;
  }

  /** @returns {boolean} Whether the configuration could be read. */
  start() {
    try {
      this.#config = parseConfig(readFileSync(this.file, 'utf8'));
    } catch (error) {
      this.log.error(complaint(error));
      // Destructuring the missing configuration is what NapCat trips over.
      const trip = "TypeError: Cannot read properties of undefined (reading 'httpServers')";
      const frame = '    at NapCatOneBot11Adapter.creatOneBotLog (file:///D:/NapCat.Shell/napcat.mjs:90812:42)';
      this.log.error(`[AdapterManager] OneBot11 适配器初始化失败: ${trip}\n${frame}`);
      return false;
    }
    this.log.info(`[Notice] [OneBot11] ${describe(this.#config)}`);
    this.#adapters = this.#register(this.#config);
    for (const adapter of this.#adapters.values()) adapter.open();
    return true;
  }

  /** Without effect once the start has failed, as in NapCat. @param {OneBotConfig} config @returns {boolean} Whether it was taken. */
  reload(config) {
    if (this.#config === null) return false;
    this.log.info(`[Notice] [OneBot11] 配置变更前:\n${describe(this.#config)}`);
    this.log.info(`[Notice] [OneBot11] 配置变更后:\n${describe(config)}`);
    this.#config = config;
    const wanted = this.#register(config);
    for (const [name, adapter] of this.#adapters) {
      const next = wanted.get(name);
      if (adapter instanceof WebSocketClient && next instanceof WebSocketClient) {
        adapter.reload(next.config);
        wanted.set(name, adapter);
      } else adapter.close();
    }
    for (const [name, adapter] of wanted) if (this.#adapters.get(name) !== adapter) adapter.open();
    this.#adapters = wanted;
    return true;
  }

  /** @param {object} event */
  emit(event) {
    for (const adapter of this.#adapters.values()) adapter.send(event);
  }

  /** @param {OneBotConfig} config */
  #register(config) {
    /** @type {Map<string, Adapter>} */
    const adapters = new Map();
    for (const { section, entry } of aliveEntries(config)) {
      const adapter = ADAPTERS[section]?.(entry, this.account, this.log);
      if (adapter !== undefined) adapters.set(entry.name, adapter);
    }
    return adapters;
  }
}

/**
 * What an entry of each kind becomes. The other kinds are listed in the log, but nothing runs.
 * @type {Readonly<Partial<Record<import('./config.mjs').Section, (...of: ConstructorOf) => Adapter>>>}
 */
const ADAPTERS = {
  httpServers: (entry, account, log) => new HttpServer(entry, account, log),
  httpClients: (entry, account) => new HttpClient(entry, account),
  websocketServers: (entry, account, log) => new ForwardServer(entry, account, log),
  websocketClients: (entry, account, log) =>
    new WebSocketClient(/** @type {import('./client.mjs').ClientConfig} */ (entry), account, log),
};

/** @type {readonly (readonly [import('./config.mjs').Section, string])[]} */
const LABELS = [
  ['httpServers', 'HTTP服务'],
  ['httpSseServers', 'HTTP-SSE服务'],
  ['httpClients', 'HTTP上报服务'],
  ['websocketServers', 'WebSocket服务'],
  ['websocketClients', 'WebSocket反向服务'],
];

/** The list that NapCat prints at start: "已启动" there only says that the entry is enabled. @param {OneBotConfig} config */
function describe({ network }) {
  const lines = LABELS.flatMap(([section, label]) =>
    network[section].map(({ url, host, port, enable }) => {
      return `${label}: ${url ?? `${host}:${port}`}, : ${enable ? '已启动' : '未启动'}\n`;
    }),
  );
  return `[network] 配置加载\n${lines.join('')}`;
}

/** @param {unknown} error */
function complaint(error) {
  const message = error instanceof Error ? error.message : String(error);
  const what = error instanceof SyntaxError ? '操作配置文件格式错误，请检查配置文件' : '读取配置文件时发生错误';
  return `[Core] [Config] ${what}: ${message}`;
}
