/** Turns of phrase that many Chinese sentences share; each stands when its parameters are missing. */
import type { Params } from '../../diagnosis.ts';
import { clip, frameworkName, given } from '../phrase.ts';

export const q = (text: string | number): string => `「${clip(`${text}`)}」`;

export const entry = ({ entry: name }: Params): string =>
  given(name, (shown) => `NapCat 的客户端条目「${shown}」`, 'NapCat 的客户端条目');

export const url = ({ url: text }: Params): string => given(text, (shown) => `「${shown}」`, '填写的地址');

export const file = ({ file: path, line, column }: Params): string =>
  given(path, (shown) => `「${shown}」`, 'NapCat 的配置文件') +
  given(line, (shown) => `第 ${shown} 行`) +
  (line === undefined ? '' : given(column, (shown) => `第 ${shown} 列`));

export const framework = ({ framework: kind }: Params): string => frameworkName(kind, '机器人框架');

export const port = ({ port: number }: Params): string => given(number, (shown) => `端口 ${shown}`, '这个端口');

/** 「python.exe」（PID 5120） */
export const program = ({ process, pid }: Params): string =>
  given(process, (shown) => `「${shown}」`, '另一个程序') + given(pid, (shown) => `（PID ${shown}）`);

export const account = ({ account: uin }: Params): string => given(uin, (shown) => `账号 ${shown}`, '这个账号');

export const dir = ({ dir: path }: Params): string => given(path, (shown) => `文件夹「${shown}」`, 'NapCat 的文件夹');

/** The program's own words, as an appended clause. */
export const said = ({ detail }: Params): string => given(detail, (shown) => `（原文：「${shown}」）`);

/** 把它改成「…」, or what to do when there is no suggestion. */
export const changeTo = ({ suggestion }: Params, otherwise: string): string =>
  given(suggestion, (shown) => `改成「${shown}」`, otherwise);

/** Steps that many pages share, in the words of NapCat's WebUI. */
export const OPEN_NETWORK = '打开 NapCat WebUI（通常是 http://127.0.0.1:6099/webui），进入“网络配置”。';
export const RECONNECT = '关掉条目卡片上的开关，等 3 秒，再打开，让 NapCat 用新的设置重新连接。';
export const RESTART_NAPCAT = '完全退出 NapCat（也结束它的 QQ.exe），再用它自己的启动脚本启动。';
export const CHECK_AGAIN = '再检查一次，确认机器人已经上线。';

const NETWORKS: Readonly<Record<string, string>> = { domain: '域', private: '专用', public: '公用' };

/** `private, public` → `专用、公用网络`，用 Windows 设置里的说法。 */
export function networks(profiles: string): string {
  return `${profiles
    .split(', ')
    .map((profile) => NETWORKS[profile] ?? profile)
    .join('、')}网络`;
}
