/** MaiBot's adapter, Overflow (mirai) and SealDice. What they print: NoneBot dossier §8. */
import type { LogRule } from '../../survey/facts.ts';

export const OTHER_FRAMEWORK_RULES = [
  {
    id: 'maibot.adapter-started',
    product: 'framework',
    pattern: /Adapter ?启动成功! 监听: (?<url>wss?:\/\/\S{1,120})/,
    meaning: { severity: 'success' },
    origin: 'NoneBot dossier §8, MaiBot-Napcat-Adapter up to 0.7',
    sample: '08-20 20:15:40 | INFO | ✅ Adapter 启动成功! 监听: ws://localhost:8095',
  },
  {
    id: 'maibot.bot-gone',
    product: 'framework',
    pattern: /Bot (?<account>[\d*]{5,20}) 可能发生了连接断开，被下线，或者Napcat卡死/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/Mai-with-u/MaiBot/issues/1442',
    sample:
      '08-20 10:55:36 | ERROR | meta_event_handler:check_heartbeat:42 - Bot 1300000369 可能发生了连接断开，被下线，或者Napcat卡死！',
  },
  {
    id: 'maibot.core-lost',
    product: 'framework',
    pattern: /检测到平台 ?(?<platform>\w{1,20}) ?的连接已 ?断开/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/Mai-with-u/MaiBot/issues/1442: adapter to core, not NapCat to adapter',
    sample:
      '08-20 10:54:05 | WARNING | maim_message.router:_monitor_connections:79 - 检测到平台 qq 的连接已 断开，正在尝试重新连接',
  },
  {
    id: 'overflow.listening',
    product: 'framework',
    pattern: /反向 WebSocket 服务端已在 (?:\S{0,100}\/)?(?<host>\S{1,100}):(?<port>\d{1,5}) 启动/,
    meaning: { severity: 'success', heals: ['overflow.bind-failed'] },
    origin: 'https://github.com/MrXiaoM/Overflow/issues/152',
    sample: '2025-05-12 12:00:00 I/Onebot: ▌ 反向 WebSocket 服务端已在 0.0.0.0/0.0.0.0:3002 启动',
  },
  {
    id: 'overflow.connected',
    product: 'framework',
    pattern: /▌ 反向 WebSocket 客户端 \S{1,120} 已连接/,
    meaning: { severity: 'success', heals: ['overflow.not-connected', 'overflow.token-refused'] },
    origin: 'NoneBot dossier §8',
    sample: '2025-05-12 12:00:03 I/Onebot: ▌ 反向 WebSocket 客户端 /127.0.0.1:53605 已连接',
  },
  {
    id: 'overflow.bind-failed',
    product: 'framework',
    pattern: /▌ 反向 WebSocket 绑定端口 (?<port>\d{1,5}) 或连接客户端时出现错误/,
    meaning: { severity: 'problem' },
    origin: 'MrXiaoM/Overflow onebot/src/main/kotlin/client/connection/ConnectFactory.kt',
    sample: '2025-05-12 12:00:00 E/Onebot: ▌ 反向 WebSocket 绑定端口 3002 或连接客户端时出现错误 ┈━═☆',
  },
  {
    id: 'overflow.not-connected',
    product: 'framework',
    pattern: /Onebot ?: 未连接到 Onebot/,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/MrXiaoM/Overflow/issues/152',
    sample: '2025-05-12 12:00:10 ERROR Onebot : 未连接到 Onebot',
  },
  {
    id: 'overflow.token-refused',
    product: 'framework',
    pattern: /客户端(?:提供的 token 错误|未提供 token)/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'NoneBot dossier §8',
    sample: '2025-05-12 12:00:05 W/Onebot: ▌ 客户端提供的 token 错误',
  },
  {
    id: 'overflow.request-failed',
    product: 'framework',
    pattern: /请求失败: \[(?<action>[\w.]{1,60})\]/,
    meaning: { severity: 'warn' },
    origin: 'https://github.com/MrXiaoM/Overflow/issues/116',
    sample:
      '2024-12-20 12:00:05 W/Onebot: 请求失败: [get_friend_list] 请求失败: app=LLOneBot v4.4.3, message=ntqq api timeout',
  },
  {
    id: 'mirai.message-received',
    product: 'framework',
    pattern: /\d [VI]\/Bot\.(?=\d{5,12}: )/,
    chat: true,
    meaning: { severity: 'info' },
    origin: 'mirai-console, message log',
    sample: '2025-05-12 12:01:00 V/Bot.2000000001: [测试群(700000001)] 小明(300000001) -> 在吗',
  },
  {
    id: 'sealdice.connected',
    product: 'framework',
    pattern: /OneBot 连接成功，账号/,
    meaning: { severity: 'success' },
    origin: 'NoneBot dossier §8',
    sample: '2026-08-20 20:15:42 INFO OneBot 连接成功，账号<测试猫>(2000000001)',
  },
] as const satisfies readonly LogRule[];
