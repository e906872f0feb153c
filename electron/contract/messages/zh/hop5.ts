/** 第五站：机器人上线。 */
import type { Pages } from '../phrase.ts';
import { OPEN_NETWORK, RECONNECT, RESTART_NAPCAT } from './phrases.ts';
import { hop5Sentences as say } from './sentences/hop5.ts';

export const hop5: Pages<5> = {
  'console-paused': {
    title: '控制台窗口被鼠标选中而暂停',
    sentence: say['console-paused'],
    what: '在控制台窗口里点一下就会进入选择文字的状态，程序一输出就停住。窗口标题前面会多出“选择”两个字。',
    proof: '窗口标题，加上程序不再应答。',
    steps: [
      '点那个窗口，按 Esc，程序会继续。',
      '右键窗口标题栏 →“属性”，取消勾选“快速编辑模式”，点“确定”。',
      '或者改用 Windows 终端启动机器人框架。',
    ],
    avoid: ['不要在机器人的控制台窗口里用鼠标点文字。'],
    mistakenFor: ['机器人框架卡死。', '网络断开。'],
  },
  'framework-defect': {
    title: '这个框架版本有已知缺陷',
    sentence: say['framework-defect'],
    what: '这个版本的框架或适配器有公开记录的缺陷，表现与你的情况一致。',
    proof: '版本号在有缺陷的范围内，而且看到了它的现象。只有版本号不算证据。',
    steps: [
      '备份机器人项目。',
      '在它自己的环境里更新，例如 pip install -U nonebot-adapter-onebot nonebot2。',
      'NoneBot 2.4.4 以前：Token 里至少放一个字母，并且写进 .env 文件。',
      '重启机器人框架。',
    ],
    avoid: ['不要在更新以前反复改 NapCat 的设置。'],
    mistakenFor: ['Token 不一致。', '路径错误。'],
  },
  'message-format': {
    title: '框架读不懂消息格式',
    sentence: say['message-format'],
    what: 'NapCat 可以用 Array 或 String 两种格式发送消息。大多数框架要 Array，用 String 时连接正常，但消息解析失败。',
    proof: '条目里的“消息格式”，加上框架解析失败的日志。',
    steps: [OPEN_NETWORK, '点条目的“编辑”，把“消息格式”改成 Array，点“保存”。', RECONNECT],
    avoid: ['不要去改插件来适应 String。'],
    mistakenFor: ['插件没有加载。', '消息没有送到。'],
  },
  'heartbeat-timeout': {
    title: '心跳设置使连接断开',
    sentence: say['heartbeat-timeout'],
    what: 'NapCat 定时发送心跳。框架或中间的代理在一段时间内收不到，就认为连接断了，于是每隔固定的时间断开一次。',
    proof: '条目里的“心跳间隔”，加上日志里断开的周期。',
    steps: [
      OPEN_NETWORK,
      '点条目的“编辑”，把“心跳间隔”改成 30000（毫秒），点“保存”。',
      '经过 nginx 时，把 proxy_read_timeout 调到比心跳间隔长。',
      RECONNECT,
    ],
    avoid: ['不要填 0：0 表示不发送心跳。'],
    mistakenFor: ['网络不稳定。', '账号被踢下线。'],
  },
  'events-missing': {
    title: '已连上但收不到消息',
    sentence: say['events-missing'],
    what: '连接是好的，但消息没有到达机器人框架：NapCat 自己没有收到、电脑时间不对被丢弃，或者运行久了停住。',
    proof: '两边的日志：NapCat 有没有“接收”，框架有没有这条消息。',
    steps: [
      '用另一个 QQ 号给机器人发一条消息。',
      '看 NapCat WebUI 的“猫猫日志”里有没有“接收”。没有就重新登录 QQ。',
      '有“接收”，框架没有：校准电脑时间，再重启 NapCat。',
      RESTART_NAPCAT,
      '还是这样就更新 NapCat。',
    ],
    avoid: ['不要用机器人自己的账号发消息来测试：默认不上报自己的消息。'],
    mistakenFor: ['Token 不一致。', '插件没有响应。'],
  },
  'bot-ignores-messages': {
    title: '消息到了但机器人不回应',
    sentence: say['bot-ignores-messages'],
    what: '连接和消息都正常，是机器人框架或插件决定不回应。',
    proof: '连接已建立，框架的日志里有这条消息。',
    steps: [
      '看框架的日志：消息到了，有没有插件处理它。',
      '检查命令前缀（NoneBot 的 COMMAND_START，默认是 /）。',
      '群里试着 @ 机器人，再用私聊试。',
      '检查插件是否加载，以及 SUPERUSERS、群名单等权限设置。',
    ],
    avoid: ['不要再改 NapCat 的网络配置：连接是好的。'],
    mistakenFor: ['连接断开。', '消息格式不对。'],
  },
};
