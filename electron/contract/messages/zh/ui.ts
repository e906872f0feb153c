/** 图上和标签里的短词。 */
import type { Catalogue } from '../catalogue.ts';

export const hops: Catalogue['hops'] = {
  1: { name: 'QQ 与 NapCat', question: '在运行吗？登录了吗？' },
  2: { name: 'NapCat 的客户端条目', question: '文件对吗？启用了吗？URL 写对了吗？' },
  3: { name: '地址与端口', question: '谁在监听？能连上吗？' },
  4: { name: '握手', question: '路径、Token、适配器对吗？' },
  5: { name: '机器人上线', question: '消息到了吗？接口有应答吗？' },
};

export const sides: Catalogue['sides'] = {
  napcat: 'NapCat 一侧',
  framework: '机器人框架一侧',
  windows: 'Windows 一侧',
  network: '网络一侧',
  qq: 'QQ 一侧',
  none: '两侧都没有问题',
  unsure: '还不能确定是哪一侧',
};

export const confidence: Catalogue['confidence'] = { certain: '确定', likely: '很可能', possible: '有可能' };

export const outcomes: Catalogue['outcomes'] = {
  pass: '正常',
  warn: '提醒',
  fail: '有问题',
  skip: '不适用',
  unknown: '没有看到',
  error: 'NapCat Doctor 自己出错',
};

export const evidenceKinds: Catalogue['evidenceKinds'] = {
  file: '配置或文件',
  process: '进程',
  listener: '监听的端口',
  connection: '已建立的连接',
  probe: '探测得到的应答',
  log: '日志或控制台里的话',
  registry: '注册表',
  version: '版本号',
  watch: '观察时看到的变化',
  missing: '应该有却没有的东西',
  unseen: '没能看到的东西',
};
