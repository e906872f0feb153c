/** 每一条证据一句话：在哪里看到了什么。 */
import type { Evidence } from '../../diagnosis.ts';
import { PASTED } from '../../given-text.ts';
import type { EvidenceField } from '../catalogue.ts';
import { clip, clock, endpoint, frameworkName, given, isSecretKey, SECRET_NAME, watchClock } from '../phrase.ts';
import { collectors } from './collectors.ts';
import { q } from './phrases.ts';
import { watchEvent } from './watch.ts';

export function evidence(e: Evidence): string {
  switch (e.kind) {
    case 'file':
      return setting(e);
    case 'process':
      return `进程${q(e.name)}（PID ${e.pid}）正在运行${given(e.detail, (d) => `：${d === 'elevated' ? '以管理员身份运行，看不清它的细节' : q(d)}`)}。`;
    case 'listener':
      return `${given(
        e.process ?? '',
        (name) => `${q(name)}${given(e.pid ?? '', (pid) => `（PID ${pid}）`)}`,
        given(e.pid ?? '', (pid) => `PID 为 ${pid} 的进程`, '有程序'),
      )}在 ${endpoint(e.address, e.port)} 监听。`;
    case 'connection':
      return `连接 ${clip(e.local)} → ${clip(e.remote)} 的状态是${STATES[e.state] ?? q(e.state)}${given(e.pid ?? '', (pid) => `（PID ${pid}）`)}。`;
    case 'probe':
      return `${PROBES[e.probe]}${q(e.target)}：${ANSWERS[e.answer] ?? q(e.answer)}。`;
    case 'log':
      return `${e.source === PASTED ? '贴入的文字' : `日志${q(e.source)}`}${e.line > 0 ? `第 ${e.line} 行` : ''}${given(e.at ?? '', (at) => `（${clock(at)}）`)}${given(e.text, (text) => `写着「${text}」`, '有一条记录')}。`;
    case 'registry':
      return `注册表${q(e.key)}${given(e.value, (value) => `的${q(value)}`)}${given(e.data, (data) => `是${q(data)}`, '存在')}。`;
    case 'version':
      return `${q(e.product)}的版本是 ${clip(e.version)}。`;
    case 'watch':
      return `观察开始后 ${watchClock(e.event.at)}，${watchEvent(e.event)}`;
    case 'missing':
      return `${MISSING[e.what]}：${q(e.what === 'process' ? frameworkName(e.detail, '') : e.detail)}。`;
    case 'unseen':
      return `${isCollector(e.what) ? `“${collectors[e.what]}”` : q(e.what)}${UNSEEN[e.state]}。`;
  }
}

/** 打开一条证据以后，字段里的值；只有我们自己起的名字才换成词。 */
export function evidenceValue(field: EvidenceField, value: string): string {
  if (field === 'answer') return ANSWERS[value] ?? value;
  if (field === 'state') return STATES[value] ?? value;
  if (value === PASTED) return '贴入的文字';
  if (value === 'default') return '默认值';
  const environment = ENVIRONMENT.exec(value);
  return environment === null ? value : given(environment[1], (pid) => `进程 ${pid} 的环境变量`, '环境变量');
}

/** 环境变量在证据里的位置 (diagnosis/evidence.ts). */
const ENVIRONMENT = /^env(?: \(pid (\d+)\))?$/;

function setting({ path, line, key, value }: Extract<Evidence, { kind: 'file' }>): string {
  const shown = given(value, (text) => (isSecretKey(key) ? secret(text) : `是${q(text)}`), '存在');
  if (path === 'default') return `没有设置${given(key, (k) => q(k))}，默认值${shown}。`;
  const environment = ENVIRONMENT.exec(path);
  const place =
    environment === null
      ? given(path, (p) => (p === PASTED ? '贴入的文字' : `文件${q(p)}`), '配置文件')
      : `${given(environment[1], (pid) => `进程 ${pid} 的`)}环境变量`;
  return `${place}${given(line, (n) => `第 ${n} 行`)}${given(key, (k) => `的${q(k)}`)}${shown}。`;
}

/** A token is never shown; its name in this survey says whether two are the same. */
function secret(id: string): string {
  if (id === 'empty' || id === '(empty)') return '是空的';
  return SECRET_NAME.test(id) ? `已设置，代号${q(id)}（代号相同才是同一个 Token）` : '已设置，内容不显示';
}

function isCollector(what: string): what is keyof typeof collectors {
  return Object.hasOwn(collectors, what);
}

const STATES: Readonly<Record<string, string>> = {
  established: '已建立',
  'syn-sent': '正在连接，对方还没有应答',
  'syn-received': '正在建立',
  'fin-wait': '正在断开',
  'close-wait': '对方已断开，本方还没有关闭',
  'time-wait': '刚刚断开',
  closing: '正在断开',
  other: '其他',
};

const PROBES: Readonly<Record<Extract<Evidence, { kind: 'probe' }>['probe'], string>> = {
  tcp: '试着连接',
  http: '用 HTTP 访问',
  websocket: '试着 WebSocket 握手',
  bind: '试着监听',
  resolve: '查询主机名',
  'self-test': '自测本机连接',
  'reserved-ports': 'Windows 保留的端口',
  'dynamic-ports': 'Windows 自动分配的端口（默认从 49152 开始）',
};

/** The outcomes of the Machine interface, in words; statuses and headers stay as they are. */
const ANSWERS: Readonly<Record<string, string>> = {
  connected: '能连上',
  refused: '被拒绝，没有程序在监听',
  timeout: '超时，没有应答',
  reset: '连接被对方重置',
  unreachable: '网络到不了',
  'name-not-found': '查不到这个主机名',
  'address-invalid': '这个地址不能用来连接',
  'not-http': '有应答，但不是 HTTP',
  'too-large': '应答太大，没有读完',
  tls: '对方要求加密连接',
  'hang-up': '对方不说话就断开了',
  open: '握手成功',
  ok: '成功',
  failed: '失败',
  'no answer': '没有应答',
  'not found': '查不到',
  EADDRINUSE: '已被占用（EADDRINUSE）',
  EACCES: '被系统拒绝（EACCES）',
  EADDRNOTAVAIL: '这台电脑没有这个地址（EADDRNOTAVAIL）',
};

const MISSING: Readonly<Record<Extract<Evidence, { kind: 'missing' }>['what'], string>> = {
  listener: '没有程序在监听',
  process: '没有找到进程',
  connection: '没有看到连接',
  file: '没有找到文件',
  entry: '没有客户端条目',
  'log-line': '日志里没有',
  napcat: '没有找到 NapCat，找过',
  framework: '没有找到机器人框架，找过',
};

const UNSEEN: Readonly<Record<Extract<Evidence, { kind: 'unseen' }>['state'], string>> = {
  denied: '没有看到：权限不足',
  timeout: '没有看到：等待超时',
  'not-asked': '没有看到：这次没有检查',
};
