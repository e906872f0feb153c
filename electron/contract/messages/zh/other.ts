/** 不是原因的结论。 */
import type { Pages } from '../phrase.ts';
import { otherSentences as say } from './sentences/other.ts';

export const other: Pages<null> = {
  'misread-symptom': {
    title: '看到的现象是正常的',
    sentence: say['misread-symptom'],
    what: '有些看起来像故障的现象其实正常，例如浏览器打开机器人的端口显示 404，或者 PacketBackend 的红色提示。连接已经检查过，没有问题。',
    proof: '连接已建立，其他检查都没有发现问题。',
    steps: ['不需要修改任何设置。', '用另一个 QQ 号发一条消息，看机器人是否回应。'],
    avoid: ['不要因为浏览器里的 404 去改端口或路径。', '不要因为 PacketBackend 的提示去换 QQ 版本。'],
    mistakenFor: ['连接失败。'],
  },
  healthy: {
    title: '一切正常',
    sentence: say.healthy,
    what: 'NapCat 和机器人框架之间的连接已经建立，检查过的部分都没有问题。',
    proof: '看到了已建立的连接，或者框架自己说机器人已连接。',
    steps: ['用另一个 QQ 号发一条消息，确认机器人会回应。', '机器人不回应时，看它的命令前缀、插件和权限设置。'],
    avoid: ['不要再改已经正常的设置。'],
    mistakenFor: [],
  },
  undecided: {
    title: '证据不足，还不能判断',
    sentence: say.undecided,
    what: '看到的内容不足以证明任何一个原因。NapCat Doctor 不猜，只说下一步看什么就能判断。',
    proof: '没有哪个原因有足够的证据。',
    steps: [
      '按结论里的“下一步”去做，然后再检查一次。',
      '让 NapCat 和机器人框架都在运行时检查，看到的最多。',
      '有权限不足的提示时，以管理员身份运行一次。',
      '还是不能判断，把录制文件交给帮助你的人。',
    ],
    avoid: ['不要一次改很多设置：那样就不知道是哪一个起了作用。'],
    mistakenFor: [],
  },
};
