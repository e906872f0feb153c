/**
 * What NoneBot and its OneBot adapter write. The adapter's lines carry its name (`OneBot V11 | …`); the name before it
 * differs between versions and is not looked at (NoneBot dossier §1.5). Order of checks at a handshake: §1.2. Refusals are
 * often sent as pictures, and the text that programs read from a picture has lost its blanks.
 */
import type { LogRule } from '../../survey/facts.ts';

const ADAPTER = 'nonebot/adapter-onebot nonebot/adapters/onebot/v11/adapter.py _handle_ws';
const FORWARD = 'nonebot/adapter-onebot nonebot/adapters/onebot/v11/adapter.py _forward_ws';
const START = 'NoneBot dossier §1.5, nonebot/__init__.py';

/** The adapter names its reason in the record or two before uvicorn says 403. */
export const REFUSAL_REASONS = [
  ...['nonebot.self-id-missing', 'nonebot.duplicate-bot', 'nonebot.token-invalid', 'nonebot.token-missing'],
] as const;

const REFUSALS = [...REFUSAL_REASONS, 'nonebot.no-route', 'nonebot.bot-lost', 'nonebot.v12-missing-connect'] as const;

export const NONEBOT_RULES = [
  {
    id: 'nonebot.message-received',
    product: 'nonebot',
    pattern: /\| \[(?<kind>message|message_sent)(?:\.[a-z_]{1,20}){1,2}\]: /,
    chat: true,
    meaning: { severity: 'success', heals: REFUSALS },
    origin: 'NoneBot dossier §1.4',
    sample: `08-22 20:29:40 [SUCCESS] nonebot | OneBot V11 2000000001 | [message.private.friend]: Message 1 from 22222 'hi'`,
  },
  {
    id: 'nonebot.event-handled',
    product: 'nonebot',
    pattern: /\| Event will be handled by Matcher\(/,
    meaning: { severity: 'info' },
    origin: 'nonebot2 nonebot/message.py: a plugin takes the event',
    sample:
      "08-22 19:40:01 [INFO] nonebot | Event will be handled by Matcher(type='message', module=nonebot_plugin_status)",
  },
  {
    id: 'nonebot.sending-refused',
    product: 'nonebot',
    pattern:
      /ActionFailed\(status='failed', retcode=(?<code>\d{1,6})[^\n]{0,600}?(?:被移出|被禁言|全员禁言|is banned|不是好友|非好友)/,
    meaning: { severity: 'warn' },
    origin: 'NoneBot dossier §4: the answer came back, and QQ lets this account say nothing there',
    sample: `nonebot.adapters.onebot.v11.exception.ActionFailed: ActionFailed(status='failed', retcode=1200, data=None, message='EventRet: {"result":110,"errMsg":"发送失败，你已被移出该群"}')`,
  },
  {
    id: 'nonebot.initializing',
    product: 'nonebot',
    pattern: /\| NoneBot is initializing/,
    startsBoot: true,
    meaning: { severity: 'lifecycle' },
    origin: START,
    sample: '08-22 19:40:00 [SUCCESS] nonebot | NoneBot is initializing...',
  },
  {
    id: 'nonebot.environment',
    product: 'nonebot',
    pattern: /\| Current Env: (?<environment>[^\s|]{1,60})/,
    meaning: { severity: 'info' },
    origin: START,
    sample: '08-22 19:40:00 [INFO] nonebot | Current Env: prod',
  },
  {
    id: 'nonebot.running',
    product: 'nonebot',
    pattern: /\| Running NoneBot/,
    meaning: { severity: 'lifecycle' },
    origin: START,
    sample: '08-22 19:40:02 [SUCCESS] nonebot | Running NoneBot...',
  },
  {
    id: 'nonebot.adapters-loaded',
    product: 'nonebot',
    pattern: /\| Loaded adapters: (?<adapters>[^\s][^\n]{0,200})/,
    meaning: { severity: 'info', heals: ['nonebot.adapters-none'] },
    origin: START,
    sample: '08-22 19:40:02 [SUCCESS] nonebot | Loaded adapters: OneBot V11',
  },
  {
    id: 'nonebot.adapters-none',
    product: 'nonebot',
    pattern: /\| Loaded adapters:\s*$/m,
    meaning: { severity: 'problem', code: 'adapter-not-registered' },
    origin: 'NoneBot dossier §1.5: an empty list',
    sample: '08-22 19:40:02 [SUCCESS] nonebot | Loaded adapters:',
  },
  {
    id: 'nonebot.only-v12',
    product: 'nonebot',
    pattern: /\| Loaded adapters: (?<adapters>[^\n]{0,200}OneBot V12[^\n]{0,200})/,
    unless: /OneBot V11/,
    meaning: { severity: 'problem', code: 'adapter-not-registered' },
    origin: 'NoneBot dossier §3 row f: NapCat speaks V11',
    sample: '08-22 19:40:02 [SUCCESS] nonebot | Loaded adapters: OneBot V12',
  },
  {
    id: 'nonebot.driver-without-server',
    product: 'nonebot',
    pattern: /\| Application startup completed\./,
    meaning: { severity: 'problem', code: 'driver-not-reverse' },
    origin: 'NoneBot dossier §1.5: forward drivers say "completed", uvicorn says "complete"',
    sample: '08-22 19:40:02 [INFO] nonebot | Application startup completed.',
  },
  {
    id: 'nonebot.bot-connected',
    product: 'nonebot',
    pattern: /OneBot V11 \| Bot (?<account>\d{1,12}) connected/,
    meaning: { severity: 'success', heals: REFUSALS },
    origin: ADAPTER,
    sample: '08-22 19:41:40 [INFO] nonebot | OneBot V11 | Bot 2000000001 connected',
  },
  {
    id: 'nonebot.v12-bot-connected',
    product: 'nonebot',
    pattern: /OneBot V12 \| Bot (?<account>\d{1,12}) connected/,
    meaning: { severity: 'info' },
    origin: 'nonebot/adapter-onebot nonebot/adapters/onebot/v12/adapter.py: the path alone makes it V12',
    sample: '09-17 23:41:10 [INFO] nonebot | OneBot V12 | Bot 2000000001 connected',
  },
  {
    id: 'nonebot.bot-lost',
    product: 'nonebot',
    pattern: /OneBot V11 \| WebSocket for Bot (?<account>\d{1,12}) closed by peer/,
    meaning: { severity: 'warn' },
    origin: `${ADAPTER}: for a normal close too`,
    sample: '08-22 20:10:00 [WARNING] nonebot | OneBot V11 | WebSocket for Bot 2000000001 closed by peer',
  },
  {
    id: 'nonebot.self-id-missing',
    product: 'nonebot',
    pattern: /Missing X-Self-ID Header/,
    meaning: { severity: 'warn' },
    origin: `${ADAPTER}: no OneBot client, or a probe`,
    sample: '08-22 20:29:51 [WARNING] nonebot | OneBot V11 | Missing X-Self-ID Header',
  },
  {
    id: 'nonebot.duplicate-bot',
    product: 'nonebot',
    pattern: /There's ?already ?a ?bot ?(?<account>[^\s,]{1,40}), ?ignored/,
    meaning: { severity: 'problem', code: 'duplicate-connection' },
    origin: ADAPTER,
    sample: `08-22 20:29:51 [WARNING] nonebot | OneBot V11 | There's already a bot 2000000001, ignored`,
  },
  {
    id: 'nonebot.token-invalid',
    product: 'nonebot',
    pattern: /OneBot ?V1[12] ?\| ?Authorization ?Header ?is ?invalid/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: ADAPTER,
    sample: '08-22 20:29:51 [WARNING] nonebot | OneBot V11 | Authorization Header is invalid',
  },
  {
    id: 'nonebot.token-missing',
    product: 'nonebot',
    pattern: /OneBot ?V1[12] ?\| ?Missing ?Authorization ?Header/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'https://github.com/tkgs0/Momoko/issues/2',
    sample: '08-22 20:29:51 [WARNING] nonebot | OneBot V11 | Missing Authorization Header',
  },
  {
    id: 'nonebot.v12-missing-connect',
    product: 'nonebot',
    pattern: /Missing connect meta event/,
    meaning: { severity: 'problem', code: 'protocol-mismatch' },
    origin: 'NoneBot dossier §1.2: a V11 client on the V12 path',
    sample: '08-22 20:29:49 [WARNING] nonebot | OneBot V12 | Missing connect meta event',
  },
  {
    id: 'nonebot.duplicate-adapter',
    product: 'nonebot',
    pattern: /Duplicate bot connection with id (?<account>\S{1,40})/,
    meaning: { severity: 'problem', code: 'duplicate-connection' },
    origin: 'NoneBot dossier §3 row h3: another adapter or a forward link owns the id',
    sample: 'RuntimeError: Duplicate bot connection with id 2000000001',
  },
  {
    id: 'nonebot.frame-failed',
    product: 'nonebot',
    pattern: /Error while process data from websocket for bot (?<account>\d{1,12})/,
    meaning: { severity: 'problem' },
    origin: ADAPTER,
    sample: '08-22 20:29:51 [ERROR] nonebot | OneBot V11 | Error while process data from websocket for bot 2000000001.',
  },
  {
    id: 'nonebot.event-unparsable',
    product: 'nonebot',
    pattern: /OneBot V11 \| Failed to parse event\./,
    meaning: { severity: 'problem', code: 'message-format' },
    origin: ADAPTER,
    sample: '08-22 20:29:51 [ERROR] nonebot | OneBot V11 | Failed to parse event. Raw: {"post_type":"message"}',
  },
  {
    id: 'nonebot.forward-failed',
    product: 'nonebot',
    pattern:
      /Error while (?:setup|process data from) ?websocket ?(?:to )?(?<url>wss?:\/\/\S{1,300}?)\.? Trying to reconnect/,
    unless: /OneBot V12/,
    meaning: { severity: 'problem' },
    origin: `${FORWARD}; https://github.com/Mai-with-u/nonebot-plugin-maibot-adapters/issues/7`,
    sample:
      '05-20 11:58:12 [ERROR] nonebot | OneBot V11 | Error while setup websocket to ws://127.0.0.1:8095/. Trying to reconnect...',
  },
  {
    id: 'nonebot.v12-forward-failed',
    product: 'nonebot',
    pattern:
      /OneBot V12 \| Error while (?:setup|process data from) ?websocket ?(?:to )?(?<url>wss?:\/\/\S{1,300}?)\.? Trying to reconnect/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/nonebot/adapter-onebot/issues/106',
    sample:
      '06-08 12:00:01 [ERROR] nonebot | OneBot V12 | Error while process data from websocket ws://127.0.0.1:3001/. Trying to reconnect...',
  },
  {
    id: 'nonebot.api-timeout',
    product: 'nonebot',
    pattern: /WebSocket call api (?<action>[\w.]{1,60}) timeout/,
    meaning: { severity: 'warn' },
    origin: 'NoneBot dossier §1.4',
    sample: `nonebot.adapters.onebot.v11.exception.NetworkError: NetWorkError(message='WebSocket call api get_group_member_info timeout')`,
  },
  {
    id: 'nonebot.http-bot',
    product: 'nonebot',
    pattern: /"POST (?<path>\/onebot\/v11\/(?:http\/?)?) HTTP\/1\.[01]" 204/,
    meaning: { severity: 'info' },
    origin: 'NoneBot dossier §0 fact 8b: an HTTP report makes a bot that never goes away',
    sample: '08-22 20:29:51 [INFO] uvicorn | 127.0.0.1:56542 - "POST /onebot/v11/http HTTP/1.1" 204',
  },
  {
    id: 'nonebot.old-project-format',
    product: 'nonebot',
    pattern: /Legacy project format found!/,
    meaning: { severity: 'info' },
    origin: START,
    sample: '08-22 19:40:01 [WARNING] nonebot | Legacy project format found! Upgrade with `nb upgrade-format`.',
  },
  {
    id: 'nonebot.plugin-failed',
    product: 'nonebot',
    pattern: /\| Failed to import "(?<plugin>[\w.]{1,120})"/,
    meaning: { severity: 'warn' },
    origin: 'nonebot/plugin/manager.py load_plugin: the program goes on without it',
    sample: '08-22 19:40:01 [ERROR] nonebot | Failed to import "nonebot_plugin_status"',
  },
  {
    id: 'nonebot.proxy-rejected',
    product: 'nonebot',
    pattern: /proxy rejected connection: HTTP (?<status>\d{3})/,
    meaning: { severity: 'problem', code: 'proxy-hijack' },
    origin: 'websockets/exceptions.py InvalidProxyStatus: since 15 the client follows the proxy of the environment',
    sample: 'websockets.exceptions.InvalidProxyStatus: proxy rejected connection: HTTP 502',
  },
] as const satisfies readonly LogRule[];
