/**
 * What kind of NapCat a folder is: the form by the files in it and around it, and the files that this form cannot start
 * without (domain facts: NapCat dossier §1.2 to §1.5, sample trees).
 */
import type { Machine } from '../../machine/machine.ts';
import type { NapCatForm } from '../facts.ts';
import type { VisitedFolder } from '../walk.ts';
import type { FolderView } from './folder-view.ts';
import { MAIN_FILE, ONEBOT_FILE, TELLING_FILES } from './traces.ts';

/** A place on disk that is, was or should be a NapCat. */
export interface Install {
  /** Folder that holds napcat.mjs, or should. `null`: only a configuration was found. */
  readonly dir: string | null;
  readonly baseDir: string;
  /** Where its configuration lies, when that is not `config` below `baseDir`: a volume may have any name. */
  readonly configDir?: string;
  readonly form: NapCatForm;
  readonly missingFiles: readonly string[];
  /** Generation of NapCatQQ-Desktop by its folder layout, when that manages it. */
  readonly managerVersion: string | null;
}

/** Picks the folders worth a closer look out of a walk. */
export function candidateFolders(machine: Machine, folders: readonly VisitedFolder[]): readonly string[] {
  return folders.flatMap(({ dir, entries }) => {
    const names = entries.map(({ name }) => name.toLowerCase());
    if (isTelling(names)) return [dir];
    const isConfig =
      machine.paths.basename(dir).toLowerCase() === 'config' && names.some((name) => ONEBOT_FILE.test(name));
    return isConfig ? [machine.paths.dirname(dir)] : [];
  });
}

/**
 * Folders of another name than `config` that hold what NapCat's has: outside a container they are copies that nobody
 * reads, so they count only where no program of NapCat lies anywhere.
 */
export function mountedConfigs(machine: Machine, folders: readonly VisitedFolder[]): readonly Install[] {
  const holds = ({ entries }: VisitedFolder, test: (name: string) => boolean): boolean =>
    entries.some(({ name }) => test(name.toLowerCase()));
  if (folders.some(({ entries }) => isTelling(entries.map(({ name }) => name.toLowerCase())))) return [];
  return folders
    .filter(
      (folder) =>
        machine.paths.basename(folder.dir).toLowerCase() !== 'config' &&
        holds(folder, (name) => /^onebot11_\d+\.json$/.test(name)) &&
        holds(folder, (name) => name === 'webui.json' || /^napcat(?:_\d+)?\.json$/.test(name)),
    )
    .map(({ dir }) => ({
      ...{ dir: null, baseDir: machine.paths.dirname(dir), configDir: dir },
      ...{ form: 'unknown', missingFiles: [], managerVersion: null },
    }));
}

/** Reads one candidate; a OneKey or Once folder leads to the NapCat inside it. */
export async function readInstalls(dir: string, view: FolderView): Promise<readonly Install[]> {
  if (!(await view.has(dir, MAIN_FILE))) {
    const inner = await innerFolders(dir, view);
    if (inner.length > 0) return Promise.all(inner.map((found) => readInstall(found, view)));
  }
  return [await readInstall(dir, view)];
}

/** Where the one-click packages keep NapCat: `versions\<v>\resources\app\napcat`, or a plugin of their own LiteLoader. */
export async function innerFolders(dir: string, view: FolderView): Promise<readonly string[]> {
  const plugins = [view.join(dir, 'LL', 'plugins'), view.join(dir, 'LiteLoader', 'plugins')];
  const found: string[] = [];
  for (const version of await view.subfolders(view.join(dir, 'versions'))) {
    const app = view.join(version, 'resources', 'app');
    found.push(view.join(app, 'napcat'));
    plugins.push(view.join(app, 'LiteLoader', 'plugins'));
  }
  found.push(view.join(dir, 'resources', 'app', 'app_launcher', 'napcat'));
  for (const folder of plugins) found.push(...(await view.subfolders(folder)));
  const held = await Promise.all(found.map((folder) => view.has(folder, MAIN_FILE)));
  return found.filter((_folder, at) => held[at]);
}

async function readInstall(dir: string, view: FolderView): Promise<Install> {
  if (!(await isNapCatFolder(dir, view))) {
    return { dir: null, baseDir: dir, form: 'unknown', missingFiles: [], managerVersion: null };
  }
  const managerVersion = await managerOf(dir, view);
  const form = managerVersion === null ? await formOf(dir, view) : 'ncd';
  return { dir, baseDir: dir, form, missingFiles: await missingFilesOf(dir, form, view), managerVersion };
}

/** The one-click packages carry their own QQ around NapCat; `null` for every other form, and while they are unpacked only. */
export function portableQqOf({ dir, form }: Install, view: FolderView): string | null {
  if (dir === null) return null;
  if (form === 'shell-onekey' && IN_QQ.test(dir)) return view.up(dir, 5);
  return form === 'framework-onekey' ? view.up(dir, 7) : null;
}

const IN_QQ = /[\\/]resources[\\/]app[\\/]napcat$/i;

async function isNapCatFolder(dir: string, view: FolderView): Promise<boolean> {
  const listing = await view.list(dir);
  return listing.state === 'known' && isTelling(listing.value.map(({ name }) => name.toLowerCase()));
}

