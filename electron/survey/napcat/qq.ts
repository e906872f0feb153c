/**
 * QQ installations: where they are, which version is in force, and what LiteLoaderQQNT left in them
 * (domain facts: NapCat dossier §5, §1.4).
 */
import { ABSENT, known, valueOf } from '../../machine/answer.ts';
import type { Ask, Machine, ProcessInfo, RegistryValues } from '../../machine/machine.ts';
import type { QqFacts } from '../facts.ts';
import { imageOf } from '../processes.ts';
import { variableOf } from './environment.ts';
import type { FolderView } from './folder-view.ts';
import { readJson } from './json-file.ts';
import { readLiteLoader } from './lite-loader.ts';
import { appFolders } from './qq-folders.ts';
import { IMAGES } from './traces.ts';

const UNINSTALL_KEYS = [
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\QQ',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\QQ',
  'HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\QQ',
];
const INSTALL_KEYS = ['HKLM\\SOFTWARE\\WOW6432Node\\Tencent\\QQNT', 'HKLM\\SOFTWARE\\Tencent\\QQNT'];

/** The registered QQ first, then running ones, then those in the usual folders and in `extraDirs` (portable ones). */
export async function surveyQqs(
  machine: Machine,
  processes: readonly ProcessInfo[],
  extraDirs: readonly string[],
  view: FolderView,
  ask: Ask,
): Promise<readonly QqFacts[]> {
  const registered = machine.host.platform === 'win32' ? await readRegistry(machine, ask) : [];
  const running = processes.flatMap((process) =>
    process.path !== null && (IMAGES.qq as readonly string[]).includes(imageOf(process))
      ? [machine.paths.dirname(process.path)]
      : [],
  );
  const places =
    machine.host.platform === 'win32' ? usualPlaces(machine) : ['/opt/QQ', `${machine.host.homeDir}/Napcat/opt/QQ`];
  const found: QqFacts[] = [];
  for (const dir of [...registered.map((entry) => entry.dir), ...running, ...places, ...extraDirs]) {
    if (found.some((qq) => machine.paths.same(qq.dir, dir)) || !(await view.hasAny(dir, [...IMAGES.qq]))) continue;
    const displayVersion = registered.find((entry) => machine.paths.same(entry.dir, dir));
    found.push({
      dir,
      version: await readQqVersion(machine, dir, displayVersion, view, ask),
      liteLoader: await readLiteLoader(machine, dir, view, ask),
    });
  }
  return found;
}

interface Registered {
  readonly dir: string;
  readonly key: string;
  readonly displayVersion: string | null;
}

async function readRegistry(machine: Machine, ask: Ask): Promise<readonly Registered[]> {
  const read = async (key: string, dirOf: (values: RegistryValues) => string | null) => {
    const values = valueOf(await machine.registry(key, ask));
    const dir = values && dirOf(values);
    const version = values?.DisplayVersion;
    return dir ? [{ key, dir, displayVersion: typeof version === 'string' ? version : null }] : [];
  };
  const folderOf = (value: unknown) => (typeof value === 'string' ? value.replaceAll('"', '').trim() : '');
  const answers = await Promise.all([
    ...UNINSTALL_KEYS.map((key) =>
      read(key, (values) => {
        const program = folderOf(values.UninstallString);
        return program === '' ? null : machine.paths.dirname(program);
      }),
    ),
    ...INSTALL_KEYS.map((key) => read(key, (values) => folderOf(values.Install).replace(/[\\/]+$/, '') || null)),
  ]);
  return answers.flat();
}

function usualPlaces(machine: Machine): readonly string[] {
  const programFolders = [
    variableOf(machine, 'ProgramFiles') ?? 'C:\\Program Files',
    variableOf(machine, 'ProgramFiles(x86)') ?? 'C:\\Program Files (x86)',
  ];
  return [...programFolders, 'D:\\Program Files', 'D:'].map((folder) => `${folder}\\Tencent\\QQNT`);
}

/** `curVersion` is what starts; the registry keeps the version of the installer, which a hot update leaves behind. */
async function readQqVersion(
  machine: Machine,
  dir: string,
  registered: Registered | undefined,
  view: FolderView,
  ask: Ask,
): Promise<QqFacts['version']> {
  const configs = [
    view.join(dir, 'versions', 'config.json'),
    view.join(dir, 'resources', 'app', 'versions', 'config.json'),
  ];
  for (const path of configs) {
    const version = (await readJson(machine, path, ask))?.curVersion;
    if (typeof version === 'string' && version !== '')
      return known({ text: version, origin: { kind: 'file', path, key: 'curVersion' } });
  }
  for (const app of [view.join(dir, 'resources', 'app'), ...(await appFolders(dir, view))]) {
    const path = view.join(app, 'package.json');
    const version = (await readJson(machine, path, ask))?.version;
    if (typeof version === 'string') return known({ text: version, origin: { kind: 'file', path, key: 'version' } });
  }
  if (!registered?.displayVersion) return ABSENT;
  const text = registered.displayVersion.replace(/\.(\d+)$/, '-$1');
  return known({ text, origin: { kind: 'registry', key: registered.key, value: 'DisplayVersion' } });
}
