/** Where the reporter says that things are: containers, WSL, other machines, ports that a tool showed, addresses. */
import type { LogRule } from '../../survey/facts.ts';
import { NEAR, REPORTS } from './user.ts';

export const USER_SETUP_RULES = [
  {
    id: 'user.napcat-in-container',
    product: 'user',
    pattern:
      /(?:docker|容器)[^\n。；;]{0,24}(?:napcat|nc(?![a-z]))|napcat[^\n。；;，,]{0,12}(?:docker|容器)|(?:都|全)(?:是|用|在)[^\n。；;，,]{0,8}(?:docker|容器)/i,
    meaning: { severity: 'info' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1340',
    sample: '我使用Docker部署了AstrBot与Napcat',
  },
  {
    id: 'user.napcat-in-wsl',
    product: 'user',
    pattern:
      /(?:napcat|\bnc)[^\n。；;，,]{0,6}(?:装在|跑在|放在|运行在|部署在|在)[^\n。；;，,]{0,3}wsl|wsl2? ?(?:里面的?|里的|中的|上的|里|中|上) ?(?:napcat|\bnc\b)/i,
    meaning: { severity: 'info' },
    origin: REPORTS,
    sample: 'napcat 装在 wsl 里，nonebot 在 windows 上跑的',
  },
  {
    id: 'user.framework-in-container',
    product: 'user',
    pattern: new RegExp(
      `(?:docker|容器)${NEAR}{0,12}(?:langbot|astrbot|nonebot|koishi|yunzai|云崽|真寻|zhenxun|hoshino|karin|maibot|麦麦)|(?:langbot|astrbot|nonebot|koishi|yunzai|云崽|真寻|zhenxun|hoshino|karin|maibot|麦麦)${NEAR}{0,12}(?:docker|容器)`,
      'i',
    ),
    meaning: { severity: 'info' },
    origin: 'https://github.com/langbot-app/LangBot/issues/1823',
    sample: 'docker部署langbot，宿主机上没有这个端口',
  },
  {
    id: 'user.docker-run-napcat',
    product: 'user',
    // `--network host` gives the container the loopback of its host.
    pattern: /docker run (?![^\n]{0,600}--net(?:work)?[= ]host)[^\n]{0,600}?napcat-docker/,
    meaning: { severity: 'info' },
    origin: 'https://github.com/zhenxun-org/zhenxun_bot/issues/1637',
    sample: `docker run -d -e WS_URLS='["ws://127.0.0.1:8080/onebot/v11/ws"]' mlikiowa/napcat-docker:latest`,
  },
  {
    id: 'user.napcat-elsewhere',
    product: 'user',
    pattern: new RegExp(
      [
        `(?:napcat|\\bnc)${NEAR}{0,12}(?:另一台|另外一台|别的机器|别的电脑|其他机器|其他电脑|软路由|云服务器|服务器上|虚拟机|树莓派|群晖|飞牛|\\bnas\\b|\\bvps\\b)`,
        '(?:napcat|\\bnc) [^\\n.;]{0,24}(?:another|other|different|remote) (?:machine|computer|host|server|pc)',
      ].join('|'),
      'i',
    ),
    meaning: { severity: 'info' },
    origin: REPORTS,
    sample: 'napcat 跑在另一台电脑上',
  },
  {
    id: 'user.listening',
    product: 'user',
    // netstat of Windows and of Linux, ss: protocol or state, queues, local address, foreign address, state.
    pattern:
      /(?:^|\n)[^\S\n]*(?:TCP|tcp6?|LISTEN)[^\S\n]+(?:\d+[^\S\n]+\d+[^\S\n]+)?\[?(?<address>[\da-fA-F.:*]{1,45}?)\]?:(?<port>\d{1,5})[^\S\n]+\S{1,60}(?:[^\S\n]+LISTEN(?:ING)?|(?<=(?:^|\n)[^\S\n]*LISTEN[^\n]{1,200}))/g,
    each: true,
    meaning: { severity: 'info' },
    origin: 'Windows netstat -ano, Linux netstat -tlnp and ss -tlnp',
    sample: '  TCP    127.0.0.1:8080         0.0.0.0:0              LISTENING       12345',
  },
  {
    id: 'user.host-network',
    product: 'user',
    pattern:
      /--net(?:work)?[= ]host\b|network_mode["']?\s{0,3}[:=]\s{0,3}["']?host\b|host ?(?:网络)?模式|(?:都|全)(?:是|用|在|装在)[^\n。；;，,]{0,12}(?:同一个?|一个)\s?(?:容器|docker|wsl)/i,
    meaning: { severity: 'info' },
    origin: 'Docker manual, host network driver: the container has the loopback of its host',
    sample: 'docker run -d --network host -e ACCOUNT=2000000001 mlikiowa/napcat-docker:latest',
  },
  {
    id: 'user.url',
    product: 'user',
    pattern: /(?<url>wss?:\/\/[\w.[\]:-]{1,200}(?:\/[\w./-]{0,200})?)/g,
    each: true,
    meaning: { severity: 'info' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/816: the address that somebody says is in NapCat',
    sample: '反向链接为ws://127.0.0.1:18080/onebot/v11/ws',
  },
  {
    id: 'user.invalid-url',
    product: 'user',
    pattern: /(?:反向|websocket|\bws\b)[^\n。；;]{0,24}(?:Invalid URL|无效的? ?URL)/i,
    meaning: { severity: 'problem', code: 'malformed-url' },
    origin: 'https://github.com/NapNeko/NapCat-Docker/issues/3',
    sample: '反向连接ws报错 Invalid URL',
  },
] as const satisfies readonly LogRule[];
