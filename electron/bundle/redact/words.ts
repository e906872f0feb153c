/**
 * Words that may leave. What a person made up (a name, a message, a password) is told from what programs say by a list
 * of what programs say: our own log rules, and the vocabulary of the programs that a recording shows. Everything that is
 * not in the list is taken for somebody's own.
 */
import { LOG_RULES } from '../../diagnosis/log-rules/index.ts';

/** Whether a text consists of nothing but known words, versions and numbers of at most five digits. */
export function isHarmless(text: string): boolean {
  return wordsOf(text).every(isKnownWord);
}

export function isKnownWord(word: string): boolean {
  return /^(?:[vV]?\d{1,5}|[A-Za-z])$/.test(word) || KNOWN.has(word.toLowerCase());
}

/** Unknown words of a text become `x`; punctuation, known words and short numbers stay. */
export function keepKnownWords(text: string): string {
  return text.replace(WORD, (word) => {
    if (isKnownWord(word) || ERROR_NAME.test(word)) return word;
    return isAscii(word) ? 'x' : word.replace(CHINESE, (_all, known?: string) => known ?? scriptMark(word));
  });
}

/** `ECONNABORTED`, `EPIPE`, `ValueError`. */
const ERROR_NAME = /^(?:E[A-Z]{3,16}|[A-Z][a-z]{1,16}(?:[A-Z][a-z]{1,16}){0,2}(?:Error|Exception|Warning))$/;

/**
 * Stands for text that was not ASCII: a file must stay in its encoding, and the bytes of this character in GBK are no
 * UTF-8. What could not be decoded stays undecodable.
 */
