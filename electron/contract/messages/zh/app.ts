/** 应用界面的文字。 */
import { ENGINE_ENDED, HOST_GONE } from '../../app.ts';
import { PASTED } from '../../given-text.ts';
import type { AppMessages } from '../app.ts';
import { detailsZh } from './app-details.ts';
import { homeZh } from './app-home.ts';
import { pasteZh } from './app-paste.ts';
import { repairZh } from './app-repair.ts';
import { shareZh } from './app-share.ts';
import { verdictZh } from './app-verdict.ts';
import { watchTextsZh } from './app-watch.ts';
import { cliZh } from './cli.ts';
import { collectors } from './collectors.ts';

/** Calls that ended with what answers them. */
const ENDED: ReadonlyMap<string, string> = new Map([
  [ENGINE_ENDED, '负责检查的进程意外结束了。请再试一次。'],
  [HOST_GONE, '连不上 NapCat Doctor：它已经关闭，请重新启动。'],
]);

export const appZh: AppMessages = {
  self: '中文',
  title: 'NapCat Doctor',
  tagline: '找出 QQ 机器人为什么没有反应',
  skipToContent: '跳到正文',
  navigation: '页面',
  pages: {
    home: '检查',
    verdict: '结论',
    repair: '修复',
    watch: '观察',
    details: '详情',
    share: '求助',
    explain: '说明',
    settings: '设置',
    about: '关于',
  },
  collectors,
  coverage: cliZh.coverage,
  answers: cliZh.ports.answers,
  common: {
    copy: '复制',
    copied: '已复制',
    copyOf: (what) => `复制：${what}`,
    yes: '是',
    no: '否',
    unknown: '未知',
    none: '无',
    time: (milliseconds) =>
      milliseconds < 1
        ? '不到 1 毫秒'
        : milliseconds < 1000
          ? `${Math.round(milliseconds)} 毫秒`
          : `${(milliseconds / 1000).toFixed(1)} 秒`,
    failed: (reason) => ENDED.get(reason) ?? `NapCat Doctor 自己出错了：${reason}`,
    loading: '正在读取……',
    pair: (name, value) => `${name}：${value}`,
    source: (source) => (source === PASTED ? '贴入的文字' : source),
  },
  home: homeZh,
  verdict: verdictZh,
  details: detailsZh,
  explain: {
    heading: '全部结论代码',
    lead: '每个代码是一个根本原因。这些说明离线可用。',
    search: '搜索代码、标题或说明',
    found: (count) => `${count} 个代码`,
    noCause: '不是原因的结论',
    what: cliZh.page.what,
    proof: cliZh.page.proof,
    ladder: cliZh.page.ladder,
    ladderWords: cliZh.page,
    steps: cliZh.page.steps,
    avoid: cliZh.page.avoid,
    mistakenFor: cliZh.page.mistakenFor,
    back: '全部代码',
  },
  settings: {
    language: '语言',
    languages: { system: '跟随系统', zh: '中文', en: 'English' },
    theme: '外观',
    themes: { system: '跟随系统', light: '浅色', dark: '深色', contrast: '高对比度' },
    probes: '探测',
    deepProbe: '允许深度探测',
    deepProbeText:
      '检查时用测试账号和机器人框架真正握手一次。它能证明路径和 Token 是否正确，但机器人的上线插件会运行一次。默认关闭。',
    webui: '允许登录 NapCat 的 WebUI',
    webuiText:
      '检查时用 webui.json 里的密钥登录这台电脑上的 NapCat WebUI，问它正在用哪个账号、哪些条目。只读，不保存密钥。默认关闭。',
    data: '数据',
    dataText: '设置、窗口位置、没有做完的修复和运行日志存放在这个文件夹。检查结果不会保存。',
    clear: '清除数据',
    clearQuestion: '清除设置、窗口位置、没有做完的修复和日志？撤销修改用的备份会留下。',
    clearConfirm: '清除',
    keep: '保留',
    cleared: '已清除。',
  },
  about: {
    version: '版本',
    runtimes: '运行环境',
    independent: 'NapCat Doctor 是独立的项目，与 NapCat、NoneBot 和腾讯都没有关系。',
    privacy: '不上传任何东西，没有统计，不检查更新。',
    licence: '以 MIT 许可证发布。',
    licences: '第三方软件',
    licencesLead: '应用里包含这些软件，感谢它们的作者。',
    links: '相关网站',
    napcat: 'NapCat 文档',
    nonebot: 'NoneBot 文档',
    releases: 'NapCat 的发布页',
  },
  bundle: cliZh.bundle,
  paste: pasteZh,
  repair: repairZh,
  share: shareZh,
  watch: watchTextsZh,
  locked: {
    heading: '请从终端里的地址打开',
    text: '这个页面需要终端打印的地址里的一次性密钥。密钥用过以后，请在原来的标签页继续，或者重新启动 NapCat Doctor。',
  },
  fault: {
    heading: '页面出错了',
    text: '这是 NapCat Doctor 自己的错误。正在进行的修复会做完或者撤回，不会停在一半。',
    what: '错误的原文',
    reload: '重新载入',
    hung: '页面没有反应',
    hungText: '可以再等一会儿，也可以重新载入页面。',
    wait: '再等等',
    openLog: '打开日志文件夹',
    close: '关闭程序',
    ended: 'NapCat Doctor 出错了，只能关闭',
    log: (folder) => `详细情况写在日志里：${folder}`,
  },
  closing: {
    heading: '正在修改这台电脑',
    text: '最稳妥的是做完再关闭。现在就关闭的话，已经做的会先撤回，不会停在一半。',
    afterwards: '做完再关闭',
    now: '现在就关闭',
    stay: '不关闭',
  },
};
