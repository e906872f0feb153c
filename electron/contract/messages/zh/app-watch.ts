/** “观察”页面的文字。 */
import type { WatchTexts } from '../app-watch.ts';

export const watchTextsZh: WatchTexts = {
  heading: '观察连接',
  lead: '问题时有时无，或者检查得不出结论时，让 NapCat Doctor 一直看着，你来重现问题：发一条消息，或者重启一边。',
  promise: '只看，不修改任何东西。看到的也会放进诊断包。',
  length: '最多观察',
  minutes: (count) => `${count} 分钟`,
  start: '开始观察',
  again: '再观察一次',
  preparing: '先看一遍现在的情况',
  watching: (time) => `已观察 ${time}。请现在重现问题。`,
  judging: '正在得出结论',
  end: '停止，看结论',
  giveUp: '放弃',
  verdict: (title) => `结论：${title}`,
  timeline: '时间线',
  timelineLead: '观察时发生的事，最新的在最后。',
  nothing: '还没有发生什么。',
  notHere: '录制下来的电脑不能观察。',
  lasted: (time, looks) => `观察了 ${time}，看了 ${looks} 次。`,
};
