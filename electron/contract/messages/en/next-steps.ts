/** What would decide an open case. Without a full stop, so that it can end another sentence. */
import type { Catalogue } from '../catalogue.ts';

export const nextSteps: Catalogue['nextSteps'] = {
  processes: 'run once more as administrator, so that NapCat Doctor sees all processes',
  listeners: 'run once more on the computer concerned, to see which programs listen on which ports',
  connections: 'run once more on the computer concerned, to see whether NapCat is connecting',
  'napcat-config': 'point to NapCat’s folder, so that NapCat Doctor can read onebot11_<QQ number>.json',
  'napcat-log':
    'open “猫猫日志” (log) in NapCat’s WebUI, paste the lines with the error on the Check page and check again (on the command line: save them in a file and pass it with --log)',
  'napcat-webui':
    'allow signing in to NapCat’s WebUI in the Settings and check again (on the command line: --webui), or open “网络配置” (network settings) in NapCat’s WebUI and compare its entries with the file',
  'framework-config':
    'run on the computer of the bot framework, so that NapCat Doctor can read its settings (such as .env)',
  'framework-log':
    'paste the text of the bot framework’s window on the Check page and check again (on the command line: save it in a file and pass it with --log)',
  'http-probe': 'check again while the bot framework runs, to see how its port answers',
  'tcp-probe': 'check again on the computer of NapCat, to see whether the port can be reached',
  'websocket-probe': 'check again while the bot framework runs, to see how it answers a WebSocket handshake',
  'deep-probe':
    'allow the deep probe in the Settings and check again (on the command line: --deep); it registers a test account for a moment, and the bot’s connect plugins run once',
  'restart-napcat': 'restart NapCat and check again at once',
  watch: 'keep both sides running, send a QQ message and check again at once',
};
