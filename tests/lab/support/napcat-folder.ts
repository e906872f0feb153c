/** The folder of NapCat.Shell.Windows.Node as it looks after a first login (domain facts: NapCat dossier §1.3). */
import type { Files } from './folders.ts';

export interface FolderOptions {
  readonly version: string;
  readonly webui: WebUi;
  readonly fileLog: boolean;
  readonly autoLogin: string;
  /** Content of config/onebot11_<uin>.json by account. */
  readonly accounts: Readonly<Record<string, string | Uint8Array>>;
}

export interface WebUi {
  readonly host: string;
  /** 0 switches it off. */
  readonly port: number;
  readonly token: string;
  /** Logins a minute. Default 10. */
  readonly loginRate?: number;
  readonly enable2FA?: boolean;
}

export function napCatFolder(options: FolderOptions): Files {
  const main = new URL('../napcat-stand-in/main.mjs', import.meta.url).href;
  const onebot = Object.entries(options.accounts).map(([uin, content]) => [
    `napcat/config/onebot11_${uin}.json`,
    content,
  ]);
  return {
    'napcat.bat': '@echo off\r\nnode.exe ./index.js\r\npause\r\n',
    'index.js': INDEX,
    'node.exe': '',
    'QQNT.dll': '',
    'wrapper.node': '',
    'package.json': '{ "name": "qq-chat", "version": "9.9.22-40990" }\n',
    'config.json': '{ "curVersion": "9.9.22-40990" }\n',
    'napcat/napcat.mjs': bundle(options.version, main),
    // The real one says 0.0.1 too, whatever the version is.
    'napcat/package.json': '{ "name": "napcat", "type": "module", "version": "0.0.1" }\n',
    'napcat/qqnt.json': '{ "name": "qq-chat", "version": "9.9.22-40990", "main": "./loadNapCat.js" }\n',
    'napcat/loadNapCat.js': '',
    'napcat/launcher.bat': '',
    'napcat/NapCatWinBootMain.exe': '',
    'napcat/NapCatWinBootHook.dll': '',
    'napcat/static/index.html': '<!doctype html>',
    'napcat/native/packet/MoeHoo.win32.x64.node': '',
    'napcat/config/napcat.json': json({ ...NAPCAT_JSON, fileLog: options.fileLog }),
    'napcat/config/webui.json': json({ loginRate: 10, ...options.webui, autoLoginAccount: options.autoLogin }),
    ...(Object.fromEntries(onebot) as Files),
  };
}

/** Sets what the real index.js sets before it hands over (packages/napcat-develop/index.js). */
const INDEX = `const { join } = require('node:path');
process.env.NAPCAT_WRAPPER_PATH = join(__dirname, 'wrapper.node');
process.env.NAPCAT_QQ_PACKAGE_INFO_PATH = join(__dirname, 'package.json');
process.env.NAPCAT_QQ_VERSION_CONFIG_PATH = join(__dirname, 'config.json');
process.env.NAPCAT_DISABLE_PIPE = '1';
import('./napcat/napcat.mjs');
`;

/** The version stands in the bundle as releases have it. */
function bundle(version: string, main: string): string {
  return `import { start } from ${JSON.stringify(main)};
const napCatVersion = typeof process.version !== "undefined" && "${version}" || "1.0.0-dev";
await start({ version: napCatVersion, base: import.meta.dirname });
`;
}

/** As shipped. */
const NAPCAT_JSON = {
  consoleLog: true,
  fileLogLevel: 'debug',
  consoleLogLevel: 'info',
  packetBackend: 'auto',
  packetServer: '',
  o3HookMode: 1,
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