export function scriptMark(text: string): string {
  if (text.includes('\uFFFD')) return '\uFFFD';
  return isAscii(text) ? '' : '字';
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** Letters or digits; `nonebot2` is one word, `onebot_v11` two, `反向WebSocket` two. */
const WORD = /[A-Za-z0-9]+|[^\P{L}A-Za-z]+|[^\P{N}0-9]+|\p{M}+/gu;

const VOCABULARY = `
  true false null none undefined yes no on off auto default enable enabled disable disabled array string object number
  host hostname port url uri path name type mode level info debug warn warning error trace success critical fatal mark
  ws wss http https ftp tcp udp sse tls ssl socks socks4 socks5 ipv4 ipv6 localhost loopback local internal lan wan any all
  proxy pac direct server servers client clients websocket websockets reverse forward universal api event events adapter
  adapters driver drivers plugin plugins config settings data log logs cache temp tmp src lib bin dist app apps main index
  start run stop restart init load loads launch launcher user users admin administrator root public private domain test dev
  prod production development environment env dotenv txt json json5 yaml yml toml ini cfg md py pyc pyw js mjs cjs ts bat cmd
  ps1 sh exe dll node so jar war zip db sqlite html htm css console file filelog consolelog loglevel
  qq qqnt ntqq tencent napcat napcatqq napneko shell framework desktop onekey once liteloader liteloaderqqnt loader napi
  napiloader napimain qqbot bot bots mybot onebot onebotv11 onebotv12 v11 v12 cqhttp gocqhttp cq ob11 llonebot llbot lagrange
  nonebot nonebot2 nonebot1 nb nbcli cli zhenxun hoshino hoshinobot aiocqhttp astrbot langbot koishi yunzai trss trssyz
  miao karin karinjs maibot napcatadapter mirai overflow sealdice chronocat openshamrock shamrock satori milky
  fastapi quart uvicorn hypercorn starlette httpx aiohttp asgi wsgi websocket websocketclient jetty nginx apache express
  koa flask werkzeug django simplehttp python pythonw python3 java javaw jdk jre npm npx yarn pnpm pip pipx venv virtualenv
  conda anaconda3 miniconda3 poetry pdm uv site packages package scripts node_modules modules module import from as asyncio
  docker dockerd dockerfile compose container containerd moby wsl wslrelay wslhost vmmem hyper hyperv vethernet kubernetes
  gateway mlikiowa latest alpine image images service services network networks networking bridge mirrored nat virtioproxy
  windows windows10 windows11 system system32 syswow64 svchost explorer cmd powershell pwsh conhost wt wininit lsass program
  files x86 x64 x32 arm64 amd64 appdata localappdata roaming programdata systemroot windir documents downloads document
  microsoft corporation google chrome edge msedge webview2 code vscode visual studio sysdiag huorong 360 defender firewall
  sbin usr etc opt home var srv mnt media dev proc linux ubuntu debian bash zsh xvfb xvfb-run init systemd sshd openssh ssh
  uninstall install installer software currentversion controlset services parameters policy firewallpolicy firewallrules
  standardprofile domainprofile publicprofile internet environment session manager versions version resources release
  get head post put delete options allow method not allowed found unauthorized forbidden bad request upgrade required
  response detail message status code reason expected open opened close closed connection failed to a an the of is in use
  and or with for you your cannot access directly using this use browser doctype meta charset utf utf8 utf16 gbk title body
  center h1 h2 pre p div span script src href lang en zh cn hans content equiv refresh authentication webui webpack vite
  qbittorrent jenkins tomcat phpmyadmin mysql mysqld mariadb postgres redis mongodb clash mihomo verge v2ray v2rayn xray
  proxifier sing box tailscale zerotier ethernet wlan wi fi loopback pseudo interface virtual vmware virtualbox lo eth0
  type renderer gpu process utility sub nodeservice networkservice mojom sandbox prefetch logging minimized silent crashpad
  handler monitor self switch option quick login nosandbox no once daemon fd lineno screen listener startups
  pyproject tool build system requires backend project dependencies core dir dirs superusers nickname command sep
  token tokens access accesstoken secret key keys auth authorization bearer basic password passwd cookie cookies
  host port http server name networkmode loglevel webhook callback get_driver get_asgi getdriver getasgi
  register registeradapter asgi path pathlib os sys environ getenv dict list str int bool float args kwargs
  adapter onebotadapter onebotv11adapter consoleadapter echo builtin builtins single session from load plugins toml
  baseversion curversion prevversion buildid slug manifest napcatversion const let var async await require exports
  established syn sent received fin wait closing other ok connected refused timeout reset unreachable address invalid hang up
  24h2 23h2 22h2 25h2 下载 文档 桌面 图片 音乐 视频 onedrive qrcode png jpg eaddrinuse eacces eaddrnotavail large big self signed locked denied
  select administrator 选择 管理员 以太网 本地连接 无线网络连接 专业版 家庭版 教育版 企业版 中文版 蓝牙网络连接 启动 机器人
  missingauthorizationheader authorizationheaderisinvalid
  pasted fileurl loginrate consolelevel packetbackend packetserver o3hookmode timebasedone reporterror messagepostformat
`;

/** Words of the patterns that our own log rules look for: whoever reads them here reads nothing of this machine. */
const RULE_WORDS = LOG_RULES.flatMap(({ pattern, unless }) =>
  wordsOf(`${pattern.source} ${unless?.source ?? ''}`.replace(/\\[a-zA-Z]|\(\?<\w+>/g, ' ')),
);

/** Chinese has no blanks between its words, so those we know are found within a run (选择管理员); the rest of it goes. */
const CHINESE = new RegExp(
  `(${[...RULE_WORDS, ...VOCABULARY.split(/\s+/)]
    .filter((word) => word.length > 1 && !isAscii(word))
    .toSorted((a, b) => b.length - a.length)
    .join('|')})|.`,
  'gsu',
);

const KNOWN: ReadonlySet<string> = new Set(
  [...VOCABULARY.split(/[\s_-]+/), ...RULE_WORDS].filter((word) => word !== '').map((word) => word.toLowerCase()),
);
