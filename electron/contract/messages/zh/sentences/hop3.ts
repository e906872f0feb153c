/** 第三站的结论句：地址与端口。 */
import { byVariant, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { changeTo, entry, framework, networks, port, program, said, url } from '../phrases.ts';

export const hop3Sentences: Sentences<3> = {
  'loopback-filtered': byVariant<'loopback-filtered'>(
    (p) =>
      `这台电脑连自己的 127.0.0.1 都连不通，有软件在拦截本机连接${given(p.product, (name) => `（正在运行的有「${name}」，请先暂停它再试）`, '，请逐个暂停安全软件、代理或网络过滤软件再试')}。`,
    {},
  ),
  'container-address': byVariant<'container-address'>(
    (p) => `${url(p)}里的本机地址在容器里指容器自己，请${changeTo(p, '换成对方真正的地址')}。`,
    {
      'napcat-in-container': (p) =>
        `NapCat 在容器里运行，${url(p)}指的是容器自己，请${changeTo(p, '改用「host.docker.internal」或对方容器的名称')}，并让${framework(p)}监听 0.0.0.0。`,
      wsl: (p) =>
        `NapCat 在 WSL 里运行，${url(p)}指的是 WSL 自己，请${changeTo(p, '改成 Windows 在 WSL 网络里的 IP')}，并让${framework(p)}监听 0.0.0.0。`,
      'name-unknown': (p) =>
        `NapCat 的容器找不到名叫${given(p.host, (h) => `「${h}」`, '这个主机')}的容器，请让两个容器加入同一个 Docker 网络，并核对对方的容器名。`,
    },
  ),
  'container-port-not-published': byVariant<'container-port-not-published'>(
    (p) =>
      `${port(p)}由${given(p.process, (name) => `「${name}」`, ' Docker 或 WSL ')}代为监听，但里面没有程序应答，请核对容器发布的端口，并让里面的${framework(p)}监听 0.0.0.0。`,
    {
      'not-published': (p) =>
        `${framework(p)}在容器里运行，但容器没有把${port(p)}发布到这台电脑，请在容器的 ports 里加上它再重建容器。`,
    },
  ),
  'proxy-hijack': byVariant<'proxy-hijack'>(
    (p) =>
      `到${url(p)}的连接被代理${given(p.proxy, (address) => `「${address}」`)}接走了，请把 127.0.0.1 和 localhost 加进 NO_PROXY 或代理软件的绕过名单。`,
    {},
  ),
  'port-excluded': byVariant<'port-excluded'>(
    (p) =>
      `Windows 保留了${port(p)}${given(p.from, (from) => `（范围 ${from}–${given(p.to, (to) => to, from)}）`)}，${framework(p)}不能监听它，请给${framework(p)}换一个端口，并同步改 NapCat 的 URL。`,
    {
      'low-dynamic-range': (p) =>
        `Windows 保留了${port(p)}${given(p.from, (from) => `（范围 ${from}–${given(p.to, (to) => to, from)}）`)}，${framework(p)}不能监听它；根源是动态端口从 ${given(p.dynamicFrom, (from) => from, '很低的号码')} 开始（默认 49152），保留段因此会落在常用端口上，请给${framework(p)}换一个端口并同步改 NapCat 的 URL，或把动态端口范围改回默认值。`,
    },
  ),
  'bind-address-invalid': byVariant<'bind-address-invalid'>(
    (p) =>
      `${framework(p)}要监听的地址${given(p.host, (host) => `「${host}」`)}不属于这台电脑，请把 HOST 改成 127.0.0.1。`,
    {},
  ),
  'port-in-use': byVariant<'port-in-use'>(
    (p) =>
      `${framework(p)}要用的${port(p)}已被${program(p)}占用，请关掉占用者，或给${framework(p)}换一个端口并同步改 NapCat 的 URL。`,
    {},
  ),
  'framework-crashed': byVariant<'framework-crashed'>(
    (p) => `${framework(p)}启动时出错退出了${said(p)}，请先解决这个错误。`,
    {
      'module-missing': (p) =>
        `${framework(p)}启动时缺少 Python 包或模块${given(p.detail, (d) => `「${d}」`)}，请在它自己的环境里安装后再启动。`,
      config: (p) =>
        `${framework(p)}的配置${given(p.file, (f) => `「${f}」`)}有错，它启动后马上退出${said(p)}，请改正后再启动。`,
      bind: (p) => `${framework(p)}不能监听${port(p)}，所以退出了${said(p)}，请换一个端口或关掉占用它的程序。`,
      'env-encoding': (p) =>
        `${framework(p)}的${given(p.file, (f) => `「${f}」`, ' .env 文件')}不是 UTF-8 编码，它启动后马上退出，请用记事本“另存为”，编码选 UTF-8。`,
      restarts: (p) =>
        `${framework(p)}一再退出又启动${given(p.count, (n) => `（观察期间 ${n} 次）`)}，连接因此断开，请看它的窗口里退出前的最后一条错误。`,
      other: (p) => `${framework(p)}启动时出错退出了${said(p)}，请先按这条错误处理。`,
    },
  ),
  'framework-not-ready': byVariant<'framework-not-ready'>(
    (p) => `${framework(p)}还没有准备好${port(p)}，请等它启动完成后再看一次。`,
    {
      starting: (p) =>
        `${framework(p)}${given(p.seconds, (s) => `在 ${s} 秒前才`, '正在')}启动，还没有准备好${port(p)}，请等它启动完成，NapCat 会自动重连。`,
      blocked: (p) =>
        `${framework(p)}启动时被某个插件卡住，${port(p)}暂时不应答，请看它的日志停在哪个插件，并停用那个插件。`,
      'core-lost': (p) =>
        `NapCat 到${framework(p)}这一段是好的，断开的是它与机器人主程序之间的连接，请先看主程序是否在运行、端口是否与适配器里写的一致，再重启两者。`,
      'own-start': (p) =>
        `NapCat 已经连上${framework(p)}并回答了它，${framework(p)}却说没有连接，问题在它自己的启动过程，请更新并重启它，再看它自己的报错。`,
      'start-order': (p) =>
        `${framework(p)}开始监听${port(p)}之前，NapCat 已经连接过并被拒绝，请等它下一次重连${given(p.seconds, (s) => `（最多 ${s} 秒）`)}，以后先启动${framework(p)}。`,
    },
  ),
  'ipv6-localhost': byVariant<'ipv6-localhost'>(
    (p) =>
      `${url(p)}里的「${given(p.host, (host) => host, 'localhost')}」先指向另一种地址（IPv4/IPv6），而服务器只在${given(p.listenAddress, (a) => `「${a}」`, '其中一种')}监听，请把主机名${changeTo(p, '改成「127.0.0.1」')}。`,
    {},
  ),
  'wrong-address': byVariant<'wrong-address'>(
    (p) =>
      `${url(p)}到不了${framework(p)}监听的地址${given(p.listenAddress, (a) => `「${a}」`)}，请让两边用同一个地址。`,
    {
      'loopback-only': (p) =>
        `${framework(p)}只在${given(p.listenAddress, (a) => `「${a}」`, '127.0.0.1')}监听，${url(p)}从外面到不了它，请把它的 HOST 改成 0.0.0.0，两边在同一台电脑时也可以把 URL 改成 127.0.0.1。`,
      'other-address': (p) =>
        `${framework(p)}只在${given(p.listenAddress, (a) => `「${a}」`, '另一个地址')}监听，${url(p)}到不了它，请把 URL 的主机改成这个地址。`,
      'hosts-file': (p) =>
        `hosts 文件${given(p.line, (line) => `第 ${line} 行`)}把 localhost 指到了${given(p.listenAddress, (a) => `「${a}」`, '别的地址')}，${url(p)}因此到不了这台电脑上的${framework(p)}：请在那一行前面加 #，或把 URL 的主机改成 127.0.0.1。`,
      'port-proxy': (p) =>
        `Windows 的端口转发（netsh interface portproxy）把${port(p)}转给${given(p.listenAddress, (a) => `「${a}」`, '另一个地址')}，那里没有程序应答（WSL 的地址每次启动都会变）：请删掉这条转发，或改成现在的地址。`,
      'unspecified-target': (p) =>
        `${url(p)}里的 0.0.0.0 只能用来监听，在 Windows 上不能连接，请把${entry(p)}的 URL ${changeTo(p, '里的主机改成「127.0.0.1」')}。`,
      'name-not-found': (p) =>
        `${url(p)}里的主机名${given(p.host, (host) => `「${host}」`)}查不到，请检查拼写；容器名称只在容器的网络里有效，在 Windows 上请用 127.0.0.1。`,
      unreachable: (p) =>
        `${given(p.host, (host) => `主机「${host}」`, 'URL 里的主机')}在网络上到不了，请检查 IP 是否已改变、两台电脑是否在同一个网络。`,
    },
  ),
  'wrong-port': byVariant<'wrong-port'>(
    (p) =>
      `${entry(p)}连接${port(p)}，但${framework(p)}用的是${given(p.expectedPort, (n) => `端口 ${n}`, '另一个端口')}，请改成同一个端口。`,
    {
      'framework-elsewhere': (p) =>
        `${entry(p)}连接${port(p)}，但${framework(p)}实际在${given(p.expectedPort, (n) => `端口 ${n} `, '另一个端口')}监听，请把 URL 里的端口改过来。`,
      'core-not-adapter': (p) =>
        `${url(p)}连上的是机器人主程序，不是它的 NapCat 适配器，两者说的不是同一种协议，请把端口改成适配器的端口${given(p.expectedPort, (n) => `（默认 ${n}）`)}。`,
      'config-says': (p) =>
        `${entry(p)}连接${port(p)}，但${framework(p)}的配置写的是${given(p.expectedPort, (n) => `端口 ${n}`, '另一个端口')}，而且它没有在运行，请启动它，并把两边改成同一个端口。`,
    },
  ),
  'server-not-listening': byVariant<'server-not-listening'>(
    (p) => `没有程序在${place(p)}监听，请启动${framework(p)}，并确认它用的是这个端口。`,
    {
      'framework-not-running': (p) =>
        `${framework(p)}没有在运行，所以没有程序在${place(p)}监听，请到${given(p.dir, (d) => `「${d}」`, '它的文件夹')}启动它。`,
      nothing: (p) => `没有程序在${place(p)}监听，请启动${framework(p)}，并看它的日志里实际监听的端口。`,
      remote: (p) => `${place(p)}拒绝连接，请到那台电脑上确认${framework(p)}在运行，并且监听 0.0.0.0。`,
    },
  ),
  'firewall-block': byVariant<'firewall-block'>(
    (p) =>
      `Windows 防火墙${given(p.rule, (rule) => `的规则「${rule}」`)}${given(p.profile, (profile) => `（${networks(profile)}）`)}挡住了从外面到${port(p)}的连接，请允许${given(p.process, (name) => `「${name}」`, '机器人程序')}接收这个端口的连接。`,
    {
      prompt: (p) =>
        `Windows 询问是否允许${given(p.process, (name) => `「${name}」`, '这个程序')}访问网络时被取消过，因此留下了阻止规则${given(p.rule, (rule) => `「${rule}」`)}${given(p.profile, (profile) => `（${networks(profile)}）`)}，挡住了从外面到${port(p)}的连接：请删掉这条规则，再允许它接收这个端口的连接。`,
      'shields-up': (p) =>
        `Windows 防火墙${given(p.profile, (profile) => `（${networks(profile)}）`)}打开了“阻止所有传入连接”，所有允许规则都不起作用，从外面到不了${port(p)}：请在防火墙设置里关掉它。`,
      managed: (p) =>
        `这台电脑的防火墙由组织管理（组策略或 MDM）${given(p.rule, (rule) => `，它的规则「${rule}」`, '，本机的允许规则不算数，')}挡住了从外面到${port(p)}的连接${given(p.profile, (profile) => `（${networks(profile)}）`)}：自己改不了，请让管理员放行，或让两边在同一个系统里用 127.0.0.1 连接。`,
      outbound: (p) =>
        `Windows 防火墙${given(p.rule, (rule) => `的规则「${rule}」`)}${given(p.profile, (profile) => `（${networks(profile)}）`)}不让${given(p.process, (name) => `「${name}」`, ' NapCat ')}连接${url(p)}，请停用这条规则，或为它放行。`,
    },
  ),
  'server-hung': byVariant<'server-hung'>(
    (p) =>
      `${port(p)}能连上，但${given(p.process, () => program(p), framework(p))}在 2 秒内不应答，NapCat 因此放弃，请看${framework(p)}是否卡住，并重启它。`,
    {},
  ),
  'foreign-server': byVariant<'foreign-server'>(
    (p) => `${port(p)}上应答的${who(p)}不是机器人框架，请把 NapCat 的 URL 改成${framework(p)}真正的端口。`,
    {
      'known-program': (p) =>
        `${port(p)}上应答的是${program(p)}，它不是机器人框架，请把 NapCat 的 URL 改成${framework(p)}真正的端口，或让它让出这个端口。`,
      unknown: (p) =>
        `${port(p)}上应答的${who(p)}不像机器人框架，请确认${framework(p)}用的是哪个端口，再改 NapCat 的 URL。`,
    },
  ),
};

function place({ host, port: number, url: text }: Parameters<typeof url>[0]): string {
  const at = given(host, (shown) => `「${shown}」`);
  return number === undefined
    ? at || url(text === undefined ? {} : { url: text })
    : `${at}${at === '' ? '' : '的'}端口 ${number} `;
}

function who(p: Parameters<typeof program>[0]): string {
  const shown = given(p.process, () => program(p)) || given(p.server, (server) => `服务「${server}」`);
  return shown === '' ? '程序' : shown;
}
