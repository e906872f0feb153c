/** 第四站：握手。 */
import type { Pages } from '../phrase.ts';
import { CHECK_AGAIN, OPEN_NETWORK, RECONNECT } from './phrases.ts';
import { hop4Sentences as say } from './sentences/hop4.ts';

export const hop4: Pages<4> = {
  'driver-not-reverse': {
    title: 'NoneBot 的驱动不能接受连接',
    sentence: say['driver-not-reverse'],
    what: 'NoneBot 的 DRIVER 只有客户端（例如 ~httpx、~websockets、~aiohttp），没有服务器，所以不打开任何端口，也没有任何警告。',
    proof: '.env 里的 DRIVER，或者日志里没有 Uvicorn running on。',
    steps: [
      '打开正在使用的 .env 文件（.env.prod 会覆盖 .env）。',
      '写 DRIVER=~fastapi+~httpx+~websockets，波浪号不能少。',
      '在 NoneBot 的环境里运行 pip install "nonebot2[fastapi]"。',
      '重启 NoneBot，看日志里出现 Uvicorn running on。',
    ],
    avoid: ['不要写成 DRIVER=fastapi，缺少波浪号会启动失败。'],
    mistakenFor: ['NoneBot 没有启动。', '端口写错。'],
  },
  'tls-mismatch': {
    title: '加密方式不一致',
    sentence: say['tls-mismatch'],
    what: 'wss 是加密的，ws 是不加密的，两边必须相同。机器人框架默认不加密。证书不受信任时，NapCat 也会拒绝连接。',
    proof: 'NapCat 的报错（wrong version number、证书错误），或者探测到的应答。',
    steps: [
      OPEN_NETWORK,
      '机器人在同一台电脑：把 URL 的开头改成 ws://，点“保存”。',
      '经过带证书的反向代理：用 wss:// 和证书上的域名。',
      RECONNECT,
    ],
    avoid: ['不要在公网上用不加密的 ws 传 Token。', '不要为了本机连接去做证书。'],
    mistakenFor: ['端口被别的程序占用。', '机器人框架崩溃。'],
  },
  'websocket-support-missing': {
    title: '机器人框架缺少 WebSocket 库',
    sentence: say['websocket-support-missing'],
    what: '环境里只装了 uvicorn，没有装 websockets 或 wsproto。普通网页请求正常，每一次 WebSocket 握手都失败。',
    proof: '握手返回 404 或 400，而 OneBot 的 HTTP 地址正常；或者日志里有 No supported WebSocket library detected。',
    steps: [
      '进入机器人框架自己的虚拟环境。',
      '运行 pip install "uvicorn[standard]"。',
      '重启机器人框架。',
      CHECK_AGAIN,
    ],
    avoid: ['不要装到系统的 Python 里：要装进框架自己用的环境。'],
    mistakenFor: ['路径错误（同样是 404）。', '没有加载适配器。'],
  },
  'adapter-not-registered': {
    title: '没有加载 OneBot V11 适配器',
    sentence: say['adapter-not-registered'],
    what: 'NoneBot 在运行，但没有加载 OneBot V11 适配器，所以没有给 NapCat 的地址，所有连接都得到 403。',
    proof: '访问 /onebot/v11/ 得到 404（正常是 405），或者日志里 Loaded adapters 后面是空的。',
    steps: [
      '在项目文件夹里运行 nb adapter install nonebot-adapter-onebot。',
      '用 nb run 启动的项目：检查 pyproject.toml 的 [tool.nonebot] 里有 nonebot.adapters.onebot.v11。',
      '有 bot.py 的项目：检查里面有 register_adapter，并且注册的是 nonebot.adapters.onebot.v11。',
      '重启 NoneBot，看日志里出现 Loaded adapters: OneBot V11。',
    ],
    avoid: ['有 bot.py 时，不要只改 pyproject.toml：起作用的是 bot.py。'],
    mistakenFor: ['Token 不一致（同样是 403）。', '路径错误（同样是 403）。'],
  },
  'protocol-mismatch': {
    title: '两边的 OneBot 版本不同',
    sentence: say['protocol-mismatch'],
    what: 'NapCat 只说 OneBot V11。连到 V12 的路径会先成功再马上断开；只加载了 V12 适配器的框架会拒绝。',
    proof: 'URL 里的路径、框架加载的适配器，或者日志里的 Missing connect meta event。',
    steps: [
      '检查 NapCat 的 URL，NoneBot 的路径应是 /onebot/v11/ws。',
      '在 NoneBot 里注册 OneBot V11 适配器。',
      '用的是别的客户端时，改用 NapCat 的“WebSocket 客户端”。',
    ],
    avoid: ['不要把 v11 改成 v12 来“升级”。'],
    mistakenFor: ['心跳超时。', 'Token 不一致。'],
  },
  'wrong-path': {
    title: 'URL 的路径不对',
    sentence: say['wrong-path'],
    what: '主机和端口都对，但路径不是机器人框架提供的。NoneBot 是 /onebot/v11/ws；/onebot/v11 后面没有斜杠，不算。',
    proof: 'URL 的路径不在这个框架提供的路径里。',
    steps: [
      OPEN_NETWORK,
      '点条目的“编辑”，改 URL 的路径：NoneBot 是 /onebot/v11/ws，AstrBot 和 LangBot 是 /ws，Koishi 是 /onebot，TRSS-Yunzai 是 /OneBotv11。',
      '点“保存”。',
      RECONNECT,
    ],
    avoid: ['不要用浏览器打开这个地址来判断：路径正确时浏览器也显示 404。', '不要改大小写：路径区分大小写。'],
    mistakenFor: ['Token 不一致（同样是 403）。', '防火墙拦截。'],
  },
  'token-mismatch': {
    title: '两边的 Token 不一致',
    sentence: say['token-mismatch'],
    what: '机器人框架要求 Token，NapCat 没有发送或者发送的不同，框架就用 403（有的框架用 401）拒绝。只有 NapCat 填了而框架没有要求，则没有关系。',
    proof: '两边配置里的内容，或者框架日志里的 Authorization Header is invalid、Missing Authorization Header。',
    steps: [
      '打开机器人框架的设置：NoneBot 看正在使用的 .env 里的 ONEBOT_ACCESS_TOKEN（.env.prod 会覆盖 .env，ONEBOT_V11_ACCESS_TOKEN 优先）。',
      OPEN_NETWORK,
      '点条目的“编辑”，把 Token 填成完全相同的内容，点“保存”。',
      '只改 Token 时，要到下一次重连才起作用：' + RECONNECT,
      '改了 .env 就重启 NoneBot。',
    ],
    avoid: [
      '不要把 Token 写进 URL（?access_token=）：NoneBot 的 V11 适配器不读它。',
      'Token 里不要用中文、空格和 #：.env 里“ #”后面的内容会被当成注释。',
    ],
    mistakenFor: ['路径错误（同样是 403）。', '账号重复连接（同样是 403）。', 'WebUI 的登录 Token：那是另一回事。'],
  },
  'duplicate-connection': {
    title: '这个账号已经连着',
    sentence: say['duplicate-connection'],
    what: 'NoneBot 每个账号只接受一个连接，后来的得到 403。旧连接可能是另一个 NapCat、另一个条目、HTTP 上报、正向连接，或者电脑睡眠后还没有超时的连接。',
    proof: 'NoneBot 日志里的 There’s already a bot，或者看到了两个连接。',
    steps: [
      '电脑刚从睡眠恢复：等 40 秒，NoneBot 会放弃旧连接。',
      '在任务管理器里检查是否有第二个 NapCat，结束多余的。',
      '在“网络配置”里检查是否有第二个条目或“HTTP 客户端”指向同一个 NoneBot，停用它。',
      '检查 .env 里有没有 ONEBOT_WS_URLS，反向连接不需要它。',
      '都没有，就重启 NoneBot。',
    ],
    avoid: ['不要因为 403 就去改 Token：先看 NoneBot 的日志写的是哪一种。'],
    mistakenFor: ['Token 不一致（同样是 403）。', '路径错误（同样是 403）。'],
  },
};
