/**
 * What people write about their own machine. Their words prove nothing about a cause, and they tell what no machine
 * shows: that something is missing although everything looks right. A rule matches the telling turn of phrase only.
 */
import type { LogRule } from '../../survey/facts.ts';

/** Nothing that ends a clause, so that one clause's "no" does not reach into the next. */
export const NEAR = '[^\\n。；;！？!?，,]';

const MESSAGES = '(?:消息|信息|事件|上报|通知|群聊|私聊|event|message|msg)';
const NOT_RECEIVE =
  '(?:收不到|没有?收到|收取不到|接收不到|接不到|监听不到|没法收到|没法接收|无法(?:正常)?(?:收到|接收|上报|汇报|推送)|不(?:再)?(?:上报|推送|接收|汇报)|没有(?:上报|推送|汇报)|不能(?:正常)?(?:收到|接收|上报))';

/** Whole words, so that they are known as words where a text is masked. */
const NO_ANSWER = ['不', '没', '没有', '都没', '就没', '无', '无任何', '没任何', '没有任何', '毫无']
  .flatMap((no) =>
    ['回复', '回应', '回话', '回消息', '回我', '理人', '理我', '说话', '反应', '响应'].map(
      (answer) => `${no}${answer}`,
    ),
  )
  .join('|');

export const REPORTS = 'reports of NapCat and framework users';

/** What somebody who says that it is solved complains of no longer. */
const COMPLAINTS = [
  ...['user.no-events', 'user.only-meta', 'user.events-stopped', 'user.no-reply-to-actions', 'user.wakes-on-click'],
  'user.no-answer',
  'user.kicked',
] as const;

