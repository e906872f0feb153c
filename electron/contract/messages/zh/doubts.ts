/** 为什么 NapCat 的形式有第二种读法。不带句号，可以接在别的句子后面。 */
import type { Catalogue } from '../catalogue.ts';

export const doubts: Catalogue['doubts'] = {
  'windows-hidden': '同一个启动器也会启动另一种形式，而 QQ 的窗口我们看不到',
  'commands-hidden': '它的命令行我们看不到（以管理员身份运行），其他迹象分不清是哪种形式',
  'loader-gone': '插件版的加载器在 QQ 启动后就退出，不留痕迹',
};
