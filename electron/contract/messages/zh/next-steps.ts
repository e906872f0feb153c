/** 证据不足时，看什么就能判断。不带句号，可以接在别的句子后面。 */
import type { Catalogue } from '../catalogue.ts';

export const nextSteps: Catalogue['nextSteps'] = {
  processes: '以管理员身份再运行一次，让 NapCat Doctor 看到所有进程',
  listeners: '在出问题的电脑上再运行一次，看哪些程序在监听端口',
  connections: '在出问题的电脑上再运行一次，看 NapCat 是否正在连接',
  'napcat-config': '指出 NapCat 的文件夹，让 NapCat Doctor 读取 onebot11_QQ号.json',
  'napcat-log': '打开 NapCat WebUI 的“猫猫日志”，把报错的几行贴到“检查”页里再检查一次（命令行里存成文件，加 --log）',
  'napcat-webui':
    '在“设置”里允许登录 NapCat 的 WebUI 再检查一次（命令行加 --webui），或打开 NapCat WebUI 的“网络配置”，核对里面的条目是否与文件相同',
  'framework-config': '在机器人框架所在的电脑上运行，让 NapCat Doctor 读取它的配置（例如 .env）',
  'framework-log': '把机器人框架窗口里的文字贴到“检查”页里再检查一次（命令行里存成文件，加 --log）',
  'http-probe': '在机器人框架运行时再检查一次，看它的端口怎样应答',
  'tcp-probe': '在 NapCat 所在的电脑上再检查一次，看端口能不能连上',
  'websocket-probe': '在机器人框架运行时再检查一次，看它怎样应答 WebSocket 握手',
  'deep-probe':
    '在“设置”里允许深度探测再检查一次（命令行加 --deep），它会短暂登记一个测试账号，机器人的上线插件会运行一次',
  'restart-napcat': '重启 NapCat，然后马上再检查一次',
  watch: '保持两边运行，用 QQ 发一条消息，然后马上再检查一次',
};