export const USER_RULES = [
  {
    id: 'user.no-events',
    product: 'user',
    pattern: new RegExp(
      [
        `${NOT_RECEIVE}${NEAR}{0,24}${MESSAGES}`,
        `${MESSAGES}${NEAR}{0,24}(?:${NOT_RECEIVE}|没有?推送|没有?过来|也没有推送|全都?没有|都没有|没了)`,
        `没有任何(?:新的)?${MESSAGES}`,
        `(?:no|not|never|don't|doesn't|didn't|can't|cannot|unable to|stop(?:s|ped)?) [^\\n.;]{0,20}(?:receiv\\w*|get|deliver\\w*|report\\w*)[^\\n.;]{0,24}(?:messages?|events?)`,
        `(?:messages?|events?) [^\\n.;]{0,20}(?:not|never) [^\\n.;]{0,12}(?:receiv|arriv|deliver|push|report)`,
      ].join('|'),
      'i',
    ),
    // That the bot's own messages are not reported is a setting, and normal.
    unless: /自身消息|自己(?:发)?的消息|self[- ]?message/i,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/2861',
    sample: '适配器能连上，但是群里怎么发都收不到消息，没有报错',
  },
  {
    id: 'user.only-meta',
    product: 'user',
    pattern: new RegExp(
      [
        `只有?(?:能)?${NEAR}{0,20}(?:连接消息|lifecycle|生命周期|心跳|meta_?event|heartbeat)`,
        `除了?${NEAR}{0,24}(?:心跳|meta_?event|heartbeat|lifecycle)${NEAR}{0,10}(?:以外|之外|外)`,
        `仅${NEAR}{0,12}(?:心跳|meta_?event|heartbeat)`,
        `only [^\\n.;]{0,32}(?:heartbeats?|meta_?events?|lifecycle)`,
      ].join('|'),
      'i',
    ),
    meaning: { severity: 'warn' },
    origin: 'https://github.com/LLOneBot/LuckyLilliaBot/issues/349',
    sample: '连上以后只有连接消息和心跳包能被汇报过来',
  },
  {
    id: 'user.events-stopped',
    product: 'user',
    pattern: new RegExp(
      [
        `(?:一段时间|小时|分钟|半天|一天|几天|一会儿?|过夜|隔天|\\d{1,2}:\\d{2}|之后|以后|后来)${NEAR}{0,24}(?:${NOT_RECEIVE}|不再(?:接收|收到))`,
        `不再(?:接收|收到)${NEAR}{0,8}${MESSAGES}`,
        `(?:停止|突然不)(?:接收|收到|收)${NEAR}{0,8}${MESSAGES}`,
        `stop(?:s|ped) receiving`,
      ].join('|'),
      'i',
    ),
    meaning: { severity: 'warn' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1201',
    sample: '到 09:36 后收到最后一条消息，之后的消息都没法收到',
  },
  {
    id: 'user.no-answer',
    product: 'user',
    pattern: new RegExp(
      `${NO_ANSWER}|不回(?=[，,。.！!？?；;…\\s]|了|$)|(?:no|not|never|doesn't|didn't|won't) [^\\n.;]{0,12}(?:reply|replies|respond|answer)`,
      'i',
    ),
    meaning: { severity: 'info' },
    origin: REPORTS,
    sample: '消息都收到了，就是不回复',
  },
  {
    id: 'user.kicked',
    product: 'user',
    pattern:
      /\[?下线通知\]?[^\n]{0,20}(?:登录已失效|另一|其他)|(?:被踢|被挤|系统踢|腾讯踢|强制踢|强制)下线|(?:掉线|下线|离线)[^\n。；;]{0,24}重新登录|qq ?(?:已经?)?(?:掉线了|离线了)/i,
    meaning: { severity: 'problem', code: 'qq-kicked-offline' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/2027',
    sample: '等一段时间就[下线通知] 你的账号当前登录已失效，请重新登录',
  },
  {
    id: 'user.launcher-closes',
    product: 'user',
    pattern:
      /(?:launcher|\bbat\b|启动器|启动脚本)[^\n。；;！!]{0,20}(?:闪退|一闪而过|秒退|closes? (?:at once|immediately))/i,
    unless: /nonebot|bot\.bat|python|框架/i,
    meaning: { severity: 'problem', code: 'napcat-launcher-broken' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/505, https://github.com/NapNeko/NapCatQQ/issues/1687',
    sample: '双击bat文件启动后闪退',
  },
  {
    id: 'user.liteloader-gone',
    product: 'user',
    pattern:
      /lite ?loader[^\n。；;！!]{0,24}(?:没有?(?:成功)?加载|不生效|不加载|加载不了|无法(?:加载|使用)|用不了|失效|没了|没有用)|更新[^\n。；;]{0,12}(?:无法使用|用不了|没了|失效)[^\n。；;]{0,4}lite ?loader/i,
    meaning: { severity: 'problem', code: 'liteloader-broken' },
    origin:
      'https://github.com/LiteLoaderQQNT/LiteLoaderQQNT/issues/249, https://github.com/LiteLoaderQQNT/LiteLoaderQQNT/issues/1067',
    sample: 'QQNT 更新后已无法使用 LiteLoader',
  },
  {
    id: 'user.loads-plugins-forever',
    product: 'user',
    pattern: /(?:卡在|卡住|停在)[^\n。；;]{0,8}(?:加载插件|载入插件)/,
    meaning: { severity: 'problem', code: 'framework-not-ready' },
    origin: 'https://github.com/TimeRainStarSky/Yunzai/issues/91: it takes nobody before its plugins are loaded',
    sample: '启动时卡在加载插件的阶段，没有打印连接地址',
  },
  {
    id: 'user.python-module-missing',
    product: 'user',
    // The end of a traceback, without the line that tells whether NoneBot went on without this plugin.
    pattern: /^\s*(?:ModuleNotFoundError|ImportError): No module named '?(?<module>[\w.]{1,120})'?/m,
    unless: /Failed to import "/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'https://github.com/nonebot/nonebot2/issues: screenshots of the last lines of a window that closed',
    sample: "ModuleNotFoundError: No module named 'pandas'",
  },
  {
    id: 'user.python-token-numeric',
    product: 'user',
    pattern: /^onebot_(?:v11_)?access_token\n {1,4}(?:Input should be a valid string|str type expected)/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'NoneBot dossier §2.2: NoneBot 2.2.0–2.4.3 with pydantic 2',
    sample:
      'onebot_access_token\n  Input should be a valid string [type=string_type, input_value=123456, input_type=int]',
  },
  {
    id: 'user.browser-404',
    product: 'user',
    pattern: /(?:浏览器|网页|edge|chrome|browser)[^\n。；;]{0,80}(?:404|Not Found)/i,
    meaning: { severity: 'info', code: 'misread-symptom' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/816: any HTTP server says so to a path of WebSockets',
    sample: '自己尝试用浏览器检查端口正常（404）',
  },
  {
    id: 'user.browser-405',
    product: 'user',
    pattern: /(?:浏览器|网页|edge|chrome|browser)[^\n。；;]{0,80}(?:405|Method Not Allowed)/i,
    meaning: { severity: 'info', code: 'misread-symptom' },
    origin: 'NoneBot dossier §0 fact 2: the route that NapCat posts to is there',
    sample: '浏览器打开显示 405 Method Not Allowed',
  },
  {
    id: 'user.connected',
    product: 'user',
    pattern: new RegExp(
      `(?:已经?|能|可以|成功|正常)${NEAR}{0,6}(?:连接?上|连接|建立)(?!不)|(?:连接?上(?:了|以后|之后|后)|连接(?:正常|成功|后|没问题))|\\bconnected\\b`,
      'i',
    ),
    unless:
      /(?:连不上|连接不上|(?:没|未|不能|无法|不)[^\n，,。]{0,4}(?:连接|连上|成功|建立)|not connected|disconnected|(?:can't|cannot|unable to) connect)/i,
    meaning: { severity: 'info' },
    origin: REPORTS,
    sample: '连接正常，就是不说话',
  },
  {
    id: 'user.napcat-receives',
    product: 'user',
    pattern:
      /(?:napcat|\bnc)[^\n。；;，,]{0,20}(?:能|可以|正常)[^\n。；;，,]{0,6}(?:收到|接收|看到)|(?:消息接收|接收消息|收消息)(?:都)?正常/i,
    meaning: { severity: 'info' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/816',
    sample: 'NC消息接收正常但无法被Nonebot获取',
  },
  {
    id: 'user.napcat-silent',
    product: 'user',
    pattern:
      /(?:napcat|\bnc)[^\n。；;，,]{0,16}(?:也|都)?(?:没有?任何|没有?|收不到|看不到)[^\n。；;，,]{0,6}(?:消息|接收|输出|反应)/i,
    meaning: { severity: 'info' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/2861',
    sample: 'napcat 窗口里也没有任何消息',
  },
  {
    id: 'user.can-send',
    product: 'user',
    pattern:
      /(?:可以|能|能够)(?:正常)?(?:主动)?发(?:送)?(?:消息|出去)|可以正常发送|(?:API|接口|主动发送)[^\n。；;，,]{0,12}(?:正常|无异常|没问题)/i,
    meaning: { severity: 'info' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1293',
    sample: 'API调用操作无异常',
  },
  {
    id: 'user.no-reply-to-actions',
    product: 'user',
    pattern:
      /(?:get_status|get_login_info|send_\w{1,30}|action|API)[^\n。；;]{0,24}(?:没有(?:任何)?(?:返回|回应|响应)|不会有消息返回|无响应|no (?:reply|response))/i,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1766',
    sample: '发送{"action":"get_status"}也不会有消息返回',
  },
  {
    id: 'user.wakes-on-click',
    product: 'user',
    pattern:
      /(?:点一下|点下|点击|按一下|按下|敲一下|敲下|点|按|敲)[^\n。；;，,]{0,16}(?:窗口|控制台|黑框|黑窗|cmd|终端|回车|enter)[^\n。；;，,]{0,4}(?:才行|才能|才会|才可以|才好|才继续|才恢复|才有反应|就行|就能|就会|就可以|就好|就继续|就恢复|就有反应)/i,
    meaning: { severity: 'problem', code: 'console-paused' },
    origin: 'https://github.com/zhenxun-org/zhenxun_bot/issues/383',
    sample: '开一会就不会自动回消息了，一定要点一下窗口才行',
  },
  {
    // Last, so that it heals what the same line tells of before.
    id: 'user.solved',
    product: 'user',
    pattern: /(?:已经?解决|解决了|现在(?:一切|都|已经)?(?:正常|好了|可以了)|恢复正常|\bsolved\b|works now|fixed it)/i,
    unless: /(?:又|还是|仍然|依旧|没有解决|未解决|没解决|暂时)/,
    meaning: { severity: 'info', heals: COMPLAINTS },
    origin: REPORTS,
    sample: '昨天收不到消息，重启之后已经解决了',
  },
] as const satisfies readonly LogRule[];