function isTelling(names: readonly string[]): boolean {
  return names.includes(MAIN_FILE) || names.filter((name) => TELLING_FILES.has(name)).length >= 2;
}

/** Tried from the top. Each looks at names only, of the folder itself and of those around it. */
const FORMS: readonly {
  readonly form: NapCatForm;
  readonly is: (dir: string, view: FolderView) => boolean | Promise<boolean>;
}[] = [
  { form: 'wsl', is: (dir) => /^\\\\wsl(?:\.localhost|\$)\\/i.test(dir) },
  { form: 'docker', is: (dir) => dir === '/app/napcat' },
  { form: 'linux', is: (_dir, view) => view.platform === 'linux' },
  {
    form: 'shell-onekey',
    is: (dir, view) => IN_QQ.test(dir) && view.has(view.up(dir, 5), 'QQ.exe'),
  },
  { form: 'shell-onekey', is: (dir, view) => view.has(view.up(dir, 1), 'NapCatInstaller.exe') },
  {
    form: 'framework-onekey',
    is: (dir, view) =>
      /[\\/]resources[\\/]app[\\/]LiteLoader[\\/]plugins[\\/][^\\/]+$/i.test(dir) &&
      view.has(view.up(dir, 7), 'NapCatWinBootMain.exe'),
  },
  {
    form: 'framework-once',
    is: (dir, view) => /[\\/]plugins[\\/][^\\/]+$/i.test(dir) && view.has(view.up(dir, 3), 'LiteLoader_Launcher.js'),
  },
  {
    // The loader of 4.17.46 and later is in the zip whether it lies in LiteLoader's plugins or not.
    form: 'framework-liteloader',
    is: async (dir, view) =>
      (await view.has(dir, 'manifest.json')) ||
      (/[\\/]plugins[\\/][^\\/]+$/i.test(dir) && /liteloader/i.test(view.up(dir, 2))),
  },
  {
    form: 'framework-napiloader',
    is: (dir, view) => view.hasAny(dir, ['napimain.exe', 'napiLoader.bat', 'napiloader.dll']),
  },
  {
    form: 'shell-node',
    is: async (dir, view) =>
      (await view.has(view.up(dir, 1), 'index.js')) && view.hasAny(view.up(dir, 1), ['wrapper.node', 'node.exe']),
  },
  {
    form: 'shell-zip',
    is: (dir, view) =>
      view.hasAny(dir, ['NapCatWinBootMain.exe', 'launcher.bat', 'launcher-user.bat', 'qqnt.json', 'loadNapCat.js']),
  },
];

async function formOf(dir: string, view: FolderView): Promise<NapCatForm> {
  for (const { form, is } of FORMS) if (await is(dir, view)) return form;
  return 'unknown';
}

/** NapCatQQ-Desktop keeps NapCat in a place of its own, another one in each generation (domain facts: dossier §1.5). */
async function managerOf(dir: string, view: FolderView): Promise<string | null> {
  if (/[\\/]components[\\/]NapCatQQ$/i.test(dir)) return '3.x';
  if (/[\\/]runtime[\\/]NapCatQQ$/i.test(dir)) return '2.x';
  const parent = view.up(dir, 1);
  if (await view.has(parent, 'NapCatQQ-Desktop.exe')) return '1.x';
  return /[\\/]NapCat$/i.test(dir) && (await view.has(view.join(parent, 'config'), 'bot.json')) ? '1.x' : null;
}

const LAUNCHER_SCRIPTS = ['launcher.bat', 'launcher-user.bat', 'launcher-win10.bat', 'launcher-win10-user.bat'];
const SHELL_FILES = ['NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'qqnt.json'];

/** Paths from the folder that holds napcat.mjs. loadNapCat.js is absent: every launcher writes it anew. */
const NEEDED: Partial<Readonly<Record<NapCatForm, readonly string[]>>> = {
  'shell-zip': SHELL_FILES,
  ncd: SHELL_FILES,
  'shell-onekey': [
    '../../../../../NapCatWinBootMain.exe',
    '../../../../../NapCatWinBootHook.dll',
    '../../../../../QQ.exe',
  ],
  'shell-node': ['../index.js', '../node.exe', '../wrapper.node'],
  'framework-napiloader': ['napimain.exe', 'napiloader.dll', 'nativeLoader.cjs'],
  'framework-liteloader': ['manifest.json', 'liteloader.cjs', 'napcat.cjs'],
};

async function missingFilesOf(dir: string, form: NapCatForm, view: FolderView): Promise<readonly string[]> {
  const packed = form === 'shell-onekey' && !(await view.has(dir, MAIN_FILE));
  const needed = packed ? ['NapCatWinBootMain.exe', 'QQ.exe'] : (NEEDED[form] ?? []);
  const paths = [MAIN_FILE, ...needed].map((name) => view.join(dir, ...name.split('/')));
  const present = await Promise.all(paths.map((path) => view.fileState(path)));
  // A folder of which only NapCat's own part is known says nothing about its launcher; its scripts do.
  const launcherSeen = present.slice(1).includes('known') || (await view.hasAny(dir, LAUNCHER_SCRIPTS));
  return paths.filter(
    (_path, at) => present[at] === 'absent' && (at === 0 || launcherSeen || form === 'framework-liteloader'),
  );
}
