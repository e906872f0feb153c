/** 连接实验室的结论：每种结果是什么、接着做什么。 */
import type { LabMessages } from '../lab.ts';

const PORT_TAKEN = {
  title: '端口被占用',
  text: '这个端口已经有程序在用。',
  next: ['先关掉占用它的程序，或者换一个端口再试。', '如果占用它的就是机器人框架，用 relay 放在两者中间，不用关掉它。'],
};
const PORT_FORBIDDEN = {
  title: '端口不能用',
  text: '系统不让打开这个端口：它被 Windows 保留，或者小于 1024 而没有权限。',
  next: ['换一个端口再试，例如 18099。'],
};
const PORT_FAILED = { title: '端口打不开', text: '这个端口打不开。', next: ['换一个端口再试。'] };
const NOT_ARRIVED = [
  '在 NapCat 的 WebUI →「网络配置」里看这一条是否启用、地址是否一字不差，然后保存。',
  '看 NapCat 的日志里有没有「连接错误」或「TryConnect Error」。',
  'NapCat 在 Docker 或 WSL 里时，127.0.0.1 是它自己，到不了这里。',
];
const BAD_URL = {
  title: '地址写错了',
  text: '这不是一个能用的 WebSocket 地址。',
  next: ['写成 ws://127.0.0.1:8080/onebot/v11/ws 这样，用英文标点。'],
};

