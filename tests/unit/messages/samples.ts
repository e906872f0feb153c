/** Parameters and evidence that the tests of the messages share. */
import type { Evidence, Params } from '../../../electron/contract/diagnosis.ts';
import type { FormSign } from '../../../electron/contract/form-signs.ts';
import type { Catalogue, Language } from '../../../electron/contract/messages/catalogue.ts';
import { WATCH_EVENTS } from '../../../electron/contract/watch.ts';
import type { WatchEvent, WatchEventKind } from '../../../electron/contract/watch.ts';
import { messagesFor } from '../../../electron/contract/messages/index.ts';

export const CATALOGUES: readonly (readonly [Language, Catalogue])[] = [
  ['zh', await messagesFor('zh')],
  ['en', await messagesFor('en')],
];

export const FULL: Required<Params> = {
  url: 'ws://127.0.0.1:18080/onebot/v11/ws',
  suggestion: 'ws://127.0.0.1:8080/onebot/v11/ws',
  host: '127.0.0.1',
  port: 18080,
  expectedPort: 8080,
  path: '/onebot/v11',
  expectedPath: '/onebot/v11/ws',
  listenAddress: '::1',
  entry: 'nb',
  file: 'D:\\机器人\\NapCat\\config\\onebot11_100001.json',
  otherFile: 'D:\\bot\\.env',
  line: 6,
  column: 9,
  account: '100001',
  otherAccount: '100002',
  dir: 'D:\\机器人\\NapCat',
  mode: 'shell',
  framework: 'nonebot2',
  process: 'python.exe',
  pid: 5120,
  pids: '4120, 5120',
  product: 'nonebot2',
  version: '4.5.23',
  fixedIn: '4.5.24',
  count: 3,
  qq: '9.9.17-30899',
  rule: 'python',
  profile: 'public',
  proxy: 'http://127.0.0.1:7890',
  server: 'nginx',
  status: 404,
  title: '选择 命令提示符',
  at: '2025-02-20T12:00:31+08:00',
  startedAt: '2025-02-20T11:40:00+08:00',
  from: 18000,
  dynamicFrom: 1024,
  to: 18099,
  seconds: 12,
  detail: 'provided QQ path is invalid',
  next: 'deep-probe',
};

/** Every event of a watch, whole and with its optional parts missing. */
export const WATCH: readonly WatchEvent[] = (Object.keys(WATCH_EVENTS) as WatchEventKind[]).flatMap((kind) => [
  {
    ...{ at: 65_000, lastAt: 80_000, kind, severity: WATCH_EVENTS[kind], count: 3, who: 'napcat', by: 'sockets' },
    ...{ port: 18080, pid: 4120, process: 'QQ.exe', status: 403, lastedMs: 40_200 },
    ...{ source: 'a.log', line: 7, text: 'connect ECONNREFUSED' },
  },
  { at: 0, lastAt: 0, kind, severity: WATCH_EVENTS[kind], count: 1, who: 'other', by: 'processes' },
]);

