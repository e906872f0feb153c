/** 第二站的结论句：NapCat 的客户端条目。 */
import { byVariant, clock, given, isNoneBot } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import type { Params } from '../../../diagnosis.ts';
import { account, changeTo, entry, file, framework, port, said, url } from '../phrases.ts';

const WEBUI = 'NapCat WebUI 的“网络配置”';

export const hop2Sentences: Sentences<2> = {
  'config-invalid': byVariant<'config-invalid'>(
    (p) => `${file(p)}不能解析${said(p)}，NapCat 因此没有启动任何连接，请改正后重启 NapCat。`,
    {
      syntax: (p) => `${file(p)}有语法错误${said(p)}，NapCat 因此没有启动任何连接，请改正后重启 NapCat。`,
      encoding: (p) =>
        `${file(p)}不是 UTF-8 编码，NapCat 读不了它，请用记事本“另存为”，编码选 UTF-8，然后重启 NapCat。`,
      type: (p) => `${file(p)}里有一个值的类型不对${said(p)}，NapCat 因此没有启动任何连接，请改正后重启 NapCat。`,
      comments: (p) => `${file(p)}里有注释，这个 NapCat 版本不能读带注释的文件，请删掉注释，或者更新 NapCat。`,
      unreadable: (p) => `${file(p)}读不出来${said(p)}，请关掉占用它的程序并检查权限。`,
    },
  ),
  'obsolete-config-format': byVariant<'obsolete-config-format'>(
    (p) =>
      `${file(p)}用的是 NapCat 不再读取的格式，里面的地址${given(p.url, (u) => `「${u}」`)}没有生效，请在${WEBUI}里重新新建“WebSocket 客户端”。`,
    {
      legacy: (p) =>
        `${file(p)}是旧格式${given(p.detail, (d) => `（「${d}」）`)}，${napcat(p)}会悄悄忽略它，请在${WEBUI}里重新新建“WebSocket 客户端”${given(p.url, (u) => `，URL 填「${u}」`)}。`,
      mixed: (p) =>
        `${file(p)}里新旧格式混在一起，地址${given(p.url, (u) => `「${u}」`)}写在不再读取的「${given(p.detail, (d) => d, 'reverseWs')}」里，而“network”里没有客户端，请在${WEBUI}里新建“WebSocket 客户端”。`,
      invented: (p) =>
        `${file(p)}里的「${given(p.detail, (d) => d, 'reverseWs')}」写法从来没有任何 NapCat 版本读取过，请在${WEBUI}里新建“WebSocket 客户端”${given(p.url, (u) => `，URL 填「${u}」`)}。`,
      'too-new': (p) =>
        `${file(p)}是 4.1 以后的新格式，${napcat(p)}还不认识它，里面的地址${given(p.url, (u) => `「${u}」`)}没有生效，请更新 NapCat，或在它自己的 WebUI 里填写反向 WebSocket。`,
      manager: (p) =>
        `NapCatQQ-Desktop 把${file(p)}写成了旧格式，${napcat(p)}会悄悄忽略它，请更新 NapCatQQ-Desktop，或在${WEBUI}里新建“WebSocket 客户端”（换成插件版只是绕路）。`,
    },
  ),
  'wrong-account-config': byVariant<'wrong-account-config'>(
    (p) =>
      `你改的是${file(p)}，但${account(p)}实际使用的是${given(p.otherFile, (f) => `「${f}」`, '另一个文件')}，请在后者里新建“WebSocket 客户端”。`,
    {
      'other-account': (p) =>
        `你改的${file(p)}属于${given(p.otherAccount, (uin) => `账号 ${uin}`, '另一个账号')}，而正在使用的${account(p)}读取${given(p.otherFile, (f) => `「${f}」`, '它自己的文件')}，请在后者里新建“WebSocket 客户端”。`,
      'template-overridden': (p) =>
        `你改的${file(p)}只是模板，${account(p)}已经有自己的文件${given(p.otherFile, (f) => `「${f}」`)}，模板不再起作用，请改后者。`,
      'framework-expects-other': (p) =>
        `${framework(p)}的 selfId 是${given(p.otherAccount, (uin) => `「${uin}」`, '另一个账号')}，而 NapCat 登录的是${account(p)}，它会拒绝这个连接，请在${given(p.otherFile, (f) => `「${f}」`, '它的配置')}里把 selfId 改成后者。`,
    },
  ),
  'wrong-direction': byVariant<'wrong-direction'>(
    (p) => `连接方向不对：${framework(p)}在等 NapCat 来连接，请在${WEBUI}里新建并启用一个“WebSocket 客户端”。`,
    {
      'server-instead': (p) =>
        `你建的是 WebSocket 服务器${given(p.entry, (e) => `「${e}」`)}${given(p.port, (n) => `（端口 ${n}）`)}，但${framework(p)}也在等别人来连接，请在${WEBUI}里另建一个“WebSocket 客户端”。`,
      'both-clients': (p) =>
        `两边都在主动连接${port(p)}，没有人监听：${framework(p)}设置了 ONEBOT_WS_URLS，${entry(p)}也在往外连，请去掉其中一个方向。`,
    },
  ),
  'no-client-entry': byVariant<'no-client-entry'>(
    (p) =>
      `${file(p)}里没有任何 WebSocket 客户端，NapCat 不会主动连接任何地方，请在${WEBUI}里点“新建”并选“WebSocket 客户端”。`,
    {},
  ),
  'entry-disabled': byVariant<'entry-disabled'>(
    (p) => `${entry(p)}${given(p.url, (u) => `（「${u}」）`)}没有启用，请在${WEBUI}里打开它的“启用”开关并保存。`,
    {},
  ),
  'duplicate-entry-name': byVariant<'duplicate-entry-name'>(
    (p) =>
      `有两个条目都叫${given(p.entry, (e) => `「${e}」`, '同一个名称')}，NapCat 只运行最后一个${given(p.suggestion, (u) => `（「${u}」）`)}，${given(p.url, (u) => `「${u}」`, '另一个')}从未被连接，请删掉它再用新的名称新建。`,
    {},
  ),
  'malformed-url': byVariant<'malformed-url'>((p) => malformed(p, '不是可用的地址'), {
    empty: (p) => `${entry(p)}的 URL 是空的，请填写${framework(p)}的地址，例如「ws://127.0.0.1:8080/onebot/v11/ws」。`,
    'no-scheme': (p) => malformed(p, '缺少开头的「ws://」'),
    'wrong-scheme': (p) => malformed(p, '的开头不是「ws://」'),
    'full-width': (p) => malformed(p, '里有全角字符（例如「：」或「／」）'),
    fragment: (p) => malformed(p, '里有「#」，WebSocket 地址不允许'),
    'port-range': (p) => malformed(p, '的端口超出 1–65535'),
    quotes: (p) => malformed(p, '里带着引号'),
    spaces: (p) => malformed(p, '中间有空格，会被当成「%20」发送'),
    invalid: (p) => malformed(p, '不是合法的地址'),
    'http-scheme': (p) => malformed(p, '以「http」开头，应该是「ws」'),
  }),
  'self-connection': byVariant<'self-connection'>(
    (p) => `${entry(p)}的 URL${quoted(p.url)}指向 NapCat 自己，请改成${framework(p)}监听的端口。`,
    {
      webui: (p) =>
        `${entry(p)}的 URL${quoted(p.url)}指向 NapCat 自己的 WebUI${portOf(p)}，请改成${framework(p)}监听的端口。`,
      'own-server': (p) =>
        `${entry(p)}的 URL${quoted(p.url)}指向 NapCat 自己的 WebSocket 或 HTTP 服务器${portOf(p)}，请改成${framework(p)}监听的端口。`,
    },
  ),
  'config-not-applied': byVariant<'config-not-applied'>(
    (p) => `${entry(p)}写在${file(p)}里，但正在运行的 NapCat 没有使用它，请在${WEBUI}里核对，然后重启 NapCat。`,
    {
      'other-folder': (p) =>
        `你改的是${file(p)}，但正在运行的 NapCat 使用${given(p.otherFile, (f) => `「${f}」`, '另一个文件夹里的文件')}，请直接在${WEBUI}里修改。`,
      'edited-after-start': (p) =>
        `${file(p)}${given(p.at, (t) => `在 ${clock(t)} `)}被修改，而 NapCat ${given(p.startedAt, (t) => `在 ${clock(t)} `, '更早')}就已启动，修改没有生效，请重启 NapCat，或在${WEBUI}里保存一次。`,
      'no-attempt': (p) =>
        `${framework(p)}在等，${entry(p)}也写在文件里，但 NapCat 从未尝试连接${url(p)}，请在${WEBUI}里核对这个条目，然后重启 NapCat。`,
      manager: (p) =>
        `NapCat 由 NapCatQQ-Desktop 管理，它每次启动都会重写${file(p)}，所以${entry(p)}没有生效，请在 NapCatQQ-Desktop 里修改并重启这个机器人。`,
      'other-url': (p) =>
        `贴出的配置里写的是${url(p)}，NapCat 启动时加载的却是${given(p.suggestion, (u) => `「${u}」`, '另一个地址')}：改的不是它在用的文件，或者改完没有重启，请在${WEBUI}里核对，然后重启 NapCat。`,
      'never-retried': (p) =>
        `NapCat 第一次连接${url(p)}就因为地址或 Token 不合法而出错，之后不会再试，请改正后在${WEBUI}里保存。`,
    },
  ),
};

function malformed(p: Params, fault: string): string {
  const example = isNoneBot(p.framework)
    ? '「ws://127.0.0.1:端口/onebot/v11/ws」这样的形式'
    : '「ws://地址:端口/路径」这样的形式';
  return `${entry(p)}的 URL${quoted(p.url)}${fault}，请${changeTo(p, `改成${example}`)}。`;
}

function napcat(p: Params): string {
  return given(p.version, (v) => `NapCat ${v} `, 'NapCat 4.4 以后的版本');
}

const quoted = (text: string | undefined): string => given(text, (shown) => `「${shown}」`);
const portOf = (p: Params): string => given(p.port, (n) => `（端口 ${n}）`);