export const labOutcomes: Pick<LabMessages, 'knock' | 'listen' | 'relay'> = {
  knock: {
    'bad-url': BAD_URL,
    'name-not-found': {
      title: '主机名找不到',
      text: '这个主机名没有人认识。',
      next: ['同一台电脑上写 127.0.0.1。', 'Docker 里的服务名只在 Docker 的网络里有效。'],
    },
    'not-listening': {
      title: '没有程序在监听',
      text: '这个地址没有程序在监听，连接被拒绝。',
      next: ['启动机器人框架，看它打印的地址和端口。', '用 napcat-doctor ports 看谁在监听什么端口。'],
    },
    unreachable: {
      title: '到不了',
      text: '连接没有回音，或者网络不通。',
      next: ['框架在另一台电脑时，看那边的防火墙，以及它是否监听 0.0.0.0。'],
    },
    hung: {
      title: '能连上，没有应答',
      text: '端口接受连接，却在 2 秒内没有应答；NapCat 也会在这里超时。',
      next: ['看框架的窗口有没有卡住：点进去按一下回车，或者重启它。', '看有没有插件在启动时做很久的事。'],
    },
    'own-webui': {
      title: '这是 NapCat 自己的 WebUI',
      text: '这个端口是 NapCat 的 WebUI，不是机器人框架。',
      next: ['地址里写机器人框架的端口。'],
    },
    'tls-wanted': {
      title: '对方要求加密',
      text: '这个端口要求加密连接，而地址是 ws://。',
      next: ['地址改成 wss://，或者让框架不用证书。'],
    },
    'tls-refused': {
      title: '加密连接失败',
      text: '地址是 wss://，而对方不加密，或者证书不被信任。',
      next: ['本机的框架一般写 ws://。'],
    },
    'not-http': {
      title: '不是机器人框架',
      text: '对方不说 HTTP。',
      next: ['看这个端口是哪个程序的：napcat-doctor ports。'],
    },
    foreign: {
      title: '是别的网页服务',
      text: '应答的是另一个网页服务，不认识 OneBot。',
      next: ['看这个端口是哪个程序的：napcat-doctor ports。', '地址里写机器人框架的端口。'],
    },
    'no-websocket': {
      title: '框架缺少 WebSocket 库',
      text: 'NoneBot 在运行，但没有安装 WebSocket 库，每次握手都会得到 404。',
      next: ['在机器人的 Python 环境里运行 pip install "uvicorn[standard]"，然后重启。'],
    },
    'no-adapter': {
      title: '没有 OneBot V11 适配器',
      text: '应答的像 NoneBot，但没有 OneBot V11 的地址：适配器没有加载，或者这是别的 FastAPI 程序。',
      next: [
        '在 bot.py 里注册 OneBot V11 适配器，或用 nb adapter install nonebot-adapter-onebot。',
        '启动时应看到 Loaded adapters: OneBot V11。',
      ],
    },
    'wrong-path': {
      title: '路径不对',
      text: '端口是对的，路径不对。',
      next: ['NoneBot 写 /onebot/v11/ws；AstrBot、LangBot 写 /ws；HoshinoBot 写 /ws/；Koishi 写 /onebot。'],
    },
    'other-protocol': {
      title: '协议版本不一样',
      text: '这是 OneBot V12 的地址，而 NapCat 说的是 V11。',
      next: ['路径改成 /onebot/v11/ws，并加载 OneBot V11 适配器。'],
    },
    'token-missing': {
      title: '缺少 Token',
      text: '路径是对的，框架要求 Token，而这次没有发送。',
      next: [
        '把框架的 Token（NoneBot 是 ONEBOT_ACCESS_TOKEN）填进 NapCat 的这一条。',
        '用 --token 再试一次可以证明哪个 Token 是对的。',
      ],
    },
    'token-wrong': {
      title: 'Token 不对',
      text: '路径是对的，Token 被拒绝。',
      next: [
        '让 NapCat 的 Token 和框架的 ONEBOT_ACCESS_TOKEN 完全一样，注意大小写和空格。',
        '改过 .env 之后要重启框架。',
      ],
    },
    'account-unknown': {
      title: '除了账号，都对',
      text: '地址和路径是对的。Koishi 只接受配置里写明的账号，假账号到这里为止。',
      next: ['看 Koishi 的 adapter-onebot 里 selfId 是不是你的 QQ 号。'],
    },
    refused: {
      title: '握手被拒绝',
      text: '框架拒绝了握手，原因只有它自己知道。',
      next: ['看框架窗口里同一时刻的那一行。'],
    },
    closed: {
      title: '连上后被断开',
      text: '握手成功，随后框架断开了连接。',
      next: ['看框架窗口里同一时刻的错误。'],
    },
    cancelled: { title: '已取消', text: '没有做完。', next: [] },
    online: {
      title: '框架这一侧是好的',
      text: '地址、路径、Token 都对，框架接受了连接，并且没有断开。',
      next: ['NapCat 还连不上的话，问题在 NapCat 这一侧：用 listen 看它会不会来连。'],
    },
  },
  listen: {
    'port-taken': PORT_TAKEN,
    'port-forbidden': PORT_FORBIDDEN,
    'port-failed': PORT_FAILED,
    nobody: { title: 'NapCat 没有来', text: '等待期间没有人来连接。', next: NOT_ARRIVED },
    'tls-client': {
      title: '来的是加密连接',
      text: 'NapCat 到了，但它的地址写的是 wss://，而框架一般不加密。',
      next: ['地址改成 ws:// 开头。'],
    },
    'http-client': {
      title: '来的是 HTTP 上报',
      text: '收到的是 HTTP 请求：NapCat 里配的是「HTTP 客户端」。',
      next: ['在 NapCat 里新建「WebSocket 客户端」，而不是「HTTP 客户端」。'],
    },
    'not-napcat': {
      title: '来的不是 NapCat',
      text: '有程序来连接，但没有带账号（X-Self-ID），NoneBot 会拒绝它。',
      next: NOT_ARRIVED,
    },
    'wrong-path': {
      title: 'NapCat 到了，路径不对',
      text: 'NapCat 能连到这里，但它用的路径 NoneBot 不认识，会得到 403。',
      next: ['路径改成 /onebot/v11/ws。'],
    },
    'token-missing': {
      title: 'NapCat 到了，没有带 Token',
      text: 'NapCat 能连到这里，但没有带 Token，框架会拒绝它。',
      next: ['把框架的 Token 填进 NapCat 的这一条。'],
    },
    'token-wrong': {
      title: 'NapCat 到了，Token 不对',
      text: 'NapCat 能连到这里，带的 Token 和你写的不一样。',
      next: ['让两边的 Token 完全一样，注意大小写和空格。'],
    },
    silent: {
      title: 'NapCat 到了，什么也不发',
      text: 'NapCat 连上了，但没有发出上线通知，也没有心跳。',
      next: ['在 NapCat 里把这一条关掉，等 3 秒再打开。', '更新 NapCat。'],
    },
    'api-silent': {
      title: 'NapCat 到了，不回答',
      text: 'NapCat 发来事件，但不回答 API 调用。',
      next: ['重启 NapCat，再试一次。'],
    },
    arrived: {
      title: 'NapCat 这一侧是好的',
      text: 'NapCat 到了，发来事件，也回答 API 调用。',
      next: ['连不上真正的框架的话，问题在框架那一侧：用 knock 试它。'],
    },
  },
  relay: {
    'not-loopback': {
      title: '只能在本机监听',
      text: '中转只在 127.0.0.1 和 ::1 上监听，别的电脑连不进来。',
      next: ['只写端口就可以，例如 relay 18099 ws://127.0.0.1:8080。'],
    },
    'bad-url': BAD_URL,
    'own-port': {
      title: '转给了自己',
      text: '中转的端口和目标是同一个。',
      next: ['换一个端口，例如 18099；目标写框架的端口。'],
    },
    'port-taken': PORT_TAKEN,
    'port-forbidden': PORT_FORBIDDEN,
    'port-failed': PORT_FAILED,
    nobody: { title: 'NapCat 没有来', text: '中转期间没有人来连接。', next: NOT_ARRIVED },
    'framework-unreached': {
      title: '连不上框架',
      text: 'NapCat 到了，但框架那边连不上。NapCat 看到的是 502 或 504。',
      next: ['启动框架，看它打印的地址和端口。', '用 knock 试框架的地址。'],
    },
    'framework-refused': {
      title: '框架拒绝了握手',
      text: 'NapCat 到了，框架拒绝了它。',
      next: ['用 knock 试同一个地址：它能分清路径、Token 和适配器。', '看框架窗口里同一时刻的那一行。'],
    },
    'no-events': {
      title: '连上了，没有事件',
      text: '连接成立，但 NapCat 没有发来任何事件。',
      next: ['给机器人发一条消息再看。', '在 NapCat 里把这一条关掉，等 3 秒再打开。'],
    },
    'api-unanswered': {
      title: 'API 调用没有回答',
      text: '事件到了框架，框架调用 API，NapCat 一个也没有回答。',
      next: ['看 NapCat 的日志。', '重启 NapCat，再试一次。'],
    },
    'framework-closed': {
      title: '框架断开了连接',
      text: '连接成立之后，框架断开了它。',
      next: ['看框架窗口里同一时刻的错误。'],
    },
    flows: {
      title: '两边都通',
      text: '连接成立，事件从 NapCat 到了框架。',
      next: ['机器人还不回话的话，看命令前缀、插件和权限。', '记得把 NapCat 的地址改回去。'],
    },
  },
};
