/**
 * What NoneBot's web server writes: where it listens, why it cannot, and how each handshake ended. NoneBot prints
 * these lines under several names (NoneBot dossier §1.5), so none of them is looked at.
 */
import type { LogRule } from '../../survey/facts.ts';
import { REFUSAL_REASONS } from './nonebot.ts';

const START = 'NoneBot dossier §1.5, uvicorn/server.py';
const BIND = 'NoneBot dossier §5.2, uvicorn/server.py startup';

/** `[Errno n] error while attempting to bind on address ('host', port): reason` */
function bindError(errno: string): RegExp {
  return new RegExp(
    `\\[Errno ${errno}\\] error while attempting to bind on address \\('(?<host>[^'\\n]{1,100})', (?<port>\\d{1,5})[^)\\n]{0,20}\\)(?:: [^\\n]{0,160})?`,
  );
}

const BIND_ERRORS = [
  'nonebot.bind-in-use',
  'nonebot.bind-forbidden',
  'nonebot.bind-address-invalid',
  'nonebot.bind-failed',
] as const;

const START_ERRORS = [
  ...['python.module-missing', 'python.import-failed', 'python.env-encoding', 'python.token-numeric'],
  ...['python.host-not-an-address', 'python.driver-not-found', 'nonebot.asgi-unavailable', 'python.port-invalid'],
  ...[
    'python.ws-urls-invalid',
    'python.driver-package-missing',
    'python.project-format-too-new',
    'framework.port-in-use',
  ],
  ...['framework.bind-forbidden', 'framework.bind-address-invalid'],
] as const;

