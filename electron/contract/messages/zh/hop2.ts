/** 第二站：NapCat 的客户端条目。 */
import type { Pages } from '../phrase.ts';
import { CHECK_AGAIN, OPEN_NETWORK, RECONNECT, RESTART_NAPCAT } from './phrases.ts';
import { hop2Sentences as say } from './sentences/hop2.ts';

const NEW_CLIENT =
  '点“新建”，选“WebSocket 客户端”，打开“启用”，填写“名称”和 URL，例如 ws://127.0.0.1:8080/onebot/v11/ws。';
const NEW_TOKEN = '新建时 Token 里会自动填一串随机字符；机器人框架设置了 Token 时，改成相同的内容，然后点“保存”。';

export const hop2: Pages<2> = {
  'config-invalid': {
    title: 'NapCat 的配置文件读不了',
    sentence: say['config-invalid'],
    what: 'onebot11_QQ号.json 有错，NapCat 的 OneBot 部分整个没有启动。QQ 仍然在线，消息照样显示，WebUI 也能打开，所以看不出问题；这时在 WebUI 里保存也不起作用。',
    proof: '文件在某一行某一列解析失败，或者 NapCat 日志里写着配置文件格式错误。',
    steps: [
      '先备份这个文件。',
      '用记事本打开，按提示的行和列改正：常见的是少了逗号、用了中文引号、文件只有一半。',
      '“另存为”时编码选 UTF-8。',
      '改不好时，把文件移到别处，让 NapCat 重新生成，再在 WebUI 里重建条目。',
      RESTART_NAPCAT,
    ],
    avoid: ['修好以前，不要相信 WebUI 里的“保存成功”：OneBot 没有启动时，它什么也没有保存。'],
    mistakenFor: ['条目没有启用。', '独立版连接有缺陷。'],
  },
  'obsolete-config-format': {
    title: '配置是 NapCat 不读的旧格式',
    sentence: say['obsolete-config-format'],
    what: 'NapCat 4.1 换了配置格式，4.4 起不再转换旧格式。文件里写着 reverseWs，NapCat 照常加载，却没有任何客户端，也不报错。网上文章里的 "reverseWs":{"connections":[…]} 从来没有存在过。',
    proof: '文件里的键，加上 NapCat 的版本。',
    steps: [
      OPEN_NETWORK,
      NEW_CLIENT,
      NEW_TOKEN,
      '配置由 NapCatQQ-Desktop 写出时，把它更新到 1.5.0 或更高版本，以后在它里面修改。',
      CHECK_AGAIN,
    ],
    avoid: [
      '不要照旧教程继续往文件里加 reverseWs。',
      '从桌面版换成插件版不是必须的：支持它的证据是有人换了以后能连，反对它的证据是两者的连接代码相同，真正起作用的是在 WebUI 里按新格式重新填写。两条路都可以走。',
    ],
    mistakenFor: ['独立版的连接兼容性问题。', '端口或防火墙的问题。', 'Token 不一致。'],
  },
  'wrong-account-config': {
    title: '改的不是这个账号的文件',
    sentence: say['wrong-account-config'],
    what: '每个 QQ 号有自己的 onebot11_QQ号.json。onebot11.json 只是模板，只在账号第一次登录时被复制一次，之后改它没有作用。',
    proof: '两个文件的内容，加上正在登录的账号。',
    steps: [
      '看 NapCat WebUI 页面上的 QQ 号，确认正在用哪个账号。',
      '进入“网络配置”，为这个账号新建“WebSocket 客户端”。',
      NEW_TOKEN,
      CHECK_AGAIN,
    ],
    avoid: ['不要手工改 onebot11.json，希望它对已登录过的账号起作用。'],
    mistakenFor: ['修改没有保存。', '条目没有启用。'],
  },
  'wrong-direction': {
    title: '连接方向不对',
    sentence: say['wrong-direction'],
    what: '反向 WebSocket 是 NapCat 作客户端，主动连接机器人框架。两边都当服务器，谁也不会先开口；两边都当客户端，谁也不在听。',
    proof: '两边的配置。',
    steps: [
      '确认机器人框架是等待连接的一方：NoneBot 没有设置 ONEBOT_WS_URLS 就是。',
      OPEN_NETWORK,
      NEW_CLIENT,
      NEW_TOKEN,
      '不再需要的“WebSocket 服务器”可以停用或删除。',
    ],
    avoid: ['不要同时保留正向和反向两种连接，同一个账号只能连一次。'],
    mistakenFor: ['端口没有监听。', 'Token 不一致。'],
  },
  'no-client-entry': {
    title: '没有 WebSocket 客户端条目',
    sentence: say['no-client-entry'],
    what: 'NapCat 的配置里一个客户端也没有，所以它不会连接任何地方。第一次登录生成的文件就是这样。',
    proof: '正在使用的账号的配置文件。',
    steps: [OPEN_NETWORK, NEW_CLIENT, NEW_TOKEN, CHECK_AGAIN],
    avoid: ['不要把地址写进 napcat_protocol 开头的文件，它对 OneBot 不起作用。'],
    mistakenFor: ['机器人框架没有监听。', '配置没有生效。'],
  },
  'entry-disabled': {
    title: '客户端条目没有启用',
    sentence: say['entry-disabled'],
    what: '条目写好了，但“启用”是关的。新建的条目默认就是关的。日志里会写“未启动”。',
    proof: '配置文件里的 enable 是 false。',
    steps: [OPEN_NETWORK, '找到这个条目，打开卡片上的开关；或者点“编辑”，打开“启用”，点“保存”。', CHECK_AGAIN],
    avoid: ['不要再新建一个同样的条目，直接启用它。'],
    mistakenFor: ['地址或端口错误。', '网络不通。'],
  },
  'duplicate-entry-name': {
    title: '两个条目的名称相同',
    sentence: say['duplicate-entry-name'],
    what: 'NapCat 按名称管理条目，同名的只有最后一个会运行，不同类型之间也一样。没有写名称的条目都叫 websocket-client，也算同名。',
    proof: '配置文件里有两个同名而且启用的条目。',
    steps: [
      OPEN_NETWORK,
      '“编辑”里不能改名称：记下被挤掉的条目的 URL 和 Token，点“删除”。',
      '点“新建”，用一个没有用过的名称重新添加它，打开“启用”，点“保存”。',
      '检查每个条目的名称都不同。',
    ],
    avoid: ['不要以为名称只是备注。'],
    mistakenFor: ['地址错误。', '第二个机器人框架没有监听。'],
  },
  'malformed-url': {
    title: '条目的 URL 不能用',
    sentence: say['malformed-url'],
    what: 'URL 必须是 ws:// 加主机、端口和路径。写错时，NapCat 只在启动时报一次错，以后不再重试，所以看起来像没有反应。',
    proof: '配置文件里的 URL。',
    steps: [
      OPEN_NETWORK,
      '点条目的“编辑”，把 URL 整个删掉，切换到英文输入法重新输入，例如 ws://127.0.0.1:8080/onebot/v11/ws。',
      '检查：开头是 ws://，冒号和斜杠是半角，中间没有空格和引号，端口在 1 到 65535 之间。',
      '点“保存”。',
      RECONNECT,
    ],
    avoid: ['不要从聊天窗口直接复制地址：常常带着全角字符或看不见的空格。', '不要把 Token 写进 URL：NoneBot 不读它。'],
    mistakenFor: ['NapCat 没有读到配置。', '端口没有监听。'],
  },
  'self-connection': {
    title: 'NapCat 在连接它自己',
    sentence: say['self-connection'],
    what: 'URL 里的端口属于 NapCat 自己：WebUI（6099 起）或者它自己的服务器条目（默认 3000、3001）。NapCat 连上了自己，机器人框架什么也收不到。',
    proof: '监听这个端口的进程就是 NapCat。',
    steps: [
      '看机器人框架日志里的监听端口，NoneBot 会写 Uvicorn running on http://127.0.0.1:端口。',
      OPEN_NETWORK,
      '点条目的“编辑”，把 URL 里的端口改成这个端口，点“保存”。',
      CHECK_AGAIN,
    ],
    avoid: ['不要把 WebUI 的端口 6099 填进客户端条目。'],
    mistakenFor: ['路径错误（404）。', 'Token 不一致。'],
  },
  'config-not-applied': {
    title: '运行中的 NapCat 没有用这份配置',
    sentence: say['config-not-applied'],
    what: '文件里的条目是对的，但正在运行的 NapCat 用的是别的内容：另一个文件夹、启动以后才改的文件，或者管理程序没有写出来。',
    proof: '文件时间、NapCat 的启动时间、它的工作文件夹，以及机器人框架在等而 NapCat 从来没有尝试连接。',
    steps: [
      OPEN_NETWORK,
      '核对条目是否在列表里、是否启用。这里看到的才是正在使用的配置。',
      '没有就在这里新建；有就点“编辑”，再点“保存”。',
      '由 NapCatQQ-Desktop 管理时，在它里面改，然后重启这个机器人；直接改文件会被它覆盖。',
      '还是没有连接时，完全退出 NapCat 再启动。',
    ],
    avoid: [
      '不要反复改同一个文件却不重启。',
      '从桌面版换成插件版不是必须的：那样常常能连上，是因为新的配置填对了；先在 WebUI 里核对更省事。',
    ],
    mistakenFor: ['独立版的连接兼容性问题。', '防火墙拦截。', 'Token 不一致。'],
  },
};
