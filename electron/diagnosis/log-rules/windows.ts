/**
 * WinSock errors as any program of the machine prints them, in English and Chinese. uvicorn's own wording is in
 * uvicorn.ts; here are the exceptions themselves (aiocqhttp, AstrBot, LangBot, nonebot 1).
 */
import type { LogRule } from '../../survey/facts.ts';

/** `OSError: [WinError n]`, `任务 … 发生错误: [WinError n]`, `平台适配器运行出错: [WinError n]` */
function winError(code: number): RegExp {
  return new RegExp(
    `(?:^(?:OSError|PermissionError)|发生错误|运行出错|错误)(?::|：)? ?\\[?WinError (?<code>${code})(?!\\d)[^\\n]{0,120}`,
    'm',
  );
}

export const WINDOWS_RULES = [
  {
    id: 'framework.port-in-use',
    product: 'framework',
    pattern: winError(10048),
    meaning: { severity: 'problem', code: 'port-in-use' },
    origin: 'NoneBot dossier §5.2',
    sample: 'OSError: [WinError 10048] 通常每个套接字地址(协议/网络地址/端口)只允许使用一次。',
  },
  {
    id: 'framework.bind-forbidden',
    product: 'framework',
    pattern: winError(10013),
    meaning: { severity: 'problem' },
    origin:
      'https://github.com/AstrBotDevs/AstrBot/issues/4023, https://github.com/nonebot/nonebot/issues/132: reserved or held',
    sample:
      '[12:00:00] [Core] [ERRO] [platform.manager:165]: ------- 任务 platform_aiocqhttp_NapCatQQ 发生错误: [WinError 10013] 以一种访问权限不允许的方式做了一个访问套接字的尝试。',
  },
  {
    id: 'framework.bind-address-invalid',
    product: 'framework',
    pattern: winError(10049),
    meaning: { severity: 'problem', code: 'bind-address-invalid' },
    origin: 'https://github.com/AstrBotDevs/AstrBot/issues/383',
    sample:
      '[12:00:00] [Core] [ERRO] [platform.manager:165]: 任务 aiocqhttp 发生错误: [WinError 10049] 在其上下文中，该请求的地址无效。',
  },
  {
    id: 'windows.winsock-broken',
    product: 'windows',
    pattern: winError(10014),
    meaning: { severity: 'problem' },
    origin: 'https://github.com/nonebot/nonebot/issues/122: a filter in WinSock, or security software',
    sample: 'OSError: [WinError 10014] 系统检测到在一个调用中尝试使用指针参数时的无效指针地址。',
  },
  {
    id: 'windows.threat-removed',
    product: 'windows',
    pattern: /Trojan:\w{1,30}\/[\w.!]{1,60}|文件包含病毒|contains a virus or potentially unwanted software/,
    meaning: { severity: 'problem', code: 'blocked-by-security-software' },
    origin: 'https://github.com/NapNeko/NapCatQQ-Desktop/issues/17',
    sample: '无法成功完成操作，因为此文件包含病毒或潜在的垃圾软件。',
  },
  {
    id: 'windows.file-quarantined',
    product: 'windows',
    pattern:
      /(?:发现风险|发现威胁|检测到威胁)[^\n]{0,120}(?<file>NapCat\w{0,20}\.(?:exe|dll)|napi2native\S{0,40}|QQ\.exe)[^\n]{0,120}(?:已隔离|已删除|已阻止)/,
    meaning: { severity: 'problem', code: 'blocked-by-security-software' },
    origin: 'log of a Chinese security product, protocol of its file guard',
    sample:
      '2026-08-20 11:41:07 病毒防护 文件实时监控 发现风险 D:\\NapCat\\NapCatWinBootMain.exe 病毒名: HackTool/Injector 处理结果: 已隔离',
  },
] as const satisfies readonly LogRule[];
