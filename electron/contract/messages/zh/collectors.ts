/** 各项检查看的是什么：用在进度和“没有看到的”里。 */
import type { Collectors } from '../cli.ts';

export const collectors: Collectors = {
  processes: '正在运行的程序',
  listeners: '监听的端口',
  connections: '已有的连接',
  napcat: 'NapCat 和 QQ',
  'napcat-config': 'NapCat 的配置',
  'napcat-log': 'NapCat 的日志',
  'napcat-webui': 'NapCat 的 WebUI',
  framework: '机器人框架',
  'framework-config': '机器人框架的配置',
  'framework-log': '机器人框架的日志',
  probes: '端口的应答',
  'excluded-ports': 'Windows 保留的端口',
  firewall: 'Windows 防火墙',
  proxy: '代理设置',
  network: '网卡和网络',
};
