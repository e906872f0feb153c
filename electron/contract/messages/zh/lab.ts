/** 连接实验室的文字：敲门、接听、中转。 */
import type { LabMessages } from '../lab.ts';
import { given } from '../phrase.ts';
import { labOutcomes } from './lab-outcomes.ts';
import { q } from './phrases.ts';

export const labZh: LabMessages = {
  before: {
    knock: (url, account) => [
      `现在扮成 NapCat 去连${q(url)}。`,
      `注意：会用一个假账号 ${account} 登记一次，机器人的上线、下线插件会运行；每个 API 调用都立刻回答“失败”，随后断开。`,
      '只接受一个连接的框架（例如 MaiBot 适配器）可能会放掉 NapCat 的连接，NapCat 几秒后会自己重连。',
    ],
    listen: (address, seconds) => [
      '现在扮成 NoneBot 等 NapCat 来连。',
      '在 NapCat 的 WebUI →「网络配置」里新建一条 WebSocket 客户端，启用，地址填：',
      `  ${address}`,
      `最多等 ${seconds} 秒，按 Ctrl+C 提前结束。看完记得删掉这一条。`,
    ],
    relay: (address, url, seconds) => [
      `现在放在 NapCat 和${q(url)}中间，原样转发，只看不改。`,
      '把 NapCat 那一条的地址改成（Token 不变）：',
      `  ${address}`,
      `最多 ${seconds} 秒，按 Ctrl+C 结束。结束后记得改回原来的地址。`,
    ],
  },
  happened: {
    handshake: (path, account, token) => `来连接：路径 ${path}，账号 ${account ?? '没有'}，Token ${token}`,
    open: (tookMs) => `握手成功，${tookMs} 毫秒`,
    refused: (status) => `框架拒绝握手：HTTP ${status}`,
    unreached: (outcome) => `连不上框架：${outcome}`,
    frame: (from, what) => `${from} → ${what}`,
    closed: (by, code, reason) => `${by} 断开：${code}${given(reason, (shown) => ` ${q(shown)}`)}`,
    stranger: {
      'http-get': '有人用普通网页请求来访（例如浏览器），不是 WebSocket',
      'http-post': '收到 HTTP 上报：NapCat 里配的是「HTTP 客户端」，不是「WebSocket 客户端」',
      tls: '对方要加密连接：地址写成了 wss://',
      'not-http': '收到的不是 HTTP',
      'too-many': '连接太多，拒绝了一个',
    },
  },
  peers: { napcat: 'NapCat', framework: '框架', us: '本程序' },
  frames: {
    lifecycle: ({ name }) => `上线通知（lifecycle${given(name ?? undefined, (shown) => ` ${shown}`)}）`,
    heartbeat: ({ interval, online }) =>
      `心跳${given(interval, (ms) => `，间隔 ${ms} 毫秒`)}${online === undefined ? '' : online ? '，账号在线' : '，账号不在线'}`,
    meta: ({ name }) => `元事件 ${name ?? ''}`.trim(),
    message: ({ name, bytes }) => `消息 ${name ?? ''}（内容不显示，${bytes} 字节）`,
    notice: ({ name }) => `通知 ${name ?? ''}`.trim(),
    request: ({ name }) => `请求 ${name ?? ''}`.trim(),
    event: ({ name }) => `事件 ${name ?? ''}`.trim(),
    call: ({ name }) => `调用 API ${name ?? ''}`.trim(),
    answer: ({ ok, retcode, tookMs }) =>
      `API 回答：${ok === true ? '成功' : '失败'}${ok === true ? '' : given(retcode, (code) => `（${code}）`)}${given(tookMs, (ms) => `，${ms} 毫秒`)}`,
    json: ({ bytes }) => `别的 JSON，${bytes} 字节`,
    text: ({ bytes }) => `不是 JSON 的文字，${bytes} 字节`,
    binary: ({ bytes }) => `二进制，${bytes} 字节`,
    large: ({ bytes }) => `很大的一帧，${bytes} 字节，没有看内容`,
  },
  tokens: { none: '没有发送', empty: '是空的', sent: '有', other: '格式不对（不是 Bearer）' },
  tokenMatches: (matches) => (matches ? '，和期望的一样' : '，和期望的不一样'),
  tokenFrom: {
    given: 'Token：用你给的',
    'from-entry': 'Token：用 NapCat 里这个地址的那一个',
    none: 'Token：没有（NapCat 里没有找到这个地址）',
  },
  labels: {
    result: '结果',
    next: '下一步',
    calls: '框架调用过',
    links: '连接',
    owner: (name, pid) => `占用它的是${q(name)}（PID ${pid}）。`,
    link: (number, napcat, framework) => `第 ${number} 个：NapCat 发出 ${napcat} 帧，框架发出 ${framework} 帧`,
    dropped: (count) => `另有 ${count} 件事没有列出`,
  },
  ...labOutcomes,
};
