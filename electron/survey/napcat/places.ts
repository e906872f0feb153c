/**
 * Where people put NapCat, and bots too: drive roots, the desktop, downloads, documents, and the homes of LiteLoader and
 * NapCatQQ-Desktop (domain facts: NapCat dossier §1.4, §1.5).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { WalkStart } from '../walk.ts';
import { imageOf } from '../processes.ts';
import { variableOf } from './environment.ts';
import { profileOf } from './lite-loader.ts';
import { CONTAINER_OWNERS } from './traces.ts';

/** The starts of one walk that serves the whole survey. */
export async function usualPlaces(
  machine: Machine,
  processes: readonly ProcessInfo[],
  napcatDir: string | undefined,
  ask: Ask,
): Promise<readonly WalkStart[]> {
  const own = napcatDir === undefined ? [] : [{ path: napcatDir, maxDepth: 2 }];
  const whole = machine.live ? [] : await everything(machine, ask);
  const working = processes.flatMap(({ cwd }) =>
    cwd === null || isSystemFolder(cwd) ? [] : [{ path: cwd, maxDepth: 1 }],
  );
  const places =
    machine.host.platform === 'win32' ? await windowsPlaces(machine, processes, ask) : linuxPlaces(machine);
  return [...own, ...whole, ...places, ...working];
}

/** A recording holds only what matters, and listing it costs nothing: all of it is looked through. */
async function everything(machine: Machine, ask: Ask): Promise<readonly WalkStart[]> {
  const roots = valueOf(await machine.roots(ask)) ?? (machine.host.platform === 'linux' ? ['/'] : ['C:\\', 'D:\\']);
  return roots.map((path) => ({ path, maxDepth: 12 }));
}

/** Enough for every home and every drive's upper floors, and over in seconds on a slow disk. */
export const WALK_BUDGET = { maxDepth: 2, maxFolders: 4_000, deadline: 8_000 } as const;

const HOME_FOLDERS = ['Desktop', 'Downloads', 'Documents', '桌面', '下载', '文档'];

async function windowsPlaces(
  machine: Machine,
  processes: readonly ProcessInfo[],
  ask: Ask,
): Promise<readonly WalkStart[]> {
  const { paths, host } = machine;
  const drives = valueOf(await machine.roots(ask)) ?? drivesOf(processes, host.homeDir);
  const homes = [host.homeDir, paths.join(host.homeDir, 'OneDrive'), paths.join('C:\\Users', 'Public')];
  const profile = await profileOf(machine, ask);
  const dataRoots = [
    variableOf(machine, 'NCD_DATA_ROOT'),
    ...(await managerRoots(machine, ask)),
    paths.join(variableOf(machine, 'ProgramData') ?? 'C:\\ProgramData', 'NapCatQQ Desktop'),
  ];
  return [
    ...dataRoots.filter((path) => path !== undefined).map((path) => ({ path, maxDepth: 3 })),
    ...(profile === null ? [] : [{ path: paths.join(profile, 'plugins'), maxDepth: 1 }]),
    // Left behind by launchers that were started as administrator from Explorer.
    { path: paths.join(variableOf(machine, 'SystemRoot') ?? 'C:\\Windows', 'System32', 'NapCat'), maxDepth: 1 },
    ...homes.flatMap((home) => HOME_FOLDERS.map((name) => ({ path: paths.join(home, name), maxDepth: 4 }))),
    { path: host.homeDir, maxDepth: 2 },
    ...drives.map((path) => ({ path, maxDepth: 3 })),
    ...(await wslPlaces(machine, processes, ask)),
  ];
}

const IN_LINUX = ['opt', 'QQ', 'resources', 'app', 'app_launcher', 'napcat'];
const LXSS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Lxss';
const USUAL_DISTRIBUTIONS = ['Ubuntu', 'Ubuntu-24.04', 'Ubuntu-22.04', 'Debian'];

/** Only while WSL runs: to look into a distribution that does not would start it. */
async function wslPlaces(machine: Machine, processes: readonly ProcessInfo[], ask: Ask): Promise<readonly WalkStart[]> {
  const { paths } = machine;
  if (!processes.some((process) => CONTAINER_OWNERS[imageOf(process)] === 'wsl')) return [];
  const standard = valueOf(await machine.registry(LXSS, ask))?.DefaultDistribution;
  const own =
    typeof standard === 'string'
      ? valueOf(await machine.registry(`${LXSS}\\${standard}`, ask))?.DistributionName
      : undefined;
  const names = new Set([...(typeof own === 'string' ? [own] : []), ...USUAL_DISTRIBUTIONS]);
  return [...names].flatMap((name) => {
    const root = `\\\\wsl.localhost\\${name}\\`;
    return [paths.join(root, ...IN_LINUX), paths.join(root, 'root', 'Napcat', ...IN_LINUX)].map((path) => ({
      path,
      maxDepth: 1,
    }));
  });
}

async function managerRoots(machine: Machine, ask: Ask): Promise<readonly string[]> {
  const keys = ['HKCU\\SOFTWARE\\NapCatQQ-Desktop', 'HKLM\\SOFTWARE\\NapCatQQ-Desktop'];
  const answers = await Promise.all(keys.map((key) => machine.registry(key, ask)));
  return answers.map((answer) => valueOf(answer)?.DataRoot).filter((root) => typeof root === 'string');
}

/** When the drives cannot be asked for: the usual letters, and those of the programs that run. */
function drivesOf(processes: readonly ProcessInfo[], homeDir: string): readonly string[] {
  const seen = [homeDir, ...processes.flatMap(({ path, cwd }) => [path, cwd])];
  const letters = seen.flatMap((path) => /^[a-z]:\\/i.exec(path ?? '')?.[0].toUpperCase() ?? []);
  return [...new Set(['C:\\', 'D:\\', 'E:\\', 'F:\\', ...letters])];
}

function linuxPlaces({ host }: Machine): readonly WalkStart[] {
  return [
    { path: '/opt/QQ/resources/app/app_launcher/napcat', maxDepth: 1 },
    { path: `${host.homeDir}/Napcat/opt/QQ/resources/app/app_launcher/napcat`, maxDepth: 1 },
    { path: '/app/napcat', maxDepth: 1 },
    { path: host.homeDir, maxDepth: 3 },
    ...['/opt', '/srv', '/root', '/home', '/data', '/www'].map((path) => ({ path, maxDepth: 3 })),
  ];
}

const WINDOWS_SYSTEM = /^[a-z]:\\(?:windows|program files)(?:[\\ ]|$)/i;
const LINUX_USERS = /^\/(?:home|root|opt|srv|app|data|tmp|mnt|www)\//;

/** Services stand in system folders, and those are not walked. */
function isSystemFolder(path: string): boolean {
  return path.startsWith('/') ? !LINUX_USERS.test(`${path}/`) : WINDOWS_SYSTEM.test(path);
}
