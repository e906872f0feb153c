/**
 * The frameworks that run on Node: Koishi, TRSS-Yunzai and Karin. What they say to a client and print about it:
 * NoneBot dossier §8.
 */
import type { LogRule } from '../../survey/facts.ts';

const YUNZAI = 'TimeRainStarSky/Yunzai lib/bot.js';
const KARIN = 'KarinJS/Karin packages/core/src/adapter/onebot';

export const NODE_FRAMEWORK_RULES = [
  {
    id: 'koishi.path-syntax',
    product: 'framework',
    pattern: /TypeError: Missing parameter name at (?<column>\d{1,4})/,
    meaning: { severity: 'problem', code: 'wrong-path' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/700: the adapter’s path holds a whole ws:// URL',
    sample: '2025-01-08 12:00:00 [E] app TypeError: Missing parameter name at 2',
  },
  {
    id: 'koishi.server-listening',
    product: 'framework',
    pattern: /server listening at (?<url>https?:\/\/\S{1,120})/,
    meaning: { severity: 'success', heals: ['koishi.port-taken', 'node.bind-forbidden'] },
    origin: 'koishijs/koishi packages/server',
    sample: '2025-01-08 12:00:00 [I] server server listening at http://127.0.0.1:5140',
  },
  {
    id: 'koishi.port-taken',
    product: 'framework',
    pattern: /Error: listen (?<code>EADDRINUSE): [a-z ]{1,60} (?<host>[^\s,]{1,100}):(?<port>\d{1,5})/,
    meaning: { severity: 'problem' },
    origin: 'Node net.Server listen',
    sample: '2025-01-08 12:00:00 [E] app Error: listen EADDRINUSE: address already in use 127.0.0.1:5140',
  },
  {
    id: 'node.bind-forbidden',
    product: 'framework',
    pattern: /listen (?<code>EACCES): [a-z ]{1,60} (?<host>[^\s,]{1,100}):(?<port>\d{1,5})/,
    meaning: { severity: 'problem' },
    origin: 'libuv maps WSAEACCES 10013 to EACCES: reserved, or held exclusively',
    sample: '2025-01-08 12:00:00 [E] app Error: listen EACCES: permission denied 0.0.0.0:5140',
  },
  {
    id: 'node.module-missing',
    product: 'framework',
    // Without a header: Node's own last words. A framework that lives writes them into a record of its log.
    pattern: /^Error(?: \[ERR_MODULE_NOT_FOUND\])?: Cannot find (?:package|module) '(?<module>[^'\n]{1,200})'/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'Node lib/internal/modules/{esm/resolve,cjs/loader}.js',
    sample: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'puppeteer' imported from D:\\Yunzai\\lib\\a.js",
  },
  {
    id: 'yunzai.message-received',
    product: 'framework',
    pattern: /(?<kind>群消息|好友消息|频道消息|群临时消息)：\[/,
    chat: true,
    meaning: { severity: 'info' },
    origin: 'TimeRainStarSky/Yunzai plugins/adapter/OneBotv11.js',
    sample: '[20:15:44.123][INFO][2000000001 <= 700000001, 300000001] 群消息：[测试群, 小明] 在吗',
  },
  {
    id: 'yunzai.starting',
    product: 'framework',
    pattern: /(?:启动 HTTPS? 服务器|TRSS-Yunzai v[\w.]{1,20} 启动中)/,
    startsBoot: true,
    meaning: { severity: 'lifecycle' },
    origin: `${YUNZAI} run: listens, then loads its plugins`,
    sample: '[20:15:35.123][MARK][Server] 启动 HTTP 服务器 http://[::]:2536',
  },
  {
    id: 'yunzai.listening',
    product: 'framework',
    pattern: /\[WebSocket ?\] 连接地址：(?<url>wss?:\/\/[^\s[]{1,200})\[(?<paths>[^\]\n]{0,200})\]/,
    meaning: { severity: 'success', heals: ['yunzai.starting', 'yunzai.port-taken', 'node.bind-forbidden'] },
    origin: `${YUNZAI} run: until this line upgrades hang`,
    sample: '[20:15:40.123][INFO][WebSocket] 连接地址：ws://localhost:2536/[OneBotv11,GSUIDCore]',
  },
  {
    id: 'yunzai.token-refused',
    product: 'framework',
    pattern: /HTTP GET 请求 (?<header>[\w-]{1,60}) 鉴权失败/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: `${YUNZAI} serverAuth`,
    sample:
      '[20:15:41.123][ERRO][ws://localhost:2536/OneBotv11 <≠ ::1:51184] HTTP GET 请求 authorization 鉴权失败 { headers: {} }',
  },
  {
    id: 'yunzai.no-handler',
    product: 'framework',
    pattern: /WebSocket 处理器 (?<path>\S{0,100}) 不存在/,
    meaning: { severity: 'problem', code: 'wrong-path' },
    origin: `${YUNZAI} wsConnect`,
    sample:
      '[20:15:41.123][ERRO][ws://localhost:2536/onebot <≠> ::1:51184] WebSocket 处理器 onebot 不存在 { headers: {} }',
  },
  {
    id: 'yunzai.connected',
    product: 'framework',
    pattern: /OneBotv11\([^)\n]{0,80}\)(?: NapCat\.Onebot-(?<version>[\w.]{1,20}))?[^\n]{0,80} 已连接/,
    meaning: { severity: 'success', heals: ['yunzai.token-refused', 'yunzai.no-handler', 'yunzai.disconnected'] },
    origin: 'NoneBot dossier §8',
    sample: '[20:15:42.123][MARK][2000000001] OneBotv11(QQ) NapCat.Onebot-4.18.19 已连接',
  },
  {
    id: 'yunzai.accepted',
    product: 'framework',
    pattern: /<=> [^\]\n]{1,120}\] 建立连接/,
    meaning: { severity: 'info' },
    origin: `${YUNZAI} wsConnect`,
    sample: '[20:15:41.123][MARK][ws://localhost:2536/OneBotv11 <=> ::1:51184-key] 建立连接',
  },
  {
    id: 'node.unhandled',
    product: 'framework',
    pattern:
      /\[?(?:unhandledRejection|uncaughtException)\]?:? ?(?<error>[A-Z]\w{2,30}(?:: [^\n]{1,120})?)(?:(?:\n[^\n]{0,300}?){1,12}?[\\/]plugins?[\\/](?<plugin>[\w.@-]{1,60}))?/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/V2233/micro-plugin/issues/3: Yunzai prints what a plugin did not catch',
    sample:
      "[20:15:41.140][ERRO][unhandledRejection] TypeError: Cannot read properties of undefined (reading 'pickFriend')",
  },
  {
    id: 'yunzai.disconnected',
    product: 'framework',
    pattern: /<≠> [^\]\n]{1,120}\] 断开连接/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/TimeRainStarSky/Yunzai/issues/123',
    sample: '[20:20:00.123][MARK][ws://localhost:2536/OneBotv11 <≠> ::1:51184-key] 断开连接',
  },
  {
    id: 'yunzai.action-timeout',
    product: 'framework',
    pattern: /请求超时 \{ action: '(?<action>[\w.]{1,60})'/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/TimeRainStarSky/Yunzai/issues/123',
    sample: `[20:16:42.123][ERRO][2000000001] 请求超时 { action: '_set_model_show', params: {} }`,
  },
  {
    id: 'yunzai.port-taken',
    product: 'framework',
    pattern: /监听端口 (?<port>\d{1,5}) 错误/,
    unless: /EACCES/,
    meaning: { severity: 'problem', code: 'port-in-use' },
    origin: `${YUNZAI} serverEADDRINUSE`,
    sample: '[20:15:40.123][ERRO][Server] 监听端口 2536 错误 Error: listen EADDRINUSE',
  },
  {
    id: 'karin.connected',
    product: 'framework',
    pattern: /\[OneBot\]\[webSocketServer\] 连接成功/i,
    meaning: { severity: 'success', heals: ['karin.nobody-took-it', 'karin.port-taken'] },
    origin: `${KARIN}/connect/server.ts`,
    sample: '[Karin][20:15:42.123][INFO] [OneBot][webSocketServer] 连接成功: ws://127.0.0.1:7777/onebot/v11/ws',
  },
  {
    id: 'karin.nobody-took-it',
    product: 'framework',
    pattern: /\[WebSocket\] 链接无函数接管 已自动断开/,
    meaning: { severity: 'problem', code: 'wrong-path' },
    origin: 'KarinJS/Karin packages/core/src/server/websocket',
    sample: '[Karin][20:15:45.123][WARN] [WebSocket] 链接无函数接管 已自动断开ip: 127.0.0.1',
  },
  {
    id: 'karin.port-taken',
    product: 'framework',
    pattern: /\[server\] 端口 (?<port>\d{1,5}) 已被占用/,
    meaning: { severity: 'problem', code: 'port-in-use' },
    origin: 'KarinJS/Karin packages/core/src/server/websocket',
    sample: '[Karin][20:15:40.123][FATAL] [server] 端口 7777 已被占用，无法启动 http WebSocket 服务',
  },
] as const satisfies readonly LogRule[];
