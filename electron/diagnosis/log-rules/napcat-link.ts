/**
 * What NapCat's reverse WebSocket client writes about the link. Success writes nothing (NapCat dossier §3), so the
 * only good news is an action that arrives over it. All templates: NapCatQQ
 * packages/napcat-onebot/network/websocket-client.ts; the causes of each error: NapCat dossier §3 and NoneBot dossier §3.
 */
import type { LogRule } from '../../survey/facts.ts';

const CLIENT = 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L119';
const TRY_CONNECT = 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L41';
const SAMPLE_HEAD = '08-20 20:15:40 [error] [OneBot] [WebSocket Client] ';
const SAMPLE_URL = '反向WebSocket (ws://127.0.0.1:18080/onebot/v11/ws) ';

/** `反向WebSocket (url) 连接错误 …`; NapCat 2.0.1–2.0.7 wrote it without the tags before. */
function connectError(error: string): RegExp {
  return new RegExp(`反向WebSocket \\((?<url>[^\\n]{0,500}?)\\) 连接错误 ${error}`);
}

/** Thrown by the constructor of the socket: printed by `TryConnect Error`, before 4.7.11 by `初始化OneBot失败`. */
function thrown(error: string): RegExp {
  return new RegExp(`(?:TryConnect Error , info -> {1,2}|初始化OneBot失败 )${error}`);
}

const ENDPOINT = '(?<host>[^\\s]{1,100}):(?<port>\\d{1,5})';
const TLS_CERTIFICATE =
  '[^\\n]{0,200}?(?:self[- ]signed certificate|DEPTH_ZERO_SELF_SIGNED_CERT|unable to verify the first certificate|certificate has expired|ERR_TLS_CERT_ALTNAME_INVALID)';

const KNOWN_ERRORS =
  /连接错误 (?:AggregateError|Error: (?:connect|read|write) E[A-Z]+|Error: (?:Unexpected server response|Opening handshake|socket hang up|getaddrinfo|Parse Error|Invalid (?:Sec-WebSocket-Accept|Upgrade) header)|[^\n]{0,200}?certificate)/;

