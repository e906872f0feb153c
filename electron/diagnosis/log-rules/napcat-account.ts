/**
 * What NapCat writes about itself, the login and QQ: starts, QR code, kicks, the build of QQ, worker processes and the
 * messages that prove reception. Wording: NapCat dossier §1.2, §3.1 and §5.
 */
import type { LogRule } from '../../survey/facts.ts';

const BOOT = 'NapCat dossier §3.1, boot';
const QQ_BUILD = 'NapCat dossier §5, packages/napcat-core/helper/qq-basic-info.ts';
const WORKER = 'NapCat dossier §1.2, packages/napcat-shell/napcat.ts (since 4.10.32)';

/** What a login, or a message that came in, makes history. */
const LOGIN_TROUBLE = [
  ...['napcat.qr-wait', 'napcat.quick-login-failed', 'napcat.login-error', 'napcat.login-version-too-old'],
  ...[
    'napcat.already-logged-in',
    'napcat.kicked-offline',
    'napcat.went-offline',
    'wire.account-offline',
    'wire.bot-offline',
  ],
] as const;

export const NAPCAT_ACCOUNT_RULES = [
  {
    id: 'napcat.message-received',
    product: 'napcat',
    pattern: /接收 <- (?<kind>群聊|私聊|临时会话|频道)?/,
    chat: true,
    meaning: { severity: 'info', heals: LOGIN_TROUBLE },
    origin: 'NapCatQQ packages/napcat-core/index.ts L236-250: written whether OneBot works or not',
    sample: '08-20 20:15:44 [info] 测试猫 | 接收 <- 群聊 [测试群(700000001)] [小明(300000001)] 在吗',
  },
  {
    id: 'napcat.message-sent',
    product: 'napcat',
    pattern: /发送 -> (?<kind>群聊|私聊|临时会话|频道)?/,
    chat: true,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3.1',
    sample: '08-20 20:15:45 [info] 测试猫 | 发送 -> 群聊 [测试群(700000001)] 在的',
  },
  {
    id: 'napcat.loading',
    product: 'napcat',
    pattern: /NapCat (?<form>Shell|Framework) App Loading/,
    startsBoot: true,
    meaning: { severity: 'lifecycle' },
    origin: BOOT,
    sample: 'NapCat Shell App Loading...',
  },
  {
    id: 'napcat.core-version',
    product: 'napcat',
    pattern: /\[Core\] NapCat\.Core Version: ?(?<version>[\w.-]{1,40})/,
    startsBoot: true,
    meaning: { severity: 'lifecycle' },
    origin: `${BOOT}: Shell only`,
    sample: '08-20 20:15:35 [info] [NapCat] [Core] NapCat.Core Version: 4.18.19',
  },
  {
    id: 'napcat.framework-form',
    product: 'napcat',
    pattern: /\[NapCat\] (?:\[Framework\] 登录服务已连接|Napi2NativeLoader: Framework模式)/,
    meaning: { severity: 'info' },
    origin: `${BOOT}: plugin form only`,
    sample: '08-20 20:15:36 [info] [NapCat] [Framework] 登录服务已连接',
  },
  {
    id: 'napcat.webui-url',
    product: 'napcat',
    pattern: /WebUi (?:User|Local) Panel Url: (?<url>\S{1,200})/,
    meaning: { severity: 'info' },
    origin: `${BOOT}; Local up to 4.8.105`,
    sample:
      '08-20 20:15:36 [info] [NapCat] [WebUi] WebUi User Panel Url: http://127.0.0.1:6099/webui?token=a1b2c3d4e5f6',
  },
  {
    id: 'napcat.webui-not-bound',
    product: 'napcat',
    pattern: /host或port不可用/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/NapNeko/NapCat-Docker/issues/124',
    sample: '[error] [NapCat] [WebUi] host或port不可用',
  },
  {
    id: 'napcat.waiting-for-network',
    product: 'napcat',
    pattern: /等待网络连接/,
    meaning: { severity: 'info' },
    origin: BOOT,
    sample: '08-20 20:15:36 [info] 等待网络连接...',
  },
  {
    id: 'napcat.quick-login',
    product: 'napcat',
    pattern: /正在快速登录\s{1,4}(?<account>\d{5,12})/,
    meaning: { severity: 'info' },
    origin: BOOT,
    sample: '08-20 20:15:38 [info] 正在快速登录  2000000001',
  },
  {
    id: 'napcat.no-quick-login',
    product: 'napcat',
    pattern: /没有 -q 指令指定快速登录/,
    meaning: { severity: 'info' },
    origin: BOOT,
    sample: '08-20 20:15:38 [info] 没有 -q 指令指定快速登录，将使用二维码登录方式',
  },
  {
    id: 'napcat.qr-wait',
    product: 'napcat',
    pattern: /请扫描(?:下面|上面)的二维码/,
    meaning: { severity: 'problem', code: 'qq-not-logged-in' },
    origin: BOOT,
    sample: '08-20 20:15:39 [warn] 请扫描下面的二维码，然后在手Q上授权登录：',
  },
  {
    id: 'napcat.qr-saved',
    product: 'napcat',
    pattern: /二维码已保存到 (?<path>[^\n]{1,300})/,
    meaning: { severity: 'info' },
    origin: BOOT,
    sample: '08-20 20:15:39 [warn] 二维码已保存到 D:\\NapCat.Shell\\cache\\qrcode.png',
  },
  {
    id: 'napcat.quick-login-failed',
    product: 'napcat',
    pattern:
      /\[Core\] \[Login\] Login Error ?, ?(?:ErrType: *(?<type>\d{1,6}) *)?ErrCode: *(?<code>\d{1,6})|快速登录(?:错误|失败|QQ失败) ?[：:] ?(?<reason>[^\n]{1,80})/,
    unless: /版本过低/,
    meaning: { severity: 'problem', code: 'qq-not-logged-in' },
    origin: BOOT,
    sample: '08-20 20:15:38 [error] [Core] [Login] Login Error,ErrType:  1  ErrCode: 3',
  },
  {
    id: 'napcat.login-version-too-old',
    product: 'napcat',
    pattern:
      /\[Core\] \[Login\] Login Error[^\n]{0,300}?"serverErrorCode":45(?!\d)|(?:登录|Login)[^\n]{0,60}QQ ?版本过低/,
    meaning: { severity: 'problem', code: 'qq-version-unsupported' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1825',
    sample:
      '[error] [Core] [Login] Login Error , ErrInfo:  [1,{"account":"","serverErrorCode":45,"message":"你当前使用的QQ版本过低"}]',
  },
  {
    id: 'napcat.login-error',
    product: 'napcat',
    pattern: /\[Core\] \[Login\] Login Error[^\n]{0,300}?"serverErrorCode":(?!45(?!\d))(?<code>\d{1,6})/,
    meaning: { severity: 'problem', code: 'qq-not-logged-in' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1825, other codes',
    sample:
      '[error] [Core] [Login] Login Error , ErrInfo:  [1,{"account":"","serverErrorCode":237,"message":"登录失败"}]',
  },
  {
    id: 'napcat.already-logged-in',
    product: 'napcat',
    pattern: /当前账号\((?<account>\d{5,12})\)已登录, ?无法重复登录/,
    meaning: { severity: 'problem', code: 'qq-not-logged-in' },
    origin: BOOT,
    sample: '08-20 20:15:39 [error] 当前账号(2000000001)已登录,无法重复登录',
  },
  {
    id: 'napcat.several-forbidden',
    product: 'napcat',
    pattern: /NapCat 服务已为另一个QQ .{1,20}运行/,
    meaning: { severity: 'problem', code: 'multiple-instances' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1010',
    sample: 'NapCat 服务已为另一个QQ 3035****** 运行 (PID: 1313518) 请先停止当前运行的服务。禁止多开。',
  },
  {
    id: 'napcat.login-succeeded',
    product: 'napcat',
    pattern: /\[NapCat\] 已通知主进程登录成功|\| 登录成功!/,
    meaning: { severity: 'success', heals: LOGIN_TROUBLE },
    origin: 'NapCat dossier §1.2 (Node build); NapCat 1',
    sample: '08-20 20:15:39 [info] [NapCat] 已通知主进程登录成功',
  },
  {
    id: 'napcat.kicked-offline',
    product: 'napcat',
    pattern: /\[KickedOffLine\] \[(?<title>[^\]\n]{0,60})\]/,
    meaning: { severity: 'problem', code: 'qq-kicked-offline' },
    origin: 'https://github.com/HkTeamX/node-napcat-ts/issues/41',
    sample: '08-20 20:25:55 [error] 测试猫 | [KickedOffLine] [下线通知] 你的账号当前登录已失效，请重新登录。',
  },
  {
    id: 'napcat.went-offline',
    product: 'napcat',
    pattern: /账号状态变更为离线/,
    meaning: { severity: 'problem', code: 'qq-kicked-offline' },
    origin: BOOT,
    sample: '08-20 20:25:55 [info] 测试猫 | 账号状态变更为离线',
  },
  {
    id: 'napcat.account-online',
    product: 'napcat',
    pattern: /账号状态变更为在线/,
    meaning: { severity: 'success', heals: LOGIN_TROUBLE },
    origin: BOOT,
    sample: '08-20 20:26:30 [info] 测试猫 | 账号状态变更为在线',
  },
  {
    id: 'napcat.packet-backend-unsupported',
    product: 'napcat',
    pattern: /\[Packet\] PacketBackend 不支持当前QQ版本架构：(?<qq>[\w.-]{1,40}?)(?:-x64)?(?:，|,|$)/m,
    meaning: { severity: 'info', code: 'misread-symptom' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1697: never stops OneBot',
    sample:
      '08-20 20:15:40 [error] [Core] [Packet] PacketBackend 不支持当前QQ版本架构：9.9.33-56001-x64，\n 请参照 releases 配置正确的QQ版本！',
  },
  {
    id: 'napcat.qq-compatibility',
    product: 'napcat',
    pattern: /\[QQ版本兼容性检测\] (?:(?<qq>\d[\w.-]{1,40}) 版本兼容性不佳|当前版本Appid未内置)/,
    meaning: { severity: 'info' },
    origin: QQ_BUILD,
    sample: '[info] [QQ版本兼容性检测] 9.9.27-45758 版本兼容性不佳，可能会导致一些功能无法正常使用',
  },
  {
    id: 'napcat.appid-failed',
    product: 'napcat',
    pattern: /\[QQ版本兼容性检测\] (?:通过Major ?)?获取Appid异常/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/shuakami/qq-chat-exporter/issues/318',
    sample: '[info] [QQ版本兼容性检测] 通过Major 获取Appid异常 请检测NapCat/QQNT是否正常',
  },
  {
    id: 'napcat.packet-offsets',
    product: 'napcat',
    pattern:
      /NativePacketClient: 未找到对应版本的偏移数据: (?<qq>[\w.-]{1,40}?)(?:-x64)?$|当前 QQ 版本低于 NativePacketClient/m,
    meaning: { severity: 'info' },
    origin: QQ_BUILD,
    sample: '[warn] NativePacketClient: 未找到对应版本的偏移数据: 9.9.27-45758-x64',
  },
  {
    id: 'napcat.worker-exited',
    product: 'napcat',
    pattern: /\[(?:UtilityProcess|Fork)\] Worker进程退出，退出码: (?<code>-?\d{1,12})/,
    unless: /退出码: 0(?!\d)/,
    meaning: { severity: 'problem' },
    origin: WORKER,
    sample: '08-20 20:15:33 [error] [NapCat] [UtilityProcess] Worker进程退出，退出码: 1',
  },
  {
    id: 'napcat.pipe-failed',
    product: 'napcat',
    pattern: /命名管道连接失败/,
    meaning: { severity: 'warn' },
    origin: 'NapCatQQ packages/napcat-shell/pipe.ts',
    sample: '命名管道连接失败 Error: connect ENOENT \\\\.\\pipe\\NapCat_12840',
  },
  {
    id: 'napcat.kernel-timeout',
    product: 'napcat',
    pattern: /Timeout: NTEvent serviceAndMethod:(?<method>[\w/]{1,100})/,
    // QQ did answer, and said why it does not send.
    unless: /"errMsg": ?"[^"\n]/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/871: QQ does not answer, the socket is fine',
    sample:
      '[error] Error: Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate EventRet:',
  },
  {
    id: 'napcat.sending-refused',
    product: 'napcat',
    pattern:
      /NodeIKernelMsgService\/sendMsg[^]{0,300}?"errMsg": ?"(?<reason>[^"\n]{0,40}(?:banned|禁言|移出|好友)[^"\n]{0,40})"/,
    meaning: { severity: 'warn' },
    origin: 'NapCatQQ packages/napcat-core/apis/msg.ts: what QQ answers to a message that it does not take',
    sample:
      '08-20 20:16:10 [error] 测试猫 | 发生错误 Error: Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate EventRet:\n{"result":120,"errMsg":"group is banned"}',
  },
  {
    id: 'napcat.message-too-old',
    product: 'napcat',
    pattern: /早于启动时间[^\n]{0,40}，忽略上报/,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §3: many in a row mean a wrong clock',
    sample: '08-20 20:15:41 [debug] 测试猫 | 消息时间1724155000早于启动时间1724156100，忽略上报',
  },
  {
    id: 'napcat.restart-unavailable',
    product: 'napcat',
    pattern: /重启功能未初始化/,
    meaning: { severity: 'info' },
    origin: 'NapCat dossier §1.4: plugin form',
    sample: '[error] [NapCat] [WebUi] 重启功能未初始化',
  },
] as const satisfies readonly LogRule[];
