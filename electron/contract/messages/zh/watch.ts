/** 观察期间发生的每一件事，一句话。 */
import type { WatchEvent, WatchEventKind } from '../../watch.ts';
import { given, spaced } from '../phrase.ts';
import { q } from './phrases.ts';

export function watchEvent(event: WatchEvent): string {
  const times = given(event.count > 1 ? event.count : '', (n) => `（连续 ${n} 次）`);
  return spaced(`${SENTENCES[event.kind](event)}${times}。`);
}

type Say = (event: WatchEvent) => string;

const WHO = { napcat: 'NapCat', framework: '机器人框架', other: '另一个程序' } as const;

const port = (e: WatchEvent): string => given(e.port, (n) => `端口 ${n}`, '端口');
/** Whose a server is may be unknown; its name is not. */
const who = (e: WatchEvent): string =>
  e.who === 'napcat' ? WHO.napcat + program(e) : given(program(e), (named) => named, WHO[e.who]);
const program = (e: WatchEvent): string =>
  given(e.process, (name) => `「${name}」`) + given(e.pid, (pid) => `（PID ${pid}）`);
const said = (e: WatchEvent): string => given(e.text, (text) => `，日志写着「${text}」`);
const lasted = (e: WatchEvent): string =>
  given(e.lastedMs, () => `，这次保持了 ${Math.max(1, Math.round((e.lastedMs ?? 0) / 1000))} 秒`);

const SENTENCES: Readonly<Record<WatchEventKind, Say>> = {
  attempt: (e) => `NapCat 开始连接${port(e)}`,
  refused: (e) => `NapCat 连接${port(e)}被拒绝，没有程序在监听`,
  rejected: (e) => `NapCat 的握手没有被接受${given(e.status, (status) => `，应答是 ${status}`)}，连接马上断开`,
  failed: (e) => `NapCat 没有连上${port(e)}${said(e)}`,
  accepted: (e) => `NapCat 连上了${port(e)}`,
  closed: (e) => `NapCat 与${port(e)}的连接断开${lasted(e)}`,
  listening: (e) => `${who(e)}开始监听${port(e)}`,
  'not-listening': (e) => `${who(e)}不再监听${port(e)}`,
  'rival-connected': (e) => `${who(e)}也连上了${port(e)}`,
  'rival-closed': (e) => `${who(e)}断开了与${port(e)}的连接${lasted(e)}`,
  started: (e) => `${who(e)}启动了`,
  ended: (e) => `${who(e)}退出了`,
  restarted: (e) => `${who(e)}重新启动了`,
  crashed: (e) => `${who(e)}出错退出了${said(e)}`,
  stalled: (e) => `${port(e)}接受连接但不应答`,
  answering: (e) => `${port(e)}恢复应答`,
  'message-received': () => 'NapCat 收到一条消息',
  'message-arrived': () => '消息到达机器人框架',
  said: (e) => `${WHO[e.who]}的日志写着${given(e.text, q, '一条记录')}`,
};