const KNOWN_THROWS =
  /(?:SyntaxError: (?:Invalid URL|The URL's protocol|The URL contains a fragment)|Invalid character in header content)/;

export const NAPCAT_LINK_RULES = [
  {
    id: 'napcat.connect-refused',
    product: 'napcat',
    pattern: connectError(`Error: connect ECONNREFUSED ${ENDPOINT}`),
    meaning: { severity: 'problem' },
    origin: CLIENT,
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: connect ECONNREFUSED 127.0.0.1:18080`,
  },
  {
    id: 'napcat.connect-refused-all',
    product: 'napcat',
    pattern: connectError('AggregateError(?: \\[ECONNREFUSED\\])?:?(?!\\s?\\[E)'),
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §3: localhost was tried on ::1 and 127.0.0.1',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://localhost:18080/onebot/v11/ws) 连接错误 AggregateError [ECONNREFUSED]:`,
  },
  {
    id: 'napcat.server-401',
    product: 'napcat',
    pattern: connectError('Error: Unexpected server response: (?<status>401)'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/820',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://127.0.0.1:2280/ws) 连接错误 Error: Unexpected server response: 401`,
  },
  {
    id: 'napcat.server-403',
    product: 'napcat',
    pattern: connectError('Error: Unexpected server response: (?<status>403)'),
    meaning: { severity: 'problem' },
    origin:
      'https://github.com/NapNeko/NapCatQQ/issues/1366: NoneBot says 403 to a wrong path, token or second bot alike',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: Unexpected server response: 403`,
  },
  {
    id: 'napcat.server-response',
    product: 'napcat',
    pattern: connectError('Error: Unexpected server response: (?!401|403)(?<status>\\d{3})'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/7606',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://localhost:8083) 连接错误 Error: Unexpected server response: 405`,
  },
  {
    id: 'napcat.handshake-timeout',
    product: 'napcat',
    pattern: connectError('Error: Opening handshake has timed out'),
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §3; NoneBot dossier §5.3: a slow refusal on Windows looks the same',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: Opening handshake has timed out`,
  },
  {
    id: 'napcat.socket-hang-up',
    product: 'napcat',
    pattern: connectError('Error: socket hang up'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/792',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: socket hang up`,
  },
  {
    id: 'napcat.connection-reset',
    product: 'napcat',
    pattern: connectError('Error: (?:read|connect|write) (?:ECONNRESET|ECONNABORTED|EPIPE)'),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/792',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://192.168.1.42:6199/ws) 连接错误 Error: read ECONNRESET`,
  },
  {
    id: 'napcat.tls-wrong-version',
    product: 'napcat',
    pattern: connectError(
      'Error: (?:write|read) EPROTO[^\\n]{0,300}?(?:wrong version number|packet length too long|http request)',
    ),
    meaning: { severity: 'problem', code: 'tls-mismatch' },
    origin: 'NapCat dossier §3',
    sample: `${SAMPLE_HEAD}反向WebSocket (wss://127.0.0.1:18080/onebot/v11/ws) 连接错误 Error: write EPROTO 1099:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:record.c:354:`,
  },
  {
    id: 'napcat.tls-certificate',
    product: 'napcat',
    pattern: connectError(TLS_CERTIFICATE),
    meaning: { severity: 'problem', code: 'tls-mismatch' },
    origin: 'NoneBot dossier §3 row o',
    sample: `${SAMPLE_HEAD}反向WebSocket (wss://192.168.1.5:18080/onebot/v11/ws) 连接错误 Error: self-signed certificate`,
  },
  {
    id: 'napcat.name-not-found',
    product: 'napcat',
    pattern: connectError('Error: getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>\\S{1,253})'),
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §3: the name of a container, or a typing error',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://nonebot:18080/onebot/v11/ws) 连接错误 Error: getaddrinfo ENOTFOUND nonebot`,
  },
  {
    id: 'napcat.connect-timed-out',
    product: 'napcat',
    pattern: connectError(`(?:AggregateError \\[ETIMEDOUT\\]|Error: connect ETIMEDOUT(?: ${ENDPOINT})?)`),
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §3: remote host or firewall',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://192.168.1.77:18080/onebot/v11/ws) 连接错误 Error: connect ETIMEDOUT 192.168.1.77:18080`,
  },
  {
    id: 'napcat.host-unreachable',
    product: 'napcat',
    pattern: connectError(`Error: connect (?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN) ${ENDPOINT}`),
    meaning: { severity: 'problem' },
    origin: 'NapCat dossier §3',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://10.9.8.7:18080/onebot/v11/ws) 连接错误 Error: connect EHOSTUNREACH 10.9.8.7:18080`,
  },
  {
    id: 'napcat.connect-forbidden',
    product: 'napcat',
    pattern: connectError(`Error: connect (?:EACCES|EPERM) ${ENDPOINT}`),
    meaning: { severity: 'problem' },
    origin: 'Windows dossier: WSAEACCES 10013 when something on this machine forbids the connection',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: connect EACCES 127.0.0.1:18080`,
  },
  {
    id: 'napcat.address-unusable',
    product: 'napcat',
    pattern: connectError(`Error: connect (?:EADDRNOTAVAIL|EAFNOSUPPORT|EINVAL) ${ENDPOINT}`),
    meaning: { severity: 'problem', code: 'wrong-address' },
    origin: 'NoneBot dossier §3 row k: ws://0.0.0.0 is no destination on Windows',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://0.0.0.0:8080/onebot/v11/ws) 连接错误 Error: connect EADDRNOTAVAIL 0.0.0.0:8080 - Local (0.0.0.0:0)`,
  },
  {
    id: 'napcat.not-http',
    product: 'napcat',
    pattern: connectError('Error: Parse Error: Expected HTTP/'),
    meaning: { severity: 'problem', code: 'foreign-server' },
    origin: 'NoneBot dossier §3 row p: an SSH or MySQL banner',
    sample: `${SAMPLE_HEAD}反向WebSocket (ws://127.0.0.1:3306/onebot/v11/ws) 连接错误 Error: Parse Error: Expected HTTP/, RTSP/ or ICE/`,
  },
  {
    id: 'napcat.upgrade-invalid',
    product: 'napcat',
    pattern: connectError('Error: Invalid (?:Sec-WebSocket-Accept|Upgrade) header'),
    meaning: { severity: 'problem', code: 'foreign-server' },
    origin: 'NoneBot dossier §3 row p',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: Invalid Sec-WebSocket-Accept header`,
  },
  {
    id: 'napcat.connect-failed',
    product: 'napcat',
    pattern: connectError('(?<error>[A-Za-z]{1,40}(?: \\[[A-Z_]{1,40}\\])?:[^\\n]{0,120})'),
    unless: KNOWN_ERRORS,
    meaning: { severity: 'problem' },
    origin: CLIENT,
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: something no rule knows`,
  },
  {
    id: 'napcat.connection-lost',
    product: 'napcat',
    pattern: /反向WebSocket \((?<url>[^\n]{0,500}?)\) 连接意外关闭/,
    meaning: { severity: 'warn' },
    origin: 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L109: also when the user disables the entry',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接意外关闭`,
  },
  {
    id: 'napcat.retry',
    product: 'napcat',
    pattern: /\[WebSocket Client\] 在 (?<seconds>\d{1,6}) 秒后尝试重新连接/,
    meaning: { severity: 'info' },
    origin: 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L110',
    sample: `${SAMPLE_HEAD}在 5 秒后尝试重新连接`,
  },
  {
    id: 'napcat.invalid-url',
    product: 'napcat',
    pattern: thrown(
      "SyntaxError: (?:(?<reason>The URL's protocol must be one of|The URL contains a fragment identifier)|Invalid URL:? ?(?<url>[^\\n]{0,500}))",
    ),
    meaning: { severity: 'problem', code: 'malformed-url' },
    origin: TRY_CONNECT,
    sample: `${SAMPLE_HEAD}TryConnect Error , info ->  SyntaxError: Invalid URL: 127.0.0.1:18080/onebot/v11/ws`,
  },
  {
    id: 'napcat.invalid-token-character',
    product: 'napcat',
    pattern: /Invalid character in header content \["(?<header>[A-Za-z-]{1,40})"\]/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'NapCat dossier §3: the token holds a line feed or characters outside Latin-1',
    sample: `${SAMPLE_HEAD}TryConnect Error , info ->  TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["Authorization"]`,
  },
  {
    id: 'napcat.connect-throws',
    product: 'napcat',
    pattern: /TryConnect Error , info -> {1,2}(?<error>[^\n]{1,120})/,
    unless: KNOWN_THROWS,
    meaning: { severity: 'problem' },
    origin: TRY_CONNECT,
    sample: `${SAMPLE_HEAD}TryConnect Error , info ->  RangeError: something no rule knows`,
  },
  {
    id: 'napcat.action-received',
    product: 'napcat',
    pattern: /\[WebSocket Client\] 收到正向Websocket消息/,
    meaning: {
      severity: 'success',
      heals: [
        ...[
          'napcat.connect-refused',
          'napcat.connect-refused-all',
          'napcat.server-401',
          'napcat.server-403',
          'napcat.server-response',
          'napcat.handshake-timeout',
        ],
        ...['napcat.socket-hang-up', 'napcat.connection-reset', 'napcat.connection-lost', 'napcat.connect-failed'],
        ...['napcat.connect-timed-out', 'napcat.host-unreachable', 'napcat.name-not-found'],
      ],
    },
    origin: 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L144 (debug): the framework called an action',
    sample:
      '08-20 20:16:02 [debug] 测试猫 | [OneBot] [WebSocket Client] 收到正向Websocket消息 {"action":"get_login_info","echo":"1"}',
  },
  {
    id: 'napcat.action-unknown',
    product: 'napcat',
    pattern: /\[WebSocket Client\] 发生错误 ?不支持的[Aa]pi (?<action>[\w.]{1,60})/,
    meaning: { severity: 'warn' },
    origin: 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L153',
    sample: `${SAMPLE_HEAD}发生错误 不支持的Api _set_model_show`,
  },
  {
    id: 'napcat.lifecycle-failed',
    product: 'napcat',
    pattern: /发送(?:连接)?生命周期失败/,
    meaning: { severity: 'warn' },
    origin: 'NapCatQQ packages/napcat-onebot/network/websocket-client.ts L99, L133',
    sample: `${SAMPLE_HEAD}发送连接生命周期失败 Error: WebSocket closed`,
  },
  {
    id: 'napcat.runs-in-container',
    product: 'napcat',
    pattern: /\n\s{2,8}at [^\n]{0,200}[(/](?:\/app\/napcat|\/usr\/src\/app\/napcat)\//,
    meaning: { severity: 'info' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/354: the folder that only the Docker images have',
    sample: `${SAMPLE_HEAD}${SAMPLE_URL}连接错误 Error: Opening handshake has timed out\n    at ClientRequest.<anonymous> (/app/napcat/node_modules/ws/lib/websocket.js:873:7)`,
  },
  {
    id: 'napcat.socket-not-open',
    product: 'napcat',
    pattern: /WebSocket is not open(?:: readyState (?<state>\d))?/,
    meaning: { severity: 'warn' },
    origin:
      'NapCat dossier §3: hot reload of a URL leaves a zombie; https://github.com/NapNeko/NapCatQQ-Desktop/issues/2',
    sample: '08-20 20:16:43 [error] 测试猫 | [NapCat] [Error] unhandledRejection: Error: WebSocket is not open',
  },
] as const satisfies readonly LogRule[];
