/** 凭什么看出 NapCat 是哪种形式。不带句号，几条可以排成一行。 */
import type { FormSign } from '../../form-signs.ts';
import { given } from '../phrase.ts';
import { q } from './phrases.ts';

export function formSign(sign: FormSign): string {
  switch (sign.kind) {
    case 'webui-of-main':
      return `WebUI 的端口 ${sign.port} 由 QQ 的主进程监听`;
    case 'webui-of-worker':
      return `WebUI 的端口 ${sign.port} 由另开的工作进程监听`;
    case 'webui':
      return `WebUI 的端口 ${sign.port} 由它监听`;
    case 'webui-published':
      return `端口 ${sign.port} 由${q(sign.process)}转给容器`;
    case 'pipe':
      return `有命名管道${q(sign.name)}`;
    case 'launcher':
      return `由启动器${q(sign.process)}启动`;
    case 'parent':
      return `由${q(sign.process)}启动`;
    case 'manager':
      return `由${q(sign.process)}管理`;
    case 'contained':
      return `在容器里运行${given(sign.dir ?? '', (dir) => `，工作文件夹是${q(dir)}`)}`;
    case 'command':
      return `命令行是${q(sign.command)}`;
    case 'module':
      return `加载的程序库在${q(sign.dir)}`;
    case 'logging-switch':
      return `QQ 的命令行里有${q('--enable-logging')}`;
    case 'windows-shown':
      return `QQ 有窗口（子进程的命令行里有${q('--type=renderer')}）`;
    case 'environment':
      return `QQ 的环境变量里有${q(sign.key)}`;
    case 'lite-loader':
      return '启动器旁边有 LiteLoader';
    case 'file':
      return `磁盘上有${q(sign.path)}`;
    case 'named-on-console':
      return `贴入的文字提到了${q(sign.path)}`;
    case 'started-with':
      return `${q(sign.path)}里的 loadNapCat.js 是它启动时写下的`;
    case 'only-of-form':
      return `这种形式的安装只有${q(sign.path)}`;
    case 'only-started':
      return `这种形式的安装里，只有${q(sign.path)}启动过`;
    case 'only-folder':
      return `NapCat 的文件夹只找到${q(sign.path)}`;
  }
}
