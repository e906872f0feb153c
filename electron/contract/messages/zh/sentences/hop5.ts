/** 第五站的结论句：机器人上线。 */
import { byVariant, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { entry, framework, said, url } from '../phrases.ts';

export const hop5Sentences: Sentences<5> = {
  'console-paused': byVariant<'console-paused'>(
    (p) =>
      `${framework(p)}的控制台窗口${given(p.title, (t) => `「${t}」`)}被鼠标选中而暂停了，整个程序停住，请点那个窗口并按 Esc。`,
    {},
  ),
  'framework-defect': byVariant<'framework-defect'>(
    (p) =>
      `${packageOf(p)}有一个已知缺陷，与你看到的现象一致${given(p.detail, (d) => `（「${d}」）`)}，请更新到${fixed(p)}。`,
    {
      lifespan: (p) =>
        `${packageOf(p)}与 NoneBot 不匹配，连接刚打开就被关闭（Lifespan not started），请把 FastAPI 更新到 0.93 或更高版本。`,
      'api-lost': (p) =>
        `连接是好的，但${packageOf(p)}不知道该往哪里发送动作${said(p)}，请更新它，在调用里带上 self_id，并确认同一个账号只有一个连接。`,
      plugin: (p) =>
        `${framework(p)}的插件${given(p.product, (name) => `「${name}」`)}在每次断开的同一刻报错${said(p)}，连接因此反复断开，请更新或停用这个插件，再重启框架。`,
      other: (p) =>
        `${packageOf(p)}有一个已知缺陷，与你看到的现象一致${given(p.detail, (d) => `（「${d}」）`)}，请更新到${fixed(p)}。`,
    },
  ),
  'message-format': byVariant<'message-format'>(
    (p) =>
      `${entry(p)}${given(p.detail, (d) => `的“消息格式”是「${d}」，`, '发来的消息，')}${framework(p)}读不懂，请在“网络配置”里把“消息格式”改成 Array。`,
    {},
  ),
  'heartbeat-timeout': byVariant<'heartbeat-timeout'>(
    (p) => `${entry(p)}的心跳与${framework(p)}的超时不匹配，连接会定时断开，请把“心跳间隔”改成 30000。`,
    {
      off: (p) => `${entry(p)}的心跳是关闭的，${framework(p)}等不到心跳就断开，请把“心跳间隔”改成 30000（毫秒）。`,
      'too-long': (p) =>
        `${entry(p)}的心跳间隔${given(p.seconds, (s) => `是 ${s} 秒，`)}太长，${framework(p)}等不到就断开，请改成 30000（毫秒）。`,
    },
  ),
  'events-missing': byVariant<'events-missing'>(
    (p) => `${url(p)}已经连上，但消息没有到达${framework(p)}，请发一条消息，同时看两边的日志。`,
    {
      'no-receive': (p) =>
        `${url(p)}已经连上，但 NapCat 自己没有收到 QQ 消息，请看“猫猫日志”里有没有“接收”字样，没有就重新登录。`,
      'receive-but-silent': (p) =>
        `NapCat 收到了 QQ 消息，${url(p)}也连着，但消息没有到达${framework(p)}${said(p)}，请重启 NapCat；日志说消息早于启动时间时，请校准电脑时间。`,
      stopped: (p) => `${url(p)}连着，但 NapCat 运行一段时间后不再收到消息${said(p)}，请更新 NapCat 并重启它。`,
      flapping: (p) =>
        `${url(p)}连上后反复断开${given(p.count, (n) => `（观察期间 ${n} 次）`)}，断开期间的消息都会丢失，请看${framework(p)}的日志里断开前的那一条。`,
    },
  ),
  'bot-ignores-messages': byVariant<'bot-ignores-messages'>(
    (p) =>
      `连接正常，消息也到达了${framework(p)}，只是它没有回应，请检查命令前缀、是否需要 @ 机器人、插件是否加载和权限设置。`,
    {},
  ),
};

function packageOf({ product, version }: { readonly product?: string; readonly version?: string }): string {
  return `${given(product, (name) => `「${name}」`, '这个框架版本')}${given(version, (v) => ` ${v} `)}`;
}

function fixed({ fixedIn }: { readonly fixedIn?: string }): string {
  return given(fixedIn, (v) => ` ${v} 或更高版本`, '最新版');
}
