/** “检查”页的文字。 */
import type { RecordingFault } from '../../app.ts';
import type { HomeTexts } from '../app-home.ts';
import { given } from '../phrase.ts';
import { q } from './phrases.ts';

/** 录制文件为什么打不开；原文是读文件的程序说的，只有英文。 */
const FAULTS: Readonly<Record<RecordingFault, (reason: string) => string>> = {
  syntax: (reason) => `不是完整的 YAML 或 JSON（原文：${q(reason)}）。`,
  shape: (reason) => `有一处的值不对（原文：${q(reason)}）。`,
  size: () => '文件太大。',
  format: () => '里面不是录制的内容。',
};

export const homeZh: HomeTexts = {
  heading: '机器人没有反应？',
  lead: '从 QQ 到机器人，消息要经过五站。检查会依次看每一站，说出断在哪里、是哪一侧、凭什么这样说。',
  start: '开始检查',
  again: '再检查一次',
  cancel: '取消',
  cancelled: '已取消，没有修改任何东西。',
  sourceLost: '这个录制文件已经不在内存里，请重新打开。',
  running: '正在检查',
  looking: (what) => `正在看：${what.join('、')}`,
  finished: (title) => `检查完成：${title}`,
  showVerdict: '查看结论',
  promise: '只看，不修改任何东西；除了你要检查的连接，不访问网络。',
  chain: '从 QQ 到机器人的五站',
  waiting: '等待检查',
  seeing: '正在看',
  seen: '看完了',
  lookingAt: '检查对象',
  thisComputer: '这台电脑',
  demos: {
    'old-format-of-desktop': '演示：NapCatQQ-Desktop 1.4.0 写了旧格式',
    'bot-not-started': '演示：NoneBot 没有启动',
    'tokens-differ': '演示：两边的 Token 不同',
    'port-reserved': '演示：端口被 Windows 保留',
    'browser-404': '演示：浏览器显示 404，其实正常',
    'two-accounts': '演示：两个 NapCat，两个账号',
    'nothing-visible': '演示：权限不足，什么都看不到',
    healthy: '演示：一切正常',
  },
  demoNote: '这是录制下来的电脑，不是这台电脑。',
  openRecording: '打开诊断包或录制……',
  opened: (name) => `已打开${q(name)}。`,
  refused: (name, error, reason, line) =>
    `${q(name)}不是录制文件${given(line ?? '', (n) => `（第 ${n} 行）`)}：${FAULTS[error](reason)}`,
  unreadable: (name) => `${q(name)}读不出来：文件可能已被删除，或者被别的程序占用。`,
  tooLarge: (name) => `${q(name)}太大了，不是录制文件。`,
  account: '账号',
  accountOf: (uin, dir) => `${uin}${given(dir ?? '', (folder) => `（${folder}）`)}`,
  anyAccount: '自动选择',
  bot: '机器人',
  botOf: (framework, place) => `${framework}（${place}）`,
  anyBot: '自动选择',
  folder: 'NapCat 的文件夹',
  folderHint: '里面有 napcat.mjs 或启动脚本的那个文件夹，例如 D:\\NapCat.Shell。',
  folderAsk: '指出 NapCat 的文件夹',
};