export const UVICORN_RULES = [
  {
    id: 'uvicorn.started',
    product: 'nonebot',
    pattern: /Started server process \[(?<pid>\d{1,10})\]/,
    meaning: { severity: 'lifecycle' },
    origin: START,
    sample: '08-22 19:40:02 [INFO] uvicorn | Started server process [7004]',
  },
  {
    id: 'uvicorn.running',
    product: 'nonebot',
    pattern: /Uvicorn running on (?<url>(?<scheme>https?):\/\/\[?(?<host>[^\s\]/]{1,100}?)\]?:(?<port>\d{1,5}))/,
    meaning: {
      severity: 'success',
      heals: ['uvicorn.waiting-for-startup', 'nonebot.initializing', ...BIND_ERRORS, ...START_ERRORS],
    },
    origin: START,
    sample: '08-22 19:40:03 [INFO] uvicorn | Uvicorn running on http://127.0.0.1:18080 (Press CTRL+C to quit)',
  },
  {
    id: 'uvicorn.websocket-accepted',
    product: 'nonebot',
    pattern: /"WebSocket (?<path>[^"\s]{1,300})" \[accepted\]/,
    meaning: {
      severity: 'success',
      heals: ['uvicorn.websocket-403', 'uvicorn.no-websocket-library', 'nonebot.no-route'],
    },
    origin: START,
    sample: '08-22 19:41:40 [INFO] uvicorn | 127.0.0.1:52128 - "WebSocket /onebot/v11/ws" [accepted]',
  },
  {
    id: 'uvicorn.websocket-403',
    product: 'nonebot',
    pattern: /"WebSocket (?<path>[^"\s]{1,300})" 403/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/nonebot/nonebot2/issues/684',
    sample: `06-24 22:30:00 [INFO] uvicorn | ('127.0.0.1', 33560) - "WebSocket /onebot/v11/ws/" 403`,
  },
  {
    id: 'uvicorn.websocket-failed',
    product: 'nonebot',
    pattern: /"WebSocket (?<path>[^"\s]{1,300})" (?!403)(?<status>[45]\d\d)/,
    meaning: { severity: 'problem' },
    origin: 'NoneBot dossier §3, Latin-1 token: 500',
    sample: '08-22 20:29:45 [INFO] uvicorn | 127.0.0.1:52128 - "WebSocket /onebot/v11/ws" 500',
  },
  {
    id: 'uvicorn.browser-404',
    product: 'nonebot',
    pattern: /"(?:GET|HEAD) (?<path>\/[^"\s]{0,300}) HTTP\/1\.[01]" 404/,
    meaning: { severity: 'info', code: 'misread-symptom' },
    origin: 'NoneBot dossier §0 fact 3: so does a healthy NoneBot',
    sample: '08-22 20:00:00 [INFO] uvicorn | 127.0.0.1:50000 - "GET / HTTP/1.1" 404',
  },
  {
    id: 'uvicorn.browser-405',
    product: 'nonebot',
    pattern: /"(?:GET|HEAD) (?<path>\/onebot\/v1[12]\/(?:http\/?)?) HTTP\/1\.[01]" 405/,
    meaning: { severity: 'info', code: 'misread-symptom' },
    origin: 'NoneBot dossier §0 fact 2: the adapter is there',
    sample: '08-22 20:00:00 [INFO] uvicorn | 127.0.0.1:50000 - "GET /onebot/v11/ HTTP/1.1" 405',
  },
  {
    id: 'uvicorn.waiting-for-startup',
    product: 'nonebot',
    pattern: /Waiting for application startup/,
    meaning: { severity: 'lifecycle' },
    origin: START,
    sample: '08-22 19:40:02 [INFO] uvicorn | Waiting for application startup.',
  },
  {
    id: 'uvicorn.startup-complete',
    product: 'nonebot',
    pattern: /Application startup complete\./,
    meaning: { severity: 'info', heals: ['uvicorn.waiting-for-startup'] },
    origin: `${START}: plugins are through with their own start, and the port comes next`,
    sample: '08-22 19:40:02 [INFO] uvicorn | Application startup complete.',
  },
  {
    id: 'nonebot.no-route',
    product: 'nonebot',
    pattern: /"WebSocket (?<path>[^"\s]{1,300})" 403/,
    notAfter: REFUSAL_REASONS,
    meaning: { severity: 'problem' },
    origin: 'NoneBot dossier §9: 403 without a reason of the adapter is a wrong path, or no adapter',
    sample: '08-22 20:29:45 [INFO] uvicorn | 127.0.0.1:52128 - "WebSocket /cqhttp/ws" 403',
  },
  {
    id: 'uvicorn.no-websocket-library',
    product: 'nonebot',
    pattern: /No supported WebSocket library detected/,
    meaning: { severity: 'problem', code: 'websocket-support-missing' },
    origin: 'NoneBot dossier §1.5',
    sample: `08-22 20:29:53 [WARNING] uvicorn | No supported WebSocket library detected. Please use "pip install 'uvicorn[standard]'", or install 'websockets' or 'wsproto' manually.`,
  },
  {
    id: 'uvicorn.invalid-request',
    product: 'nonebot',
    pattern: /Invalid HTTP request received/,
    meaning: { severity: 'warn' },
    origin: 'NoneBot dossier §1.5: TLS on a plain port, or no HTTP at all',
    sample: '08-22 20:29:48 [WARNING] uvicorn | Invalid HTTP request received.',
  },
  {
    id: 'nonebot.keepalive-timeout',
    product: 'nonebot',
    pattern: /keepalive ping timeout/,
    meaning: { severity: 'warn' },
    origin: 'NoneBot dossier §4: the client did not answer pings for 20 s',
    sample:
      'websockets.exceptions.ConnectionClosedError: sent 1011 (internal error) keepalive ping timeout; no close frame received',
  },
  {
    id: 'nonebot.bind-in-use',
    product: 'nonebot',
    pattern: bindError('(?<errno>10048|98|48)'),
    meaning: { severity: 'problem', code: 'port-in-use' },
    origin: `${BIND}; https://github.com/fastapi/fastapi/issues/4362`,
    sample: `08-22 20:25:03 [ERROR] uvicorn | [Errno 10048] error while attempting to bind on address ('127.0.0.1', 18080): 通常每个套接字地址(协议/网络地址/端口)只允许使用一次。`,
  },
  {
    id: 'nonebot.bind-forbidden',
    product: 'nonebot',
    pattern: bindError('(?<errno>10013|13)'),
    meaning: { severity: 'problem' },
    origin: `${BIND}: reserved by Windows, or exclusively held; https://github.com/zhenxun-org/zhenxun_bot/issues/734`,
    sample: `08-22 20:25:03 [ERROR] uvicorn | [Errno 13] error while attempting to bind on address ('127.0.0.1', 8081): [winerror 10013] an attempt was made to access a socket in a way forbidden by its access permissions`,
  },
  {
    id: 'nonebot.bind-address-invalid',
    product: 'nonebot',
    pattern:
      /(?:\[Errno (?:10049|99)\] error while attempting to bind on address |could not bind on any address out of \[)\('(?<host>[^'\n]{1,100})', (?<port>\d{1,5})/,
    meaning: { severity: 'problem', code: 'bind-address-invalid' },
    origin: `${BIND}; Python ≥ 3.13 says "could not bind on any address"`,
    sample: `08-22 20:25:03 [ERROR] uvicorn | could not bind on any address out of [('192.168.1.5', 8080)]`,
  },
  {
    id: 'nonebot.bind-failed',
    product: 'nonebot',
    pattern: bindError('(?<errno>\\d{1,6})'),
    unless: /\[Errno (?:10048|98|48|10013|13|10049|99)\]/,
    meaning: { severity: 'problem' },
    origin: BIND,
    sample: `08-22 20:25:03 [ERROR] uvicorn | [Errno 97] error while attempting to bind on address ('::1', 18080, 0, 0): address family not supported by protocol`,
  },
  {
    id: 'uvicorn.exception',
    product: 'nonebot',
    pattern: /Exception in ASGI application/,
    meaning: { severity: 'warn' },
    origin: 'NoneBot dossier §1.2 step 4',
    sample: '08-22 20:29:51 [ERROR] uvicorn | Exception in ASGI application',
  },
  {
    id: 'uvicorn.startup-failed',
    product: 'nonebot',
    pattern: /Application startup failed\. Exiting/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'uvicorn/lifespan/on.py startup',
    sample: '08-22 19:40:03 [ERROR] uvicorn | Application startup failed. Exiting.',
  },
  {
    id: 'uvicorn.stopped',
    product: 'nonebot',
    pattern: /Finished server process \[(?<pid>\d{1,10})\]|Application shutdown complete/,
    meaning: { severity: 'lifecycle' },
    origin: START,
    sample: '08-22 21:00:00 [INFO] uvicorn | Finished server process [7004]',
  },
  {
    id: 'uvicorn.lifespan-missing',
    product: 'nonebot',
    pattern: /Lifespan not started/,
    meaning: { severity: 'problem', code: 'framework-defect' },
    origin: 'NoneBot dossier §9: fastapi before 0.93 with NoneBot 2.4.4 and later',
    sample: 'RuntimeError: Lifespan not started',
  },
] as const satisfies readonly LogRule[];
