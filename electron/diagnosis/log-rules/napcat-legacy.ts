/**
 * Wording of NapCat 1 and of the programs that stood in its place before (go-cqhttp, Lagrange): old reports and old
 * installs still show it.
 */
import type { LogRule } from '../../survey/facts.ts';

const NAPCAT_1 = 'NapCatQQ v1.5.4 src/onebot11/server/ws/ReverseWebsocket.ts';

/** `连接到反向WebSocket Universal服务器 url 时出现错误: …` */
function dialError(error: string): RegExp {
  return new RegExp(
    `连接到反向(?:WebSocket|Websocket|WS) ?(?:Universal|universal|API|Event)?服务器 ?(?<url>\\S{1,300}?) ?时出现错误[:：] ?${error}`,
  );
}

const GO_SAMPLE =
  '[2022-05-17 12:00:00] [WARNING]: 连接到反向WebSocket Universal服务器 ws://127.0.0.1:8080/onebot/v11/ws/ 时出现错误: ';

export const NAPCAT_LEGACY_RULES = [
  {
    id: 'napcat.v1-connecting',
    product: 'napcat',
    pattern: /(?:开始连接反向ws|Trying to connect to the websocket server:) (?<url>\S{1,300})/,
    meaning: { severity: 'info' },
    origin: NAPCAT_1,
    sample: '2024-06-05 09:40:25 [INFO] (2000000001) | 开始连接反向ws ws://127.0.0.1:18080/onebot/v11/ws',
  },
  {
    id: 'napcat.v1-connected',
    product: 'napcat',
    pattern: /Connected to the websocket server: (?<url>\S{1,300})/,
    meaning: {
      severity: 'success',
      heals: ['napcat.v1-disconnected', 'napcat.v1-refused', 'napcat.v1-handshake-timeout'],
    },
    origin: `${NAPCAT_1}: the only versions that say so`,
    sample:
      '2024-06-05 09:40:25 [DEBUG] wbot(2000000001) | Connected to the websocket server: ws://127.0.0.1:18080/onebot/v11/ws',
  },
  {
    id: 'napcat.v1-disconnected',
    product: 'napcat',
    pattern: /(?:反向ws断开|The websocket connection:) (?<url>\S{1,300})/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/59',
    sample: '2024-06-05 09:40:25 [ERROR] (2000000001) | 反向ws断开 ws://127.0.0.1:18080/onebot/v11/ws',
  },
  {
    id: 'napcat.v1-refused',
    product: 'napcat',
    pattern: /"code":"ECONNREFUSED","syscall":"connect","address":"(?<host>[^"\n]{1,100})","port":(?<port>\d{1,5})/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/59',
    sample:
      '2024-06-05 09:40:25 [INFO] (2000000001) | {"errno":-4078,"code":"ECONNREFUSED","syscall":"connect","address":"127.0.0.1","port":18080}',
  },
  {
    id: 'napcat.v1-handshake-timeout',
    product: 'napcat',
    pattern: /\| Error: Opening handshake has timed out/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/214',
    sample: '2024-08-07 10:00:00 [INFO] bot(2000000001) | Error: Opening handshake has timed out',
  },
  {
    id: 'napcat.v1-version',
    product: 'napcat',
    pattern: /\[NapCat\] 当前版本: ?(?<version>[\w.-]{1,40})/,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3.1, samples of 1.5.1',
    sample: '2024-06-05 09:40:26 [INFO] wbot(2000000001) | [NapCat] 当前版本: 1.5.1',
  },
  {
    id: 'gocqhttp.connect-refused',
    product: 'napcat',
    pattern: dialError(
      '(?:dial tcp \\[?(?<host>[^\\s\\]]{1,100}?)\\]?:(?<port>\\d{1,5}): (?:connectex|connect): (?:connection refused|No connection could be made)|No connection could be made)',
    ),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/zhenxun-org/zhenxun_bot/issues/163',
    sample: `${GO_SAMPLE}dial tcp 127.0.0.1:8080: connect: connection refused`,
  },
  {
    id: 'gocqhttp.bad-handshake',
    product: 'napcat',
    pattern: dialError('(?:websocket: bad handshake|websocket\\.Dial [^\\n]{1,300}bad status)'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/Mrs4s/go-cqhttp/issues/682: hides the HTTP status',
    sample: `${GO_SAMPLE}websocket: bad handshake`,
  },
  {
    id: 'gocqhttp.connection-reset',
    product: 'napcat',
    pattern: dialError('(?:unexpected EOF|EOF|read tcp [^\\n]{1,200}(?:forcibly closed|connection reset))'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/Mrs4s/go-cqhttp/issues/1499',
    sample: `${GO_SAMPLE}read tcp 127.0.0.1:58335->127.0.0.1:8080: wsarecv: An existing connection was forcibly closed by the remote host.`,
  },
  {
    id: 'gocqhttp.host-not-found',
    product: 'napcat',
    pattern: dialError(
      'dial tcp: lookup (?<host>\\S{1,253})(?: on (?<resolver>[\\d.]{7,15}))?[^\\n]{0,60}: no such host',
    ),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/lss233/kirara-ai/issues/1274',
    sample: `${GO_SAMPLE}dial tcp: lookup chatgpt on 127.0.0.11:53: no such host`,
  },
  {
    id: 'gocqhttp.token-refused',
    product: 'napcat',
    pattern: /已拒绝 \S{1,60} 的 (?:WebSocket|HTTP) 请求: ?Token鉴权失败/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'https://github.com/Nova-Committee/McBot/issues/114: its own server turned the framework away',
    sample: '[2023-07-13 12:00:00] [WARNING]: 已拒绝 127.0.0.1:50000 的 WebSocket 请求: Token鉴权失败(code:401)',
  },
  {
    id: 'gensokyo.bad-handshake',
    product: 'napcat',
    pattern: /Failed to connect to WebSocket\[(?<url>[^\]\n]{1,300})\]: websocket: bad handshake/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/Hoshinonyaruko/Gensokyo/issues/173: hides the HTTP status',
    sample:
      'Failed to connect to WebSocket[ws://127.0.0.1:25550/onebot/v11/ws/]: websocket: bad handshake, retrying in 5 seconds...',
  },
  {
    id: 'lagrange.unexpected-response',
    product: 'napcat',
    pattern: /The server returned status code '(?<status>\d{3})' when status code '101' was expected/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/LagrangeDev/Lagrange.Core/issues/516',
    sample:
      "System.Net.WebSockets.WebSocketException (0x80004005): The server returned status code '403' when status code '101' was expected.",
  },
] as const satisfies readonly LogRule[];
