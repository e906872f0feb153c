/**
 * Starts the stand-in NapCat as a process of its own, in a folder laid out like NapCat.Shell.Windows.Node, with
 * `node index.js` and that folder as working directory.
 */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Order, Report } from '../napcat-stand-in/report.mjs';
import { tempFolder, writeFiles } from './folders.ts';
import { napCatFolder } from './napcat-folder.ts';
import type { WebUi } from './napcat-folder.ts';
import { freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import type { Running } from './processes.ts';
import { until } from './until.ts';

export interface NapCatOptions {
  /** Account that logs in. Default 2000000001. */
  readonly uin?: string;
  /** `qr`: waits for a scan, OneBot never starts. Default `quick`, through webui.json. */
  readonly login?: 'quick' | 'argument' | 'qr';
  /** Entries of network.websocketClients, filled up with NapCat's defaults except `enable` and the retry (1 s). */
  readonly clients?: readonly ClientEntry[];
  /** The whole onebot11_<uin>.json instead: text, bytes, or a document. */
  readonly config?: unknown;
  /** onebot11_<uin>.json of accounts that are known here but not logged in. */
  readonly otherAccounts?: Readonly<Record<string, unknown>>;
  /** Default 4.18.19. Only the number: the behaviour is that of 4.18. */
  readonly version?: string;
  /** As in napcat.json; NapCat's own default is off. */
  readonly fileLog?: boolean;
  /** Port 0 switches it off. Default: a free port on 127.0.0.1. */
  readonly webui?: Partial<WebUi>;
  /** Off: NapCat and its sockets are one process (`NAPCAT_DISABLE_MULTI_PROCESS`). */
  readonly multiProcess?: boolean;
  /** Milliseconds between two messages that it receives. Default 2000. */
  readonly chatEveryMs?: number;
  /** An existing NapCat folder to start again as it is; nothing is written then. */
  readonly dir?: string;
  /** Name of the folder. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ClientEntry {
  readonly url: string;
  readonly name?: string;
  readonly enable?: boolean;
  readonly token?: string;
  readonly reconnectInterval?: number;
  readonly heartInterval?: number;
  readonly verifyCertificate?: boolean;
}

export interface NapCat extends Running {
  /** Folder of index.js. */
  readonly dir: string;
  /** onebot11_<uin>.json of the account. */
  readonly configFile: string;
  /** The process that owns the sockets: the worker, or `pid` itself. */
  readonly socketPid: number;
  /** Where it listens, which may be later than asked for; `null` when it does not. */
  readonly webuiPort: number | null;
  readonly webuiToken: string;
  /** Content of the log file; empty while there is none. */
  readonly log: () => string;
  readonly logFile: () => string | null;
  /** Resolves with the URL of the first entry that is, or was, connected. */
  readonly waitConnected: (deadlineMs?: number) => Promise<string>;
  /** Resolves with the message of the first connection error. */
  readonly waitFailed: (deadlineMs?: number) => Promise<string>;
  /** All that happened to its connections so far. */
  readonly history: () => readonly Report[];
  /** QQ takes the account offline. */
  readonly kick: () => void;
  /** It receives this private message now. */
  readonly say: (text: string) => void;
  /** It hangs: connections are accepted and get no answer, until `thaw`. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => void;
}

export async function startNapCat(options: NapCatOptions = {}): Promise<NapCat> {
  const { uin = '2000000001', login = 'quick', multiProcess = true, chatEveryMs = 2000 } = options;
  const dir = options.dir ?? tempFolder(options.name ?? 'NapCat.Shell.Windows.Node');
  if (options.dir === undefined) writeFiles(dir, napCatFolder(await folderOptions(options, uin, login)));

  const history: Report[] = [];
  const args = ['index.js', ...(login === 'argument' ? ['-q', uin] : [])];
  const running = startProcess(process.execPath, args, {
    cwd: dir,
    env: {
      LAB_CHAT_MS: String(chatEveryMs),
      NODE_OPTIONS: undefined,
      ...(multiProcess ? {} : { NAPCAT_DISABLE_MULTI_PROCESS: '1' }),
      ...options.env,
    },
    onMessage: (message) => history.push(message as Report),
  });
  const happened = async <E extends Report['event']>(event: E, deadlineMs?: number) =>
    until(
      `NapCat's "${event}"; it printed:\n${running.output()}`,
      () => history.find((report): report is Report & { event: E } => report.event === event),
      deadlineMs,
    );

  const { pid: socketPid, webuiPort } = await happened('ready');
  const logs = join(dir, 'napcat/logs');
  const logFile = () => {
    const newest = existsSync(logs) ? readdirSync(logs).sort().at(-1) : undefined;
    return newest === undefined ? null : join(logs, newest);
  };
  const frozen = join(dir, 'lab-frozen');
  const order = (message: Order) => running.child.send(message);
  return {
    ...running,
    dir,
    configFile: join(dir, `napcat/config/onebot11_${uin}.json`),
    socketPid,
    webuiPort,
    webuiToken: options.webui?.token ?? WEBUI_TOKEN,
    logFile,
    log: () => {
      const file = logFile();
      return file === null ? '' : readFileSync(file, 'utf8');
    },
    waitConnected: async (deadlineMs) => (await happened('open', deadlineMs)).url,
    waitFailed: async (deadlineMs) => (await happened('failed', deadlineMs)).message,
    history: () => [...history],
    kick: () => order({ order: 'kick' }),
    say: (text) => order({ order: 'say', text }),
    freeze: async () => {
      order({ order: 'freeze', until: frozen });
      await until('NapCat to hang', () => existsSync(frozen));
    },
    thaw: () => rmSync(frozen, { force: true }),
  };
}

const WEBUI_TOKEN = 'a1b2c3d4e5f6';

async function folderOptions(options: NapCatOptions, uin: string, login: NapCatOptions['login']) {
  const { config = oneBotConfig(options.clients ?? []), otherAccounts = {}, webui = {} } = options;
  const contents = Object.entries({ ...otherAccounts, [uin]: config });
  return {
    version: options.version ?? '4.18.19',
    fileLog: options.fileLog ?? false,
    autoLogin: login === 'quick' ? uin : '',
    webui: { host: '127.0.0.1', port: webui.port ?? (await freePort()), token: WEBUI_TOKEN, ...webui },
    accounts: Object.fromEntries(contents.map(([account, content]) => [account, textOf(content)])),
  };
}

function textOf(content: unknown): string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2);
}

/** A configuration as NapCat writes it, with these client entries. */
export function oneBotConfig(clients: readonly ClientEntry[]): object {
  return {
    network: {
      httpServers: [],
      httpSseServers: [],
      httpClients: [],
      websocketServers: [],
      websocketClients: clients.map((entry, index) => ({
        name: `bot-${index + 1}`,
        enable: true,
        messagePostFormat: 'array',
        reportSelfMessage: false,
        reconnectInterval: 1000,
        token: '',
        debug: false,
        heartInterval: 30_000,
        ...entry,
      })),
      plugins: [],
    },
    musicSignUrl: '',
    enableLocalFile2Url: false,
    parseMultMsg: false,
  };
}
