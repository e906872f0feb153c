/**
 * Frames of the OneBot protocol, as programs print them and people paste them: what arrives at the other end, whatever
 * program stands there. Python prints the same objects with single quotes.
 */
import type { LogRule } from '../../survey/facts.ts';

/** `"key": "value"`, in either kind of quotes, escaped ones of a log inside a log included. */
function field(key: string, value: string): string {
  return `\\\\?["']${key}\\\\?["']\\s{0,4}:\\s{0,4}\\\\?["']?${value}`;
}

const EVENTS = 'OneBot 11 event/meta.md, NapCat dossier §3';
const REFUSED = 'NapCatQQ packages/napcat-onebot/network/websocket-server.ts authorize: accepts, says so and closes';

export const WIRE_RULES = [
  {
    id: 'wire.message',
    product: 'wire',
    pattern: /["']post_type\\?["']\s{0,4}:\s{0,4}\\?["'](?<kind>message|message_sent)\\?["']/,
    // The adapter's own complaint about a frame is no chat.
    unless: /Failed to parse event/,
    chat: true,
    meaning: { severity: 'info' },
    origin: 'OneBot 11 event/message.md',
    sample:
      '{"time":1755487600,"self_id":2000000001,"post_type":"message","message_type":"group","raw_message":"在吗"}',
  },
  {
    id: 'wire.event',
    product: 'wire',
    pattern: new RegExp(field('post_type', '(?<kind>notice|request)')),
    meaning: { severity: 'info' },
    origin: 'OneBot 11 event/notice.md',
    sample: '{"time":1755487600,"self_id":2000000001,"post_type":"notice","notice_type":"group_increase"}',
  },
  {
    id: 'wire.lifecycle',
    product: 'wire',
    pattern: new RegExp(field('meta_event_type', 'lifecycle')),
    meaning: { severity: 'info' },
    origin: EVENTS,
    sample:
      '{"time":1755487479,"self_id":2000000001,"post_type":"meta_event","meta_event_type":"lifecycle","sub_type":"connect"}',
  },
  {
    id: 'wire.heartbeat',
    product: 'wire',
    pattern: new RegExp(field('meta_event_type', 'heartbeat')),
    meaning: { severity: 'info' },
    origin: EVENTS,
    sample:
      '{"time":1755487509,"self_id":2000000001,"post_type":"meta_event","meta_event_type":"heartbeat","status":{"online":true,"good":true},"interval":30000}',
  },
  {
    id: 'wire.account-offline',
    product: 'wire',
    pattern: new RegExp(`${field('status', '')}\\{[^\\n}]{0,60}${field('online', '(?:false|False)')}`),
    meaning: { severity: 'warn' },
    origin: 'OneBot 11 event/meta.md: the account is not online, whatever the link does',
    sample:
      '{"post_type":"meta_event","meta_event_type":"heartbeat","status":{"online":false,"good":true},"interval":30000}',
  },
  {
    id: 'wire.bot-offline',
    product: 'wire',
    pattern: new RegExp(field('notice_type', 'bot_offline')),
    meaning: { severity: 'problem', code: 'qq-kicked-offline' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/658',
    sample:
      '{"time":1735066588,"self_id":2000000001,"post_type":"notice","notice_type":"bot_offline","user_id":2000000001,"tag":"下线通知"}',
  },
  {
    id: 'wire.token-refused',
    product: 'wire',
    pattern: new RegExp(`(?:${field('retcode', '1403')}(?!\\d)|token ?验证失败|token verify failed)`),
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: `${REFUSED}; SealDice does the same (NoneBot dossier §8); https://github.com/internetsb/Maizone/issues/2`,
    sample: '{"status":"failed","retcode":1403,"data":null,"message":"token验证失败","echo":null}',
  },
  {
    id: 'wire.action-unknown',
    product: 'wire',
    pattern: new RegExp(`${field('(?:message|wording)', '')}不支持的[Aa]pi (?<action>[\\w.]{1,60})`),
    meaning: { severity: 'warn' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/252',
    sample: '{"echo":2,"message":"不支持的api send_private_msg","status":"failed","retcode":1404}',
  },
  {
    id: 'wire.kernel-timeout',
    product: 'wire',
    pattern: new RegExp(`(?:ntqq api timeout|${field('(?:message|wording)', '')}[^\\n"]{0,20}Timeout: NTEvent)`),
    meaning: { severity: 'warn' },
    origin: 'https://github.com/MrXiaoM/Overflow/issues/116: QQ’s kernel answers nothing, the link is up',
    sample:
      '{"status":"failed","retcode":1200,"data":null,"message":"ntqq api timeout IPC_UP_3, ns-NodeStoreApi-3, getBuddyList"}',
  },
  {
    id: 'wire.version-answered',
    product: 'wire',
    pattern: new RegExp(
      `${field('app_name', 'NapCat[\\w.]{0,20}')}[^\\n]{0,120}?${field('app_version', '(?<version>[\\w.-]{1,40})')}`,
    ),
    meaning: { severity: 'success' },
    origin: 'OneBot 11 api get_version_info: an action was answered, so the link works both ways',
    sample:
      '{"status":"ok","retcode":0,"data":{"app_name":"NapCat.Onebot","protocol_version":"v11","app_version":"4.7.60"}}',
  },
] as const satisfies readonly LogRule[];
