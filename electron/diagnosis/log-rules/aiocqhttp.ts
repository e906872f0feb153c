/**
 * The aiocqhttp family: AstrBot, LangBot, HoshinoBot and nonebot 1, which share Hypercorn as their server. AstrBot's
 * own lines are here too, because its adapter is this library.
 */
import type { LogRule } from '../../survey/facts.ts';

export const AIOCQHTTP_RULES = [
  {
    id: 'aiocqhttp.running',
    product: 'framework',
    pattern:
      /Running on (?:https?:\/\/)?\[?(?<host>[^\s\]/]{1,100}?)\]?:(?<port>\d{1,5})(?: over (?<scheme>https?))? \(CTRL \+ C to quit\)/,
    meaning: { severity: 'info' },
    origin: 'https://github.com/nonebot/nonebot/issues/106: printed before the bind is proven',
    sample: '[2026-08-22 20:21:14,733] Running on 127.0.0.1:8080 over http (CTRL + C to quit)',
  },
  {
    id: 'aiocqhttp.token-missing',
    product: 'framework',
    pattern: /authorization header is missed/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'nonebot/aiocqhttp aiocqhttp/__init__.py _handle_wsr: answered with 401',
    sample: '[2026-08-22 20:21:20,101 nonebot] WARNING: authorization header is missed',
  },
  {
    id: 'aiocqhttp.token-invalid',
    product: 'framework',
    pattern: /authorization header is invalid/,
    meaning: { severity: 'problem', code: 'token-mismatch' },
    origin: 'nonebot/aiocqhttp aiocqhttp/__init__.py _handle_wsr: answered with 403',
    sample: '[2026-08-22 20:21:20,101 nonebot] WARNING: authorization header is invalid',
  },
  {
    id: 'aiocqhttp.api-unavailable',
    product: 'framework',
    pattern: /^(?:aiocqhttp\.exceptions\.)?ApiNotAvailable/m,
    meaning: { severity: 'problem' },
    origin: 'https://github.com/nonebot/aiocqhttp/issues/10',
    sample: 'aiocqhttp.exceptions.ApiNotAvailable',
  },
  {
    id: 'astrbot.message-received',
    product: 'framework',
    pattern: /\[(?:core\.)?(?<kind>event_bus|respond\.stage|pipeline\.scheduler):\d{1,5}\]/,
    // What goes wrong while an answer is sent is no chat.
    unless: /^(?:\[[^\][]{1,20}\] ?){0,3}\[ERROR?\]/,
    chat: true,
    meaning: { severity: 'info' },
    origin: 'AstrBot astrbot/core/event_bus.py',
    sample: '[12:00:05] [Core] [INFO] [core.event_bus:61]: [default] [napcat(aiocqhttp)] 小明/300000001: 在吗',
  },
  {
    id: 'astrbot.adapter-connected',
    product: 'framework',
    pattern: /aiocqhttp\(OneBot v11\) 适配器已连接/,
    meaning: {
      severity: 'success',
      heals: [
        'framework.port-in-use',
        'framework.bind-forbidden',
        'framework.bind-address-invalid',
        'astrbot.port-taken',
        'aiocqhttp.token-missing',
        'aiocqhttp.token-invalid',
      ],
    },
    origin: 'NoneBot dossier §8',
    sample: '[12:00:03] [Core] [INFO] [aiocqhttp.aiocqhttp_platform_adapter:70]: aiocqhttp(OneBot v11) 适配器已连接。',
  },
  {
    id: 'astrbot.adapter-loading',
    product: 'framework',
    pattern: /载入 aiocqhttp\((?<name>[^)\n]{0,60})\) 平台适配器/,
    meaning: { severity: 'info' },
    origin: 'https://github.com/NapNeko/NapCatQQ/issues/1340',
    sample: '[12:00:01] [Core] [INFO] [platform.manager:80]: 载入 aiocqhttp(Boku) 平台适配器 ...',
  },
  {
    id: 'astrbot.default-address',
    product: 'framework',
    pattern: /aiocqhttp: 未配置 ws_reverse_host 或 ws_reverse_port/,
    meaning: { severity: 'info' },
    origin: 'AstrBot astrbot/core/platform/sources/aiocqhttp/aiocqhttp_platform_adapter.py run',
    sample:
      '[12:00:01] [Core] [WARN] [aiocqhttp.aiocqhttp_platform_adapter:380]: aiocqhttp: 未配置 ws_reverse_host 或 ws_reverse_port，将使用默认值：http://0.0.0.0:6199',
  },
  {
    id: 'framework.message-format',
    product: 'framework',
    pattern: /aiocqhttp: 无法识别的消息类型: <class 'str'>/,
    meaning: { severity: 'problem', code: 'message-format' },
    origin: 'AstrBot astrbot/core/platform/sources/aiocqhttp/aiocqhttp_platform_adapter.py: wants arrays',
    sample: `[20:21:40] [Core] [ERRO] [aiocqhttp.aiocqhttp_platform_adapter:191]: aiocqhttp: 无法识别的消息类型: <class 'str'>，此条消息将被忽略。`,
  },
  {
    id: 'astrbot.adapter-closed',
    product: 'framework',
    pattern: /aiocqhttp 适配器已被(?:优雅地)?关闭/,
    meaning: { severity: 'lifecycle' },
    origin: 'AstrBot astrbot/core/platform/sources/aiocqhttp/aiocqhttp_platform_adapter.py',
    sample: '[12:30:00] [Core] [INFO] [aiocqhttp.aiocqhttp_platform_adapter:400]: aiocqhttp 适配器已被优雅地关闭',
  },
  {
    id: 'astrbot.port-taken',
    product: 'framework',
    pattern: /^Exception: 端口 (?<port>\d{1,5}) 已被占用/m,
    meaning: { severity: 'problem', code: 'port-in-use' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/8211',
    sample: 'Exception: 端口 12203 已被占用',
  },
  {
    id: 'langbot.ended',
    product: 'framework',
    pattern: /应用运行致命异常: ?(?<reason>[^\n]{1,120})/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'https://github.com/langbot-app/LangBot/issues/942',
    sample: '[12-03 11:53:30.193] app.py (136) - [ERROR] : 应用运行致命异常: [Errno -2] Name or service not known',
  },
  {
    id: 'aiocqhttp.accepted',
    product: 'framework',
    pattern: / GET (?<path>\/ws\/?) (?:HTTP\/)?1\.1"? 101\b/,
    meaning: { severity: 'success' },
    origin: 'hypercorn logging.py, access log: %(h)s %(r)s %(s)s',
    sample: '[2026-08-22 20:21:14,733] 127.0.0.1:51022 GET /ws/ 1.1 101 - 1200',
  },
] as const satisfies readonly LogRule[];
