/** “贴入文字”的说法。 */
import type { PasteTexts } from '../app-paste.ts';
import { q } from './phrases.ts';

export const pasteZh: PasteTexts = {
  heading: '把机器人窗口里的文字贴到这里',
  ask: '贴上机器人窗口里的文字',
  lead: '用 nb run 之类的命令启动的机器人，不会把文字写进文件，出错的原因只留在它的黑窗口里。贴好以后再检查。',
  how: '怎么复制',
  hints: [
    '窗口上面有标签页（Windows 终端）：按 Ctrl+Shift+A 全选，再按 Ctrl+Shift+C 复制。',
    '窗口上面没有标签页（旧的黑窗口）：右键点标题栏，选“编辑”→“全选”，再按 Enter 复制。',
    '复制以后标题里如果还写着“选择”，按一下 Esc，否则窗口里的程序会停住。',
    '窗口一闪就没了：在机器人的文件夹里打开终端，输入 nb run，等它停下再复制。',
  ],
  label: '窗口里的文字',
  hidden: (lines) => `文字很长，框里只显示最后一部分；前面的 ${lines} 行也会读。`,
  limits: '只读最后 2 MB。只放在内存里，关掉 NapCat Doctor 就没有了；显示出来的聊天内容和密钥会遮住。',
  choose: '选择日志文件……',
  clear: '清空',
  leaveOut: (name) => `不用${q(name)}`,
  given: (lines, files) =>
    [...(lines > 0 ? [`已贴入 ${lines} 行`] : []), ...(files > 0 ? [`${files} 个文件`] : [])].join('，'),
  notices: {
    cut: '文字太长，只留下了最后 2 MB；行号从留下的第一行数起。',
    fileCut: (name) => `${q(name)}很大，只读最后 2 MB；行号从那里数起。`,
    tooMany: (most) => `最多 ${most} 个文件，请先去掉一个。`,
    unreadable: (name) => `读不了${q(name)}。`,
  },
};
