/**
 * The names by which NapCat's programs, libraries and files are known (domain facts: NapCat dossier §1.1 to §1.5).
 * Everything in lower case: Windows does not care.
 */

export const IMAGES = {
  qq: ['qq.exe', 'qq'],
  node: ['node.exe', 'node'],
  shellLauncher: 'napcatwinbootmain.exe',
  pluginLauncher: 'napimain.exe',
  manager: 'napcatqq-desktop.exe',
} as const;

/** Programs of the host that hold a container's published port. */
export const CONTAINER_OWNERS: Readonly<Record<string, 'docker' | 'wsl'>> = {
  'com.docker.backend.exe': 'docker',
  'com.docker.proxy.exe': 'docker',
  'vpnkit.exe': 'docker',
  'docker-proxy': 'docker',
  'wslrelay.exe': 'wsl',
  'wslhost.exe': 'wsl',
  vmmem: 'wsl',
  vmmemwsl: 'wsl',
};

/** A taken port is counted up, at most a hundred times (domain facts: NapCat dossier §2.4). */
export const WEBUI_PORTS = { first: 6099, last: 6199 } as const;

/** Loaded libraries that only NapCat brings; what precedes them is its folder. */
export const NAPCAT_MODULE =
  /^(.*?)[\\/](?:native[\\/](?:napi2native|packet)|moehoo)[\\/](?:napi2native|moehoo)[^\\/]*\.node$/i;
export const SHELL_HOOK = /[\\/]napcatwinboothook\.dll$/i;
export const PLUGIN_HOOK = /[\\/]napiloader\.dll$/i;

/**
 * Where the port is all that shows, only the first few count: in a container it is whatever was published, and AstrBot
 * publishes 6185 and 6199 from the same program.
 */
export const CONTAINER_PORTS = { first: 6099, last: 6119 } as const;

export const MAIN_FILE = 'napcat.mjs';

/** Two of these in one folder are an installation, even if the others are gone. */
export const TELLING_FILES: ReadonlySet<string> = new Set([
  MAIN_FILE,
  'napcatwinbootmain.exe',
  'napcatwinboothook.dll',
  'loadnapcat.js',
  'qqnt.json',
  'napcat.cjs',
  'nativeloader.cjs',
  'napiloader.bat',
  'napimain.exe',
  'launcher.bat',
  'launcher-user.bat',
  'napcat.bat',
]);

/** `onebot11_2000000001.json` with the account as its group, or the template `onebot11.json` without. */
export const ONEBOT_FILE = /^onebot11(?:_(\d+))?\.json$/i;
