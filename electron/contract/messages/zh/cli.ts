/** 命令行自己的文字。 */
import type { CliMessages } from '../cli.ts';
import { given } from '../phrase.ts';
import { collectors } from './collectors.ts';
import { q } from './phrases.ts';
import { confidence } from './ui.ts';

const nearest = (word: string | undefined): string => given(word, (shown) => `，你是不是想写 ${shown}？`, '。');

export const cliZh: CliMessages = {
  progress: {
    looking: (what) => `正在看：${what}……`,
    done: (what, state) => `${what}：${state}`,
    cancelHint: '按 Ctrl+C 取消。',
  },
  collectors,
  coverage: {
    known: '已看到',
    absent: '没有',
    denied: '没有看到：权限不足',
    timeout: '没有看到：等待超时',
    'not-asked': '这次没有检查',
  },
  labels: {
    verdict: '结论',
    evidence: '证据',
    nextStep: '下一步',
    also: '还发现',
    unseen: '没有看到的',
    code: '代码',
    hop: '位置',
    side: '哪一侧',
    napcat: 'NapCat',
    qq: 'QQ',
    framework: '机器人框架',
    elapsed: (milliseconds) => `用时 ${(milliseconds / 1000).toFixed(1)} 秒`,
    confidence,
  },
  page: {
    what: '这是什么',
    proof: '怎样证明',
    steps: '怎么做',
    avoid: '不要做',
    mistakenFor: '常被误认为',
    allCodes: '全部代码',
  },
  help: {
    tagline: 'NapCat Doctor：找出 QQ 机器人为什么没有反应。只看，不修改任何东西。',
    usage: '用法：napcat-doctor [命令] [选项]',
    commandsHeading: '命令',
    optionsHeading: '选项',
    examplesHeading: '例子',
    exitHeading: '退出码',
    exit: ['0  一切正常', '1  只有提醒', '2  找到了问题', '3  证据不足，没能判断', '64 命令写错了'],
    more: '用 napcat-doctor help 加命令名，看一个命令的说明。',
    commands: {
      diagnose: {
        summary: '检查整条连接，说出哪一站断了（不写命令时就是它）',
        usage: 'diagnose [选项]',
        details: [
          '依次看 QQ 与 NapCat、客户端条目、地址与端口、握手、机器人上线。',
          '默认不会向机器人登记任何账号；只有 --deep 会。',
        ],
        examples: [
          'napcat-doctor',
          'napcat-doctor diagnose --json',
          'napcat-doctor diagnose --napcat D:\\NapCat --account 123456',
        ],
      },
      ports: {
        summary: '列出监听的端口、是谁在监听、怎样应答',
        usage: 'ports [--json] [--recording 文件]',
        details: ['逐个看正在监听的端口；不会发送会登记账号的请求。'],
        examples: ['napcat-doctor ports'],
      },
      record: {
        summary: '把这台电脑的回答存成录制文件，给开发者用',
        usage: 'record 文件.yaml [选项]',
        details: ['录制文件没有经过脱敏，里面可能有 Token 和路径，不要公开发布。'],
        examples: ['napcat-doctor record 我的电脑.yaml'],
      },
      explain: {
        summary: '离线查看一个结论代码的说明',
        usage: 'explain [代码]',
        details: ['不写代码时，列出全部代码。'],
        examples: ['napcat-doctor explain token-mismatch'],
      },
      completion: {
        summary: '输出命令补全脚本',
        usage: 'completion powershell|bash|zsh|fish',
        details: ['把输出加到终端的启动文件里。'],
        examples: ['napcat-doctor completion powershell'],
      },
      help: { summary: '显示说明', usage: 'help [命令]', details: [], examples: ['napcat-doctor help diagnose'] },
    },
    options: {
      json: { value: null, text: '输出 JSON，标准输出里只有一个文档' },
      recording: { value: '文件', text: '检查录制文件或诊断包，而不是这台电脑' },
      napcat: { value: '文件夹', text: 'NapCat 所在的文件夹' },
      account: { value: 'QQ号', text: '要检查的 QQ 号' },
      url: { value: '地址', text: '再检查一个 WebSocket 地址' },
      log: { value: '文件', text: '再读一个日志文件，可以写多次；- 表示标准输入' },
      deep: { value: null, text: '用测试账号真正握手一次；机器人的上线插件会运行' },
      lang: { value: 'zh|en', text: '语言' },
      help: { value: null, text: '显示说明' },
      version: { value: null, text: '显示版本' },
    },
  },
  ports: {
    headers: { address: '地址', port: '端口', process: '程序', pid: 'PID', answer: '应答' },
    answers: {
      'nonebot-v11': 'NoneBot，OneBot V11 适配器已加载',
      asgi: 'FastAPI 程序，没有 OneBot V11 地址',
      aiocqhttp: 'aiocqhttp 一类（AstrBot、LangBot、HoshinoBot）',
      koishi: 'Koishi',
      websockets: 'WebSocket 服务器（例如 MaiBot 适配器）',
      yunzai: 'TRSS-Yunzai',
      karin: 'Karin',
      'napcat-webui': 'NapCat WebUI',
      tls: '要求加密连接',
      plain: '不加密，拒绝加密连接',
      http: '别的网页服务',
      'not-http': '有应答，但不是 HTTP',
      silent: '能连上，没有应答',
      'hang-up': '连上就断开',
    },
    hiddenOwner: '看不到（权限不足）',
    none: '没有程序在监听。',
    unseen: (state) => `没有看到监听的端口：${state}。`,
  },
  record: {
    written: (file) => `已写入${q(file)}。`,
    unredacted: '这个文件没有脱敏，里面可能有 Token、QQ 号和路径，只交给你信任的人。',
  },
  errors: {
    unknownCommand: (word, near) => `没有${q(word)}这个命令${nearest(near)}`,
    unknownOption: (word, near) => `没有${q(word)}这个选项${nearest(near)}`,
    unknownCode: (word, near) => `没有${q(word)}这个代码${nearest(near)}`,
    unknownShell: (word, known) => `不支持${q(word)}，可以写：${known.join('、')}。`,
    missingValue: (option) => `选项${q(option)}后面要写一个值。`,
    missingArgument: (argument) => `缺少${q(argument)}。`,
    extraArgument: (word) => `多写了${q(word)}。`,
    badValue: (word) => `${q(word)}的值不对。`,
    fileNotFound: (file) => `没有找到文件${q(file)}。`,
    fileUnreadable: (file, reason) => `文件${q(file)}读不出来：${q(reason)}。`,
    fileNotWritten: (file, reason) => `文件${q(file)}写不进去：${q(reason)}。`,
    notARecording: (file, reason, line, column) =>
      `${q(file)}不是录制文件${given(line, (n) => `，第 ${n} 行${given(column, (c) => `第 ${c} 列`)}`)}：${q(reason)}。`,
    cancelled: '已取消，没有修改任何东西。',
    incomplete: '有些部分没有看到，结论只根据看到的部分。',
    ownFault: (reason) => `NapCat Doctor 自己出错了：${q(reason)}。`,
  },
};
