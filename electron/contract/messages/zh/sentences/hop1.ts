/** 第一站的结论句：QQ 与 NapCat。 */
import { byVariant, clock, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, dir, said } from '../phrases.ts';

export const hop1Sentences: Sentences<1> = {
  'napcat-not-found': byVariant<'napcat-not-found'>(
    () => '这台电脑上没有找到 NapCat：没有它的进程，也没有它的文件，请先安装 NapCat，或者指出它所在的文件夹。',
    {},
  ),
  'napcat-not-running': byVariant<'napcat-not-running'>(
    (p) =>
      `NapCat 已安装${given(p.dir, (d) => `在「${d}」`)}，但没有在运行：请用它自己的启动脚本启动，只打开普通 QQ 不算。`,
    {},
  ),
  'napcat-launcher-broken': byVariant<'napcat-launcher-broken'>(
    (p) => `NapCat 的启动器一启动就结束了${said(p)}，请检查${dir(p)}。`,
    {
      'missing-files': (p) =>
        `${dir(p)}里缺少启动必需的文件${given(p.detail, (d) => `「${d}」`)}，请重新下载完整的压缩包并整个解压。`,
      'wrong-folder': (p) =>
        `启动脚本在错误的文件夹里运行，所以找不到 NapCat 的文件${said(p)}，请直接双击${given(p.dir, (d) => `「${d}」`, 'NapCat 文件夹')}里的启动脚本，不要右键“以管理员身份运行”。`,
      'qq-path': (p) => `启动器找不到 QQ 的安装位置${said(p)}，请重新安装 QQ，让注册表里的安装位置恢复正确。`,
      'script-broken': (p) =>
        `${dir(p)}里的启动脚本（.bat）已损坏${said(p)}，请重新下载 NapCat，用压缩包里的原文件替换它。`,
      'qq-exits': (p) =>
        `启动器启动了 QQ，但 QQ 马上退出${said(p)}，请先更新 NapCat，再检查 QQ 版本和 LiteLoader 残留。`,
    },
  ),
  'no-permission': byVariant<'no-permission'>(
    (p) =>
      `NapCat 没有权限读写自己的文件${given(p.file, (f) => `「${f}」`)}，请把 NapCat 移到普通文件夹（例如「D:\\NapCat」），或者改正这个文件的权限。`,
    {},
  ),
  'blocked-by-security-software': byVariant<'blocked-by-security-software'>(
    (p) =>
      `${given(p.product, (name) => `安全软件「${name}」`, '安全软件')}隔离或拦截了${dir(p)}里的文件，请确认来源后从隔离区恢复，并把这个文件夹加入信任。`,
    {
      'files-gone': (p) =>
        `${dir(p)}里少了${given(p.detail, (d) => `「${d}」`, '程序文件')}，而${given(p.product, (name) => `「${name}」`, '安全软件')}正在运行，很可能是它隔离的：请在它的隔离区里查看并恢复，再把这个文件夹加入信任；隔离区里没有的话，重新解压 NapCat。`,
    },
  ),
  'liteloader-broken': byVariant<'liteloader-broken'>(
    (p) =>
      `QQ${given(p.qq, (v) => ` ${v}`)} 里的 LiteLoaderQQNT 没有生效，插件版 NapCat 因此没有加载，请检查${given(p.dir, (d) => ` QQ 文件夹「${d}」`, ' QQ 文件夹')}。`,
    {
      'patch-gone': (p) =>
        `QQ${given(p.qq, (v) => ` ${v}`)} 更新后 LiteLoaderQQNT 的补丁不在了，插件版 NapCat 因此没有加载，请为${given(p.dir, (d) => `「${d}」`, '新的 QQ 版本')}重新打补丁，或改用独立版 NapCat。`,
      'manifest-missing': () =>
        '插件文件夹里的 NapCat 没有 manifest.json，LiteLoaderQQNT 会直接跳过它：NapCat 4.17.46 起不再支持这种加载方式，请改用压缩包里的 napiLoader.bat 或独立版。',
      'plugin-disabled': () =>
        'NapCat 插件在 LiteLoaderQQNT 里被关闭了，请打开 QQ 设置里的 LiteLoaderQQNT 页面，重新启用它，然后重启 QQ。',
      leftover: (p) =>
        `QQ 文件夹${given(p.dir, (d) => `「${d}」`)}里有 LiteLoaderQQNT 的残留（例如 dbghelp.dll），QQ${given(p.qq, (v) => ` ${v}`)} 因此一启动就退出，请把残留文件移走。`,
    },
  ),
  'qq-version-unsupported': byVariant<'qq-version-unsupported'>(
    (p) => `${napcat(p.version)}不能在${qq(p.qq)}上运行，请换成这个 NapCat 版本的发布说明里写的 QQ 版本。`,
    {
      'too-old': (p) => `${qq(p.qq)}对${napcat(p.version)}来说太旧，请安装这个 NapCat 版本的发布说明里写的 QQ 版本。`,
      'too-new': (p) => `${qq(p.qq)}比${napcat(p.version)}认识的版本更新，请先把 NapCat 更新到最新版。`,
      'login-refused': (p) =>
        `腾讯服务器拒绝${qq(p.qq)}登录，因为版本过低，请更新 QQ，并同时更新${napcat(p.version)}。`,
    },
  ),
  'multiple-instances': byVariant<'multiple-instances'>(
    (p) => `有几个 NapCat 同时在运行${pids(p.pids)}，它们互相干扰，请全部结束后只启动一个。`,
    {
      'same-account': (p) =>
        `有几个 NapCat 用同一个账号${given(p.account, (uin) => ` ${uin} `)}登录${pids(p.pids)}，它们会互相顶下线，请全部结束后只启动一个。`,
      'same-config': (p) =>
        `有几个 NapCat 共用${dir(p)}里的同一份配置${pids(p.pids)}，请只留一个，或者给每个账号一份独立的 NapCat。`,
    },
  ),
  'qq-not-logged-in': byVariant<'qq-not-logged-in'>(
    (p) => `NapCat 在运行，但${account(p)}还没有登录 QQ，请打开 NapCat WebUI 登录。`,
    {
      qr: (p) => `NapCat 正在等${account(p)}扫码登录，请用手机 QQ 扫描 WebUI 上或「cache\\qrcode.png」里的二维码。`,
      'already-logged-in': (p) =>
        `${account(p)}已经在这台电脑的另一个 QQ 里登录，NapCat 不能重复登录，请先退出那个 QQ。`,
      'quick-login-failed': (p) => `${account(p)}的快速登录失败了，请打开 NapCat WebUI 重新扫码登录一次。`,
    },
  ),
  'qq-kicked-offline': byVariant<'qq-kicked-offline'>(
    (p) =>
      `${account(p)}${given(p.at, (t) => `在 ${clock(t)} `)}被腾讯强制下线${said(p)}，请在 NapCat WebUI 重新登录，并检查是否在别处登录。`,
    {},
  ),
  'napcat-known-bad-version': byVariant<'napcat-known-bad-version'>(
    (p) =>
      `${napcat(p.version)}有一个已知缺陷，与你看到的现象一致${given(p.detail, (d) => `（「${d}」）`)}，请更新到${given(p.fixedIn, (v) => ` ${v} 或更高版本`, '最新版')}。`,
    {},
  ),
};

function napcat(version: string | undefined): string {
  return given(version, (shown) => `NapCat ${shown} `, '当前的 NapCat ');
}

function qq(version: string | undefined): string {
  return given(version, (shown) => `QQ ${shown} `, '当前的 QQ ');
}

function pids(list: string | undefined): string {
  return given(list, (shown) => `（PID ${shown}）`);
}
