/**
 * What NapCat writes about its configuration: which entries it loaded, and why it loaded none. `已启动` repeats the
 * `enable` of the file before any socket is opened (NapCat dossier §3), so it proves no connection.
 */
import type { LogRule } from '../../survey/facts.ts';

const LIST = 'NapCatQQ packages/napcat-onebot/index.ts L101-162';
const CONFIG_BASE = 'NapCatQQ packages/napcat-core/helper/config-base.ts L32-84';

/** A reload prints the old list before the new one. */
const OLD_LIST = /配置变更前/;

export const NAPCAT_CONFIG_RULES = [
  {
    id: 'napcat.network-loaded',
    product: 'napcat',
    pattern: /\[network\] 配置加载(?:\n(?:HTTP|WebSocket)[^\n]{0,500}){0,16}/,
    unless: OLD_LIST,
    meaning: {
      severity: 'lifecycle',
      heals: [
        ...['napcat.qr-wait', 'napcat.quick-login-failed', 'napcat.login-error', 'napcat.login-version-too-old'],
        ...['napcat.already-logged-in', 'napcat.config-syntax', 'napcat.config-type', 'napcat.onebot-dead'],
        ...['napcat.network-empty', 'napcat.invalid-url', 'napcat.invalid-token-character', 'napcat.connect-throws'],
      ],
    },
    origin: LIST,
    sample:
      '08-20 20:15:40 [info] [Notice] [OneBot11] [network] 配置加载\nWebSocket反向服务: ws://127.0.0.1:18080/onebot/v11/ws, : 已启动',
  },
  {
    id: 'napcat.network-empty',
    product: 'napcat',
    pattern: /\[network\] 配置加载\s*$/,
    unless: OLD_LIST,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/542: no entry, or a format that this version does not read',
    sample: '02-20 19:02:15 [info] [Notice] [OneBot11] [network] 配置加载\n',
  },
  {
    id: 'napcat.network-changed',
    product: 'napcat',
    pattern: /\[OneBot11\] 配置变更后/,
    meaning: { severity: 'lifecycle' },
    origin: LIST,
    sample:
      '[INFO] [Notice] [OneBot11] 配置变更后:\n[network] 配置加载\nWebSocket反向服务: ws://127.0.0.1:18080/onebot/v11/ws, : 已启动',
  },
  {
    id: 'napcat.client-enabled',
    product: 'napcat',
    pattern:
      /^WebSocket反向服务(?:(?=: [^\n]{0,500}, : 已启动$): | 已启动, 反向地址: ?)(?<url>[^\n]{0,500}?)(?:, : 已启动)?$/gm,
    each: true,
    unless: OLD_LIST,
    meaning: { severity: 'info' },
    origin: `${LIST}; NapCat 3: WebSocket反向服务 已启动, 反向地址: …`,
    sample:
      '08-20 20:15:40 [info] [Notice] [OneBot11] [network] 配置加载\nWebSocket反向服务: ws://127.0.0.1:18080/onebot/v11/ws, : 已启动',
  },
  {
    id: 'napcat.client-disabled',
    product: 'napcat',
    pattern:
      /^WebSocket反向服务(?:(?=: [^\n]{0,500}, : 未启动$): | 未启动, 反向地址: ?)(?<url>[^\n]{0,500}?)(?:, : 未启动)?$/gm,
    each: true,
    unless: OLD_LIST,
    meaning: { severity: 'info' },
    origin: LIST,
    sample:
      '08-20 20:15:40 [info] [Notice] [OneBot11] [network] 配置加载\nWebSocket反向服务: ws://127.0.0.1:18080/onebot/v11/ws, : 未启动',
  },
  {
    id: 'napcat.server-listed',
    product: 'napcat',
    pattern:
      /^(?<kind>HTTP服务|HTTP-SSE服务|HTTP上报服务|WebSocket服务): (?<address>[^\n]{0,500}), : (?<state>已启动|未启动)$/gm,
    each: true,
    unless: OLD_LIST,
    meaning: { severity: 'info' },
    origin: LIST,
    sample: '08-20 20:15:40 [info] [Notice] [OneBot11] [network] 配置加载\nWebSocket服务: 0.0.0.0:3001, : 已启动',
  },
  {
    id: 'napcat.config-file',
    product: 'napcat',
    pattern: /\[Core\] \[Config\] 配置文件(?<path>[^\n{]{1,400}?(?:_(?<account>\d{5,12}))?\.json)加载/,
    meaning: { severity: 'info' },
    origin: `${CONFIG_BASE} (debug): names the file that is really read`,
    sample:
      '02-20 19:02:15 [debug] [Core] [Config] 配置文件C:\\NapCat\\config\\onebot11_2000000001.json加载 {"network":{}}',
  },
  {
    id: 'napcat.config-syntax',
    product: 'napcat',
    pattern:
      /\[Core\] \[Config\] (?:操作)?配置文件格式错误，请检查配置文件:?(?: (?:JSON5: )?(?<error>[^\n]{0,120}?)(?: at (?<line>\d{1,7}):(?<column>\d{1,7}))?)?$/m,
    meaning: { severity: 'problem', code: 'config-invalid' },
    origin: `${CONFIG_BASE}; up to 4.3 without 操作`,
    sample: `08-20 20:15:40 [error] [Core] [Config] 操作配置文件格式错误，请检查配置文件: JSON5: invalid character '\\"' at 6:9`,
  },
  {
    id: 'napcat.config-type',
    product: 'napcat',
    pattern: /\[Core\] \[Config\] 读取配置文件时发生错误: ?(?<error>[^\n]{0,120})/,
    unless: /EACCES|EPERM|EROFS/,
    meaning: { severity: 'problem', code: 'config-invalid' },
    origin: CONFIG_BASE,
    sample: '08-20 20:15:40 [error] [Core] [Config] 读取配置文件时发生错误: Expected string',
  },
  {
    id: 'napcat.permission-denied',
    product: 'napcat',
    pattern:
      /(?:EACCES: permission denied|EPERM: operation not permitted|EROFS: read-only file system), (?<call>\w{1,20}) '(?<path>[^'\n]{1,300})'/,
    meaning: { severity: 'problem', code: 'no-permission' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/504',
    sample: `[error] 读取配置文件失败 Error: EACCES: permission denied, open '/opt/QQ/resources/app/app_launcher/napcat/config/webui.json'`,
  },
  {
    id: 'napcat.onebot-dead',
    product: 'napcat',
    pattern: /(?:OneBot11 适配器初始化失败:?|初始化OneBot失败) ?(?<error>[^\n]{0,120})/,
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §2.1: no adapter exists, messages are still printed; before 4.14 初始化OneBot失败',
    sample: `08-20 20:15:40 [error] [AdapterManager] OneBot11 适配器初始化失败: TypeError: Cannot read properties of undefined (reading 'httpServers')`,
  },
  {
    id: 'napcat.onebot-ready',
    product: 'napcat',
    pattern: /\[AdapterManager\] OneBot11 适配器初始化完成/,
    meaning: { severity: 'success', heals: ['napcat.onebot-dead', 'napcat.config-syntax', 'napcat.config-type'] },
    origin: 'NapCat dossier §3',
    sample: '08-20 20:15:40 [info] 测试猫 | [AdapterManager] OneBot11 适配器初始化完成',
  },
  {
    id: 'napcat.adapters-ready',
    product: 'napcat',
    pattern: /\[AdapterManager\] 协议适配器初始化完成，已加载 (?<count>\d{1,3}) 个适配器/,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3: printed even when OneBot failed',
    sample: '08-20 20:15:40 [info] 测试猫 | [AdapterManager] 协议适配器初始化完成，已加载 2 个适配器',
  },
  {
    id: 'napcat.http-server-started',
    product: 'napcat',
    pattern: /\[OneBot\] \[HTTP Server Adapter\] Start On (?<host>\S{1,100}):(?<port>\d{1,5})/i,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3, other adapters',
    sample: '08-20 20:15:40 [info] [OneBot] [HTTP Server Adapter] Start On 127.0.0.1:3000',
  },
  {
    id: 'napcat.ws-server-started',
    product: 'napcat',
    pattern: /\[OneBot\] \[WebSocket Server\] Server Started (?<host>\S{1,100}):(?<port>\d{1,5})/i,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3, other adapters',
    sample: '08-20 20:15:40 [info] [OneBot] [WebSocket Server] Server Started 127.0.0.1:3001',
  },
  {
    id: 'napcat.server-port-taken',
    product: 'napcat',
    pattern: /listen (?:EADDRINUSE|EACCES)(?:: [a-z ]{1,60})?,? ?(?<host>[^\s,]{1,100}):(?<port>\d{1,5})/,
    meaning: { severity: 'warn' },
    origin: 'NapCat dossier §3, other adapters: does not touch the client entries',
    sample:
      '08-20 20:15:40 [error] [NapCat] [Error] Unhandled Exception: listen EADDRINUSE: address already in use 127.0.0.1:3000',
  },
  {
    id: 'napcat.ws-server-error',
    product: 'napcat',
    pattern: /\[OneBot\] \[WebSocket Server\] Server Error: ?(?<error>[^\n]{0,120})/,
    meaning: { severity: 'warn' },
    origin: 'NapCat dossier §3, other adapters',
    sample: '08-20 20:15:40 [error] [OneBot] [WebSocket Server] Server Error: Error: something',
  },
] as const satisfies readonly LogRule[];