/** Every kind, whole and with its optional parts missing. */
export const EVIDENCE: { readonly [K in Evidence['kind']]: readonly Extract<Evidence, { kind: K }>[] } = {
  file: [
    { kind: 'file', path: 'D:\\bot\\.env', line: 3, key: 'PORT', value: '18080' },
    { kind: 'file', path: 'D:\\NapCat\\napcat.mjs' },
    { kind: 'file', path: 'default', value: '8080' },
    { kind: 'file', path: 'env (pid 5120)', key: 'HOST', value: 'DESKTOP' },
    { kind: 'file', path: '', value: '' },
  ],
  process: [
    { kind: 'process', pid: 4120, name: 'QQ.exe', detail: 'elevated' },
    { kind: 'process', pid: 4120, name: 'QQ.exe' },
  ],
  listener: [
    { kind: 'listener', address: '::1', port: 18080, pid: 5120, process: 'python.exe' },
    { kind: 'listener', address: '0.0.0.0', port: 18080, pid: null, process: null },
  ],
  connection: [
    { kind: 'connection', local: '127.0.0.1:50112', remote: '127.0.0.1:18080', state: 'established', pid: 4120 },
    { kind: 'connection', local: '127.0.0.1:50112', remote: '127.0.0.1:18080', state: 'unheard-of', pid: null },
  ],
  probe: [
    { kind: 'probe', probe: 'tcp', target: '127.0.0.1:18080', answer: 'refused' },
    { kind: 'probe', probe: 'http', target: 'http://127.0.0.1:18080/onebot/v11/', answer: '405 Allow: POST' },
    { kind: 'probe', probe: 'websocket', target: 'ws://127.0.0.1:18080/', answer: '403' },
    { kind: 'probe', probe: 'bind', target: ':18080', answer: 'EACCES' },
    { kind: 'probe', probe: 'resolve', target: 'localhost', answer: '::1' },
    { kind: 'probe', probe: 'self-test', target: '127.0.0.1', answer: 'failed' },
    { kind: 'probe', probe: 'reserved-ports', target: 'ipv4', answer: '18000-18099' },
    { kind: 'probe', probe: 'dynamic-ports', target: 'ipv4', answer: '1024-15000' },
  ],
  log: [
    { kind: 'log', source: 'a.log', line: 7, at: '2025-02-20T12:00:31', text: 'connect ECONNREFUSED' },
    { kind: 'log', source: 'napcat', line: 0, at: null, text: '' },
  ],
  registry: [
    { kind: 'registry', key: 'HKLM\\SOFTWARE\\QQ', value: 'Install', data: 'C:\\QQ' },
    { kind: 'registry', key: 'HKLM\\SOFTWARE\\QQ' },
  ],
  version: [{ kind: 'version', product: 'napcat', version: '4.5.23' }],
  watch: WATCH.map((event) => ({ kind: 'watch', event })),
  missing: [
    { kind: 'missing', what: 'listener', detail: '127.0.0.1:18080' },
    { kind: 'missing', what: 'process', detail: 'D:\\bot' },
    { kind: 'missing', what: 'connection', detail: 'ws://127.0.0.1:18080/' },
    { kind: 'missing', what: 'file', detail: 'qqnt.json' },
    { kind: 'missing', what: 'entry', detail: 'onebot11_100001.json' },
    { kind: 'missing', what: 'log-line', detail: 'Bot connected' },
    { kind: 'missing', what: 'napcat', detail: 'napcat.mjs' },
    { kind: 'missing', what: 'framework', detail: 'bot.py' },
  ],
  unseen: [
    { kind: 'unseen', what: 'processes', state: 'denied' },
    { kind: 'unseen', what: 'D:\\bot\\.env', state: 'timeout' },
    { kind: 'unseen', what: 'firewall', state: 'not-asked' },
  ],
};

/** Every sign of a form. */
export const FORM_SIGNS: Readonly<Record<FormSign['kind'], FormSign>> = {
  'webui-of-main': { kind: 'webui-of-main', port: 6099 },
  'webui-of-worker': { kind: 'webui-of-worker', port: 6099 },
  webui: { kind: 'webui', port: 6099 },
  'webui-published': { kind: 'webui-published', port: 6099, process: 'com.docker.backend.exe' },
  pipe: { kind: 'pipe', name: 'NapCat_4120' },
  launcher: { kind: 'launcher', process: 'NapCatWinBootMain.exe' },
  parent: { kind: 'parent', process: 'explorer.exe' },
  manager: { kind: 'manager', process: 'NapCatQQ-Desktop.exe' },
  contained: { kind: 'contained', dir: '/app/napcat' },
  command: { kind: 'command', command: '/opt/QQ/qq --no-sandbox' },
  module: { kind: 'module', dir: 'D:\\机器人\\NapCat' },
  'logging-switch': { kind: 'logging-switch' },
  'windows-shown': { kind: 'windows-shown' },
  environment: { kind: 'environment', key: 'NAPCAT_MAIN_PATH' },
  'lite-loader': { kind: 'lite-loader' },
  file: { kind: 'file', path: 'D:\\机器人\\NapCat' },
  'named-on-console': { kind: 'named-on-console', path: 'D:\\机器人\\NapCat' },
  'started-with': { kind: 'started-with', path: 'D:\\机器人\\NapCat' },
  'only-of-form': { kind: 'only-of-form', path: 'D:\\机器人\\NapCat' },
  'only-started': { kind: 'only-started', path: 'D:\\机器人\\NapCat' },
  'only-folder': { kind: 'only-folder', path: 'D:\\机器人\\NapCat' },
};

const QUOTED = /[“「][^”」]*[”」]/gu;

export function withoutQuotes(text: string): string {
  return text.replace(QUOTED, '');
}

export const HAN = /\p{Script=Han}/u;
export const EMOJI = /\p{Extended_Pictographic}/u;
export const HOLES = /undefined|null|NaN|\[object|\(\)|（）|「」|“”/;
