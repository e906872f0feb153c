/** 关于修复的文字。 */
import { frameworkName, given } from '../phrase.ts';
import type { RemedyMessages } from '../remedies.ts';
import { q } from './phrases.ts';

const file = (path: string | undefined): string => given(path, (shown) => `「${shown}」`, '文件');
const entry = (name: string | undefined): string => given(name, (shown) => `条目「${shown}」`, '条目');
const because = (reason: string | number | undefined): string => given(reason, (shown) => `（${shown}）`);
const pid = (number: number | undefined): string => given(number, (shown) => `（PID ${shown}）`);

const FORMS: Readonly<Record<string, string>> = {
  shell: '独立运行的 NapCat（Shell）',
  framework: '装在 QQ 里的 NapCat（Framework）',
};
const form = (name: string | undefined): string => given(name, (shown) => FORMS[shown] ?? shown, 'NapCat');

export const remediesZh: RemedyMessages = {
  titles: {
    'enable-entry': '启用客户端条目',
    'correct-url': '改正客户端条目的地址',
    'use-ip-literal': '把主机名换成正在监听的地址',
    'set-token': '把机器人要求的 Token 填进 NapCat',
    'new-token': '给两边写入同一个新 Token',
    'rename-entry': '给被顶掉的条目换一个名称',
    'add-entry': '添加缺少的客户端条目',
    'convert-config': '把设置写成 NapCat 能读的格式',
    'reload-config': '让正在运行的 NapCat 用上这个文件',
    'keep-one-link': '同一个账号只留一条连接',
    'set-driver': '给 NoneBot 换上能监听的驱动器',
    'set-bind-address': '让 NoneBot 监听可用的地址',
    'set-framework-port': '把 NoneBot 移到 NapCat 连接的端口',
    'move-port': '把两边移到一个空闲的端口',
    'register-adapter': '注册 OneBot V11 适配器',
    'install-packages': '安装缺少的软件包',
    'allow-in-firewall': '在防火墙里放行这个程序和端口',
    'unblock-in-firewall': '关掉防火墙提示留下的阻止规则',
    'bypass-proxy': '让本机连接不走代理',
    'release-port': '让 Windows 放开这个端口',
    'serve-websocket': '应急：换个方向，由 NoneBot 连接 NapCat',
    'serve-http': '应急：改用 HTTP 连接',
    'switch-form': '一步一步换成另一种（或新的）NapCat',
    'prove-link': '双向验证用的临时条目',
  },
  steps: {
    'enable-entry': (p) => `在${file(p.file)}里启用${entry(p.entry)}。`,
    'disable-entry': (p) => `在${file(p.file)}里停用${entry(p.entry)}。`,
    'set-url': (p) =>
      `把${entry(p.entry)}的地址${given(p.before, (shown) => `从「${shown}」`)}改成${q(p.value ?? '')}。`,
    'set-token': (p) => `把 Token 写进${file(p.file)}里的${entry(p.entry)}。`,
    'clear-token': (p) => `清空${file(p.file)}里${entry(p.entry)}的 Token。`,
    'rename-entry': (p) => `把${entry(p.before)}改名为${q(p.value ?? '')}。`,
    'add-entry': (p) =>
      `${given(p.account, (shown) => `给账号 ${shown} `)}添加客户端条目${q(p.entry ?? '')}，连接${q(p.value ?? '')}。`,
    'add-server-entry': (p) =>
      `添加服务器条目${q(p.entry ?? '')}${given(p.port, (shown) => `（端口 ${shown}）`)}，并停用客户端条目。`,
    'add-http-entries': (p) =>
      `添加 HTTP 服务器条目${q(p.entry ?? '')}${given(p.port, (shown) => `（端口 ${shown}）`)}和上报到${q(p.value ?? '')}的 HTTP 客户端条目，并停用 WebSocket 客户端条目。`,
    'write-network': (p) => `把${q(p.value ?? '')}按现在的格式写进${file(p.file)}。`,
    'reload-config': (p) =>
      `让正在运行的 NapCat${given(p.account, (shown) => `（账号 ${shown}）`)}重新读取${file(p.file)}，文件本身不变。`,
    'set-env': (p) => `在${file(p.file)}里设置 ${given(p.key, (shown) => shown, '这一项')}。`,
    'register-adapter': (p) => `在${file(p.file)}里注册 OneBot V11 适配器。`,
    'install-packages': (p) => `用项目自己的 Python 安装${q(p.packages ?? '')}。`,
    'allow-in-firewall': (p) =>
      `为${file(p.program)}${given(p.port, (shown) => `的端口 ${shown} `)}添加防火墙规则${q(p.rule ?? '')}。`,
    'unblock-in-firewall': (p) => `关掉防火墙提示为${file(p.program)}留下的阻止规则。`,
    'set-variable': (p) => `把用户环境变量 ${p.key ?? ''} 设为${q(p.value ?? '')}。`,
    'set-proxy-bypass': (p) => `把系统代理的例外列表设为${q(p.value ?? '')}。`,
    'release-port': (p) =>
      `停一下 WinNAT，把端口${given(p.port, (shown) => ` ${shown} `)}留给你自己的程序，再启动 WinNAT。`,
    'restart-napcat': (p) =>
      `重启 NapCat${pid(p.pid)}${given(p.account, (shown) => `，账号 ${shown}`)}${given(p.dir, (shown) => `，位于「${shown}」`)}；不要动别的 QQ 窗口。`,
    'restart-framework': (p) =>
      `重启 ${frameworkName(p.framework, '机器人')}${pid(p.pid)}${given(p.dir, (shown) => `，位于「${shown}」`)}。`,
    'start-framework': (p) =>
      `启动 ${frameworkName(p.framework, '机器人')}${given(p.dir, (shown) => `，位于「${shown}」`)}。`,
    'open-release-page': (p) =>
      `打开 NapCat 的发布页，看清楚你的 QQ 版本推荐哪一版，下载${given(p.archive, (shown) => ` ${shown}`, '压缩包')}，再在这里选择它。`,
    'unpack-beside': (p) =>
      `把${given(p.version, (shown) => `NapCat ${shown} `, '压缩包')}解压到新文件夹${given(p.dir, (shown) => `「${shown}」`)}，旧的不动。`,
    'carry-over-config': (p) => `把${given(p.account, (shown) => `账号 ${shown} 的`)}${file(p.file)}原样带到新文件夹。`,
    'start-new-form': (p) =>
      `退出旧的 NapCat${pid(p.pid)}，运行${given(p.file, (shown) => `「${shown}」`, '新的')}并登录${given(p.account, (shown) => `账号 ${shown}`)}，然后再检查一次。`,
    'keep-old-form': (p) => `连接稳定之前保留${file(p.dir)}。要退回：退出新的，撤销这个方案，再启动旧的。`,
    'add-proof-entry': (p) => `临时添加客户端条目${q(p.entry ?? '')}，连到 NapCat Doctor 自己，验证完就删掉。`,
  },
  notes: {
    'env-precedence': (p) =>
      `NoneBot 按这个顺序取${given(p.key, (shown) => ` ${shown}`, '设置')}：程序里的 nonebot.init()，环境变量，.env.${p.value ?? 'prod'}，.env。起作用的那一行在${file(p.file)}里，没有的话加在那里才起作用，所以改它。`,
    'webui-login': (p) =>
      `会用${file(p.file)}里的 Token 登录这台电脑上 NapCat 的 WebUI，只动方案里写的条目；改到的条目会重新连接（大约两秒）。`,
    'http-permanent-bot': () =>
      'NoneBot 收到第一条 HTTP 上报后，这个机器人会一直显示在线，NapCat 关了也一样；在重启 NoneBot 之前，同一账号的反向 WebSocket 会被拒绝（403）。',
    'stop-gap': () => '这只是应急办法。原因解决之后撤销这个方案，就回到反向 WebSocket。',
    'form-found': (p) =>
      `现在的是${form(p.form)}${given(p.version, (shown) => `，版本 ${shown}`)}${given(p.value, (shown) => `，QQ ${shown}`)}。`,
    'form-recommended': (p) => `${given(p.value, (shown) => `对 QQ ${shown}，`)}NapCat 的文档推荐${form(p.form)}。`,
    'form-kept': (p) => `${file(p.dir)}原样保留，随时可以退回。`,
    'qq-newer': (p) =>
      `NapCat ${p.version ?? ''} 还不认识${given(p.value, (shown) => ` QQ ${shown}`, '这个 QQ')}：个别功能可能用不了，连接不受影响。`,
    'packages-stay': (p) =>
      `装好的${given(p.packages, (shown) => `「${shown}」`, '软件包')}会留下：留着没有坏处，删掉可能影响别的软件包。`,
    'winnat-pause': () => 'WSL、Hyper-V 和 Docker 的网络会中断几秒。',
  },
  refusals: {
    'not-offered': () => '这次检查到的问题不需要这个修复。',
    'file-changed': (p) => `${file(p.file)}和检查时不一样了，请重新检查。`,
    'file-denied': (p) => `${file(p.file)}读不出来${because(p.reason)}。`,
    'already-so': (p) => `${file(p.file)}里已经是这样了，请重启读取它的程序。`,
    'file-not-text': (p) => `修改${file(p.file)}会损坏它的编码，所以没有修改。`,
    'managed-elsewhere': (p) => `${p.product ?? '管理程序'}每次启动都会重写${file(p.file)}，请在它里面修改。`,
    'config-broken': (p) => `${file(p.file)}解析不了，请先手动修好。`,
    'target-unknown': () => '不知道正确的地址。',
    'target-ambiguous': () => '可能是几个机器人中的一个，不知道是哪一个。',
    overridden: (p) =>
      `${p.key ?? '这一项'}由${given(p.file, (shown) => `「${shown}」`, '环境变量')}设置，比所有 .env 文件都优先，请在那里修改。`,
    'token-unreadable': () => '读不出机器人要求的 Token。',
    'value-unusable': (p) => `这个值${given(p.value, (shown) => `「${shown}」`)}不能安全地写入。`,
    'managed-by-policy': () => '这台电脑的防火墙由策略管理，请找管理它的人。',
    'managed-by-product': (p) =>
      `Windows 防火墙没有运行，由${given(p.product, (shown) => `「${shown}」`, '别的安全软件')}决定，请在它里面放行。`,
    'not-on-this-system': () => '这个修复只适用于 Windows。',
    'program-unknown': () => '没有看到相关的程序。',
    'no-free-port': (p) => `没有空闲的端口${given(p.port, (shown) => `：${shown} 已被占用`)}。`,
    'no-python': (p) => `在${file(p.dir)}里没有找到虚拟环境。`,
    'package-missing': (p) => `NoneBot 的环境里没有能用来连接的软件包（${p.packages ?? ''}）。`,
    'code-not-understood': (p) => `${file(p.file)}的写法不能由程序安全地修改。`,
    'archive-unusable': (p) => `${file(p.archive)}不是完好的 zip 压缩包${because(p.reason)}。`,
    'archive-unsafe': (p) => `${file(p.archive)}里有不安全的文件名${because(p.reason)}，没有解压。`,
    'archive-wrong-product': (p) => `${file(p.archive)}不是 NapCat 的发布包${because(p.reason)}。`,
    'archive-wrong-form': (p) => `${file(p.archive)}不是${form(p.form)}。`,
    'archive-wrong-version': (p) =>
      `${file(p.archive)}里的 NapCat ${p.version ?? ''} ${given(p.value, (shown) => `不认识 QQ ${shown}`, '就是现在这个版本')}。`,
    'form-unsupported': (p) => `${p.product ?? '这种 NapCat'}不能这样切换，请在管理它的程序里操作。`,
    'not-live': () => '正在运行的 NapCat 不能通过它的 WebUI 修改，所以没有验证。',
    'input-missing': () => '还没有选好压缩包，没有修改任何东西。',
    'not-confirmed': () => '没有修改任何东西：方案没有得到确认。看过之后加上 --yes。',
    'nothing-to-undo': () => '没有可以撤销的修改。',
    'changed-since': (p) => `${file(p.file)}后来又被改过，旧内容已经不适合放回去。`,
    'backup-lost': (p) => `备份${file(p.file)}不见了或已损坏。`,
    declined: () => '你没有同意 Windows 的提示，没有修改任何东西。',
    cancelled: () => '已取消。',
    'command-failed': (p) => `${file(p.program)}没有成功${because(p.reason)}。`,
    'write-failed': (p) => `${file(p.file)}写不进去${because(p.reason)}。`,
    'journal-failed': (p) => `退路记不到${file(p.dir)}里，所以没有修改任何东西。`,
  },
  states: {
    done: '完成',
    live: '完成，NapCat 已经生效',
    restart: '完成，重启后生效',
    waiting: '由你来做',
    'rolled-back': '已撤回',
    'not-reached': '没有开始',
    'cut-off': '做到一半，结果不明',
    failed: '失败',
  },
  undone: {
    undone: '已撤销',
    live: '已撤销，NapCat 已经生效',
    restart: '已撤销，重启后生效',
    nothing: '没有要撤销的',
    failed: '失败',
  },
  words: {
    plan: (title) => `方案：${title}`,
    step: (number, of) => `第 ${number} 步，共 ${of} 步`,
    command: '运行',
    inFolder: (dir) => `位于${q(dir)}`,
    request: (url) => `通知正在运行的 NapCat：POST ${url}`,
    page: (url) => `网页：${url}`,
    archive: (files, target) => `解压 ${files} 个文件到${q(target)}`,
    andMore: (count) => `……还有 ${count} 个`,
    needsArchive: '选好压缩包之后（--archive FILE）才会有可以执行的步骤。',
    elevation: 'Windows 会请求管理员权限。',
    yourStep: '由你来做',
    ask: '要执行这个方案吗？[y/N] ',
    yes: ['y', 'yes', '是', '好'],
    nothingChanged: '没有修改任何东西。',
    answeredBy: (refusal, option) => `${refusal}可以用 ${option}。`,
    dryRun: '这只是预览，没有修改任何东西。',
    applied: (id) => `已执行（${id}）。`,
    notComplete: '方案没有执行。',
    undoable: '可以撤销',
    undoHint: (id) => `撤销：napcat-doctor undo ${id}`,
    verifying: '正在重新检查……',
    undoneTitle: (title, id) => `已撤销：${title}（${id}）`,
    proofConnection: (where) => `连接已建立${where === '' ? '' : `：${where}`}`,
    proofNoConnection: '没有看到已建立的连接',
    proofEvent: (type) => `收到了一个事件：${type}`,
    proofNoEvent: '没有收到事件',
    proofApi: (action, ms) => `API ${action} 有回答，用了 ${ms} 毫秒`,
    proofNoApi: 'API 没有回答',
    proofTitle: '双向验证',
    after: '执行之后',
  },
};
