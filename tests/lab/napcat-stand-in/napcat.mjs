/** One NapCat process from its first line to the chat that goes on whatever becomes of OneBot. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chat } from './chat.mjs';
import { parseConfig } from './config.mjs';
import { parseJson } from './json.mjs';
import { Log } from './log.mjs';
import { OneBot } from './onebot.mjs';
import { report } from './report.mjs';
import { startWebUi } from './webui.mjs';

const NICK = '测试猫';

/** @param {import('./main.mjs').Place} place */
export async function runNapCat({ version, base }) {
  const workdir = process.env.NAPCAT_WORKDIR ?? base;
  const configDir = join(workdir, 'config');
  const log = new Log();
  log.configure(readLogSettings(join(configDir, 'napcat.json')));
  /** @type {import('./webui.mjs').Session} */
  const session = { version, configDir, account: null, onebot: null };

  log.info('[PacketHandler] 加载成功');
  log.info('[Napi2NativeLoader] 加载成功');
  log.info(`[NapCat] [Core] NapCat.Core Version: ${version}`);
  const webui = await startWebUi(join(configDir, 'webui.json'), session, log);
  log.info('等待网络连接...');
  log.info('网络已连接');

  const uin = quickLogin() ?? webui.autoLogin;
  if (uin === '') askForQrCode(workdir, log);
  else {
    log.info(`正在快速登录  ${uin}`);
    logIn(session, uin, workdir, log);
  }
  report({ event: 'ready', pid: process.pid, webuiPort: webui.port });
}

/** `-q <uin>`, or the environment. */
function quickLogin() {
  const at = process.argv.indexOf('-q');
  return at === -1 ? process.env.NAPCAT_QUICK_ACCOUNT : process.argv[at + 1];
}

/** @param {string} workdir @param {Log} log */
function askForQrCode(workdir, log) {
  const image = join(workdir, 'cache', 'qrcode.png');
  mkdirSync(join(workdir, 'cache'), { recursive: true });
  writeFileSync(image, '');
  log.info('没有 -q 指令指定快速登录，将使用二维码登录方式');
  log.warn('请扫描下面的二维码，然后在手Q上授权登录：');
  log.warn('请扫描上面的二维码，或访问以下网址：\nhttps://txz.qq.com/p?k=XXXX&f=1600001602');
  log.warn(`二维码已保存到 ${image}`);
}

/** @param {import('./webui.mjs').Session} session @param {string} uin @param {string} workdir @param {Log} log */
function logIn(session, uin, workdir, log) {
  const { configDir, version } = session;
  const account = { uin, nick: NICK, version, online: true };
  const settings = join(configDir, `napcat_${uin}.json`);
  if (!existsSync(settings)) copyFileSync(join(configDir, 'napcat.json'), settings);
  log.configure(readLogSettings(settings));
  log.openFile(join(workdir, 'logs'), readLogSettings(settings));

  log.info('[AdapterManager] 开始初始化协议适配器...');
  const onebot = new OneBot(ownConfig(configDir, uin), account, log);
  if (onebot.start()) {
    // Only OneBot's part tells the log who is logged in.
    log.nick = NICK;
    log.info('[AdapterManager] OneBot11 适配器初始化完成');
  }
  log.info('[AdapterManager] NapCat Protocol 适配器未启用，跳过初始化');
  log.info('[AdapterManager] 协议适配器初始化完成，已加载 2 个适配器');
  session.account = account;
  session.onebot = onebot;

  process.on('uncaughtException', (error) => log.error(`[NapCat] [Error] Unhandled Exception: ${error.message}`));
  const talk = chat(account, onebot, log);
  process.on('message', (/** @type {import('./report.mjs').Order} */ message) => {
    if (message.order === 'say') talk.say(message.text);
    else if (message.order === 'freeze') freeze(message.until);
    else {
      talk.stop();
      account.online = false;
      log.error('[KickedOffLine] [下线通知] 你的账号当前登录已失效，请重新登录。');
      log.info('账号状态变更为离线');
    }
  });
}

/** It still accepts connections then, as a program that hangs does, and answers none. @param {string} file */
function freeze(file) {
  writeFileSync(file, '');
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(file)) Atomics.wait(never, 0, 0, 50);
}

/** A first login copies onebot11.json if it is there and writes the defaults if not. @param {string} dir @param {string} uin */
function ownConfig(dir, uin) {
  const file = join(dir, `onebot11_${uin}.json`);
  if (existsSync(file)) return file;
  const template = join(dir, 'onebot11.json');
  const config = parseConfig(existsSync(template) ? readFileSync(template, 'utf8') : '{}');
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

/** @param {string} file @returns {import('./log.mjs').LogSettings} */
function readLogSettings(file) {
  const settings = /** @type {Partial<import('./log.mjs').LogSettings>} */ (parseJson(readFileSync(file, 'utf8')));
  return { fileLog: false, consoleLog: true, ...settings };
}
