/** 第四站的结论句：握手。 */
import { byVariant, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, changeTo, entry, file, framework, port, program, url } from '../phrases.ts';

export const hop4Sentences: Sentences<4> = {
  'driver-not-reverse': byVariant<'driver-not-reverse'>(
    (p) =>
      `NoneBot 的 DRIVER${given(p.detail, (d) => `「${d}」`)}不能接受连接，它没有打开任何端口，请在${given(p.file, (f) => `「${f}」`, ' .env 文件')}里写 DRIVER=~fastapi+~httpx+~websockets。`,
    {},
  ),
  'tls-mismatch': byVariant<'tls-mismatch'>(
    (p) => `${entry(p)}的 ws/wss 与服务器不一致，请把 URL ${changeTo(p, '里的 ws 与 wss 对调')}。`,
    {
      'wss-to-plain': (p) =>
        `${entry(p)}用加密的 wss 连接，但${framework(p)}没有启用加密，请把 URL ${changeTo(p, '里的「wss://」改成「ws://」')}。`,
      'ws-to-tls': (p) =>
        `${entry(p)}用 ws 连接，但服务器只接受加密连接，请把 URL ${changeTo(p, '里的「ws://」改成「wss://」')}。`,
      certificate: (p) =>
        `NapCat 不信任${url(p)}的证书，请换成受信任的证书；两边在同一台电脑时改用「ws://127.0.0.1」就不需要证书。`,
    },
  ),
  'websocket-support-missing': byVariant<'websocket-support-missing'>(
    (p) =>
      `${framework(p)}在${port(p)}运行，但它的环境里没有 WebSocket 库${given(p.status, (s) => `（每次握手都返回 ${s}）`)}，请在这个环境里运行 pip install "uvicorn[standard]"，然后重启它。`,
    {},
  ),
  'adapter-not-registered': byVariant<'adapter-not-registered'>(
    (p) =>
      `${framework(p)}在运行，但没有加载 OneBot V11 适配器，请安装 nonebot-adapter-onebot，并在${given(p.file, (f) => `「${f}」`, ' bot.py 或 pyproject.toml ')}里注册它。`,
    {
      'switched-off': (p) =>
        `${framework(p)}的 OneBot 适配器没有启用${given(p.file, (f) => `（「${f}」）`)}，所以它不接受 NapCat 的连接，请在${framework(p)}里启用它。`,
    },
  ),
  'protocol-mismatch': byVariant<'protocol-mismatch'>(
    (p) => `NapCat 说的是 OneBot V11，而${framework(p)}那一端不是，请让两边都用 V11。`,
    {
      'v12-path': (p) =>
        `${entry(p)}的 URL${quoted(p.url)}连到了 OneBot V12 的路径，NapCat 只说 V11，请把路径改成「${given(p.expectedPath, (path) => path, '/onebot/v11/ws')}」。`,
      'only-v12': (p) => `${framework(p)}只加载了 OneBot V12 适配器，NapCat 只说 V11，请再注册 OneBot V11 适配器。`,
      'both-dial': (p) =>
        `ONEBOT_WS_URLS 会同时被 V11 和 V12 两个适配器读取，两个都去连${url(p)}，而 NapCat 只说 V11，请把它改名为 ONEBOT_V11_WS_URLS，或者去掉 V12 适配器。`,
      headers: (p) =>
        `${framework(p)}说缺少 OneBot V11 的请求头，来连接的不是 V11 的客户端，请用 NapCat 的“WebSocket 客户端”连接，中间的代理要保留请求头。`,
    },
  ),
  'wrong-path': byVariant<'wrong-path'>(
    (p) =>
      `${entry(p)}的路径${given(p.path, (path) => `「${path}」`)}在${framework(p)}里不存在，请把 URL ${rightPath(p)}。`,
    {
      'no-slash': (p) =>
        `${entry(p)}的路径是「/onebot/v11」，后面少了「/ws」，${framework(p)}会用 403 拒绝，请把 URL ${rightPath(p)}。`,
      'old-cqhttp': (p) =>
        `${entry(p)}的路径${given(p.path, (path) => `「${path}」`)}来自旧教程，${framework(p)}已经不用它，请把 URL ${rightPath(p)}。`,
      root: (p) =>
        `${entry(p)}的 URL${quoted(p.url)}没有路径，${framework(p)}不知道要接给谁，请把 URL ${rightPath(p)}。`,
      'koishi-path': (p) =>
        `${given(p.framework, () => framework(p), 'Koishi')} 里没有${given(p.path, (path) => `路径「${path}」`, '这个路径')}，它会先接受再马上断开，请把 URL ${rightPath(p, '/onebot')}。`,
      other: (p) =>
        `${entry(p)}的路径${given(p.path, (path) => `「${path}」`)}在${framework(p)}里不存在，请把 URL ${rightPath(p)}。`,
    },
  ),
  'token-mismatch': byVariant<'token-mismatch'>(
    (p) => `${entry(p)}的 Token 与${framework(p)}要求的不一致，请改成完全相同的内容。`,
    {
      'napcat-empty': (p) =>
        `${framework(p)}要求 Token${inFile(p.otherFile)}，而${entry(p)}的 Token 是空的，请填上同一个 Token。`,
      differ: (p) =>
        `${entry(p)}的 Token 与${framework(p)}要求的${inFile(p.otherFile)}不同，请改成完全相同的内容（大小写和空格都算）。`,
      'framework-empty-in-force': (p) =>
        `你写的 Token 在${given(p.file, (f) => `「${f}」`, '一个文件')}里，但${framework(p)}实际使用的是${given(p.otherFile, (f) => `「${f}」`, '另一个文件')}里的值，请把 Token 写到后者。`,
      character: (p) =>
        `${entry(p)}的 Token 里有不能放进请求头的字符（例如中文或换行），请在两边换成只有字母和数字的同一个 Token。`,
    },
  ),
  'duplicate-connection': byVariant<'duplicate-connection'>(
    (p) => `${account(p)}已经连着${framework(p)}，新的连接被 403 拒绝，请先断开旧的连接。`,
    {
      ghost: (p) =>
        `${framework(p)}认为${account(p)}的旧连接还在，所以用 403 拒绝新连接，请等大约 40 秒，仍不行就重启${framework(p)}。`,
      'second-napcat': (p) =>
        `另一个 NapCat${given(p.pid, (pid) => `（PID ${pid}）`)}已经用${account(p)}连上了${framework(p)}，请结束多余的那一个。`,
      'second-entry': (p) =>
        `还有一个条目${given(p.entry, (e) => `「${e}」`)}也连接同一个${framework(p)}，第二个连接会一直被 403 拒绝，请停用其中一个。`,
      forward: (p) =>
        `${framework(p)}已经通过 ONEBOT_WS_URLS 主动连上了 NapCat，${account(p)}的反向连接因此被 403 拒绝，请只留一个方向。`,
      'http-post': (p) =>
        `NapCat 的 HTTP 客户端${given(p.entry, (e) => `「${e}」`)}已经把${account(p)}登记到${framework(p)}，反向连接因此一直被 403 拒绝，请停用它并重启${framework(p)}。`,
      'two-adapters': (p) =>
        `${account(p)}同时通过两个适配器连接${framework(p)}，后来的连接刚打开就被关闭，请只留一个。`,
      'other-client': (p) => `${program(p)}已经用${account(p)}连着${framework(p)}，请先关掉它。`,
    },
  ),
};

function rightPath(p: Parameters<typeof changeTo>[0], usual = '/onebot/v11/ws'): string {
  return changeTo(p, `的路径改成「${given(p.expectedPath, (path) => path, usual)}」`);
}

function inFile(path: string | undefined): string {
  return given(path, (shown) => `（写在${file({ file: shown })}）`);
}

const quoted = (text: string | undefined): string => given(text, (shown) => `「${shown}」`);
