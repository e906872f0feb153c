/**
 * NapCats inside a QQ on Windows. A QQ is not a NapCat: it counts as one only on proof (its launcher, its pipe, its
 * libraries, its WebUI port, its switch), and every process belongs to the topmost QQ above it
 * (domain facts: NapCat dossier §1.6).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { ModeEvidence, RunningNapCat } from '../facts.ts';
import { imageOf, splitCommandLine } from '../processes.ts';
import type { ProcessTree } from '../processes.ts';
import { readInstalls } from './folders.ts';
import { isUin, quickLoginOf, webUiOf } from './instance.ts';
import type { Instance, RunningContext } from './instance.ts';
import { otherReadings, readSigns, strongestFirst } from './reading.ts';
import type { Reading, Signs } from './reading.ts';
import { IMAGES, NAPCAT_MODULE, PLUGIN_HOOK, SHELL_HOOK } from './traces.ts';

export async function findQqInstances(context: RunningContext): Promise<readonly Instance[]> {
  if (context.machine.host.platform !== 'win32') return [];
  const tops = context.tree.all.filter((process) => isTopmostQq(process, context.tree));
  return (await Promise.all(tops.map((top) => readQq(top, context)))).filter((found) => found !== null);
}

const LAUNCHERS: readonly string[] = [IMAGES.shellLauncher, IMAGES.pluginLauncher];

function isTopmostQq(process: ProcessInfo, tree: ProcessTree): boolean {
  const isQq = (found: ProcessInfo | undefined) =>
    found !== undefined && (IMAGES.qq as readonly string[]).includes(imageOf(found));
  return isQq(process) && !isQq(tree.parentOf(process));
}

/** What was gathered about one QQ before it is judged. */
interface Seen {
  readonly top: ProcessInfo;
  readonly parent: ProcessInfo | null;
  readonly launcher: ProcessInfo | null;
  readonly launcherDir: string | null;
  readonly manager: ProcessInfo | null;
  readonly family: readonly ProcessInfo[];
  readonly webui: Listener | null;
  readonly modules: readonly string[];
  /** Where NapCat's own libraries were loaded from. */
  readonly moduleDir: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly qqDir: string | null;
}

async function readQq(top: ProcessInfo, context: RunningContext): Promise<Instance | null> {
  const seen = await lookAt(top, context);
  const signs = await signsOf(seen, context);
  if (!isProven(signs, seen)) return null;
  const reading = readSigns(signs);
  const { launcher, launcherDir, manager, family, webui, moduleDir, env, qqDir } = seen;
  return {
    reading,
    evidence: strongestFirst(evidenceOf(signs, seen)),
    otherReadings: otherReadings(signs, reading),
    running: {
      pid: top.pid,
      family: family.map(({ pid }) => pid),
      socketPid: webui?.pid ?? null,
      launcherPid: launcher?.pid ?? null,
      startedAt: top.startedAt,
      hidden: top.commandLine === null && top.path === null,
      account: accountOf(seen, context.machine),
    },
    managerPid: manager?.pid ?? null,
    webui,
    ownDir: moduleDir ?? (signs.portableQq || reading.form === 'framework-once' ? null : launcherDir),
    dirHints: dirHintsOf(signs, reading, seen, context.machine),
    env,
    qqDir,
  };
}

async function lookAt(top: ProcessInfo, context: RunningContext): Promise<Seen> {
  const { machine, tree } = context;
  const family = [top, ...tree.descendantsOf(top)];
  const parent = tree.parentOf(top) ?? null;
  const launcher = parent && LAUNCHERS.includes(imageOf(parent)) ? parent : null;
  const [modules, env] = await Promise.all([modulesOf(family, context), machine.processEnv(top.pid, context.ask)]);
  return {
    top,
    parent,
    launcher,
    launcherDir: launcher && folderOfLauncher(launcher, context),
    manager: tree.ancestorsOf(top).find((process) => imageOf(process) === IMAGES.manager) ?? null,
    family,
    webui: webUiOf(family, context),
    modules,
    moduleDir: modules.map((path) => NAPCAT_MODULE.exec(path)?.[1]).find((dir) => dir !== undefined) ?? null,
    env: valueOf(env) ?? {},
    qqDir: top.path === null ? null : machine.paths.dirname(top.path),
  };
}

async function signsOf(seen: Seen, { machine, pipes, view }: RunningContext): Promise<Signs> {
  const { top, launcher, launcherDir, family, webui, modules, moduleDir, qqDir } = seen;
  const childTypes = family.slice(1).map((child) => /--type=(\S+)/.exec(child.commandLine ?? '')?.[1]);
  const launcherImage = launcher && imageOf(launcher);
  const sameFolder = (dir: string) =>
    qqDir === null ? view.has(dir, 'QQ.exe') : Promise.resolve(machine.paths.same(dir, qqDir));
  return {
    pipe: pipes.some((name) => name.endsWith(`NapCat_${top.pid}`)),
    shellLauncher: launcherImage === IMAGES.shellLauncher,
    pluginLoader: launcherImage === IMAGES.pluginLauncher || modules.some((path) => PLUGIN_HOOK.test(path)),
    manager: seen.manager !== null,
    worker: webui !== null && webui.pid !== top.pid,
    windows: childTypes.includes('renderer') ? true : top.commandLine === null ? null : false,
    loggingSwitch: top.commandLine === null ? null : /\s--enable-logging\b/.test(top.commandLine),
    liteLoaderBesideLauncher:
      launcherDir !== null && (await view.hasAny(launcherDir, ['LL', 'LiteLoader', 'LiteLoader_Launcher.js'])),
    portableQq: launcherDir !== null && (await sameFolder(launcherDir)),
    folderForm: moduleDir === null ? null : ((await readInstalls(moduleDir, view))[0]?.form ?? null),
  };
}

/** Everything but the switch is NapCat's alone; the switch counts only for a QQ that shows no windows. */
function isProven(signs: Signs, { launcher, webui, modules, moduleDir, env }: Seen): boolean {
  const ownTraces = launcher !== null || webui !== null || moduleDir !== null || env.NAPCAT_MAIN_PATH !== undefined;
  const hooked = signs.pluginLoader || modules.some((path) => SHELL_HOOK.test(path));
  return signs.pipe || ownTraces || hooked || (signs.loggingSwitch === true && signs.windows === false);
}

function dirHintsOf(signs: Signs, reading: Reading, seen: Seen, { paths }: Machine): readonly string[] {
  const { top, launcher, launcherDir, modules, moduleDir, env, qqDir } = seen;
  const hooks = modules.filter((path) => SHELL_HOOK.test(path) || PLUGIN_HOOK.test(path));
  const variables = ['NAPCAT_MAIN_PATH', 'NAPCAT_LOAD_PATH', 'NAPCAT_INJECT_PATH'].flatMap((key) => env[key] ?? []);
  // A plugin's QQ works wherever Windows started it.
  const working = reading.mode === 'framework' ? [] : [top.cwd, launcher?.cwd ?? null];
  return [
    moduleDir,
    ...hooks.map((path) => paths.dirname(path)),
    launcherDir,
    ...variables.map((path) => paths.dirname(path)),
    ...working,
    signs.portableQq ? qqDir : null,
  ].filter((dir) => dir !== null);
}

async function modulesOf(family: readonly ProcessInfo[], { machine, ask }: RunningContext): Promise<readonly string[]> {
  // The worker has NapCat's libraries, renderers and the like never do.
  const asked = family.filter(({ commandLine }) => !/--type=(?!utility)|NetworkService/.test(commandLine ?? ''));
  const answers = await Promise.all(asked.map(({ pid }) => machine.modules(pid, ask)));
  return answers.flatMap((answer) => valueOf(answer) ?? []);
}

/** Its hook's folder (second argument), which is NapCat's; else its own. */
function folderOfLauncher(launcher: ProcessInfo, { machine }: RunningContext): string | null {
  const { paths, host } = machine;
  const [image, , hook] = splitCommandLine(launcher.commandLine ?? '', host.platform);
  const known = [hook, launcher.path, image].find(
    (path) => path !== undefined && path !== null && paths.isAbsolute(path),
  );
  return known ? paths.dirname(known) : null;
}

/** `-q` of QQ itself; of the launcher only the bare third argument, because it drops any other (dossier §1.2). */
function accountOf({ top, launcher, env }: Seen, { host }: Machine): RunningNapCat['account'] {
  const quick = quickLoginOf(splitCommandLine(top.commandLine ?? '', host.platform));
  if (quick !== null) return { uin: quick, origin: { kind: 'process', pid: top.pid } };
  const args = splitCommandLine(launcher?.commandLine ?? '', host.platform);
  const last = args.at(-1) ?? '';
  if (launcher && (args.length === 4 || args.length === 2) && isUin(last)) {
    return { uin: last, origin: { kind: 'process', pid: launcher.pid } };
  }
  const fromEnv = env.NAPCAT_QUICK_ACCOUNT ?? '';
  return isUin(fromEnv)
    ? { uin: fromEnv, origin: { kind: 'environment', key: 'NAPCAT_QUICK_ACCOUNT', pid: top.pid } }
    : null;
}

function evidenceOf(signs: Signs, seen: Seen): readonly ModeEvidence[] {
  const { top, parent, launcher, manager, webui, moduleDir } = seen;
  const of = (process: ProcessInfo) => ({ kind: 'process', pid: process.pid }) as const;
  const found: (ModeEvidence | false)[] = [
    webui !== null && {
      sign: { kind: webui.pid === top.pid ? 'webui-of-main' : 'webui-of-worker', port: webui.port },
      origin: { kind: 'process', pid: webui.pid ?? top.pid },
    },
    signs.pipe && { sign: { kind: 'pipe', name: `NapCat_${top.pid}` }, origin: of(top) },
    parent !== null && {
      sign: { kind: parent === launcher ? 'launcher' : 'parent', process: parent.name },
      origin: of(parent),
    },
    manager !== null && { sign: { kind: 'manager', process: manager.name }, origin: of(manager) },
    moduleDir !== null && { sign: { kind: 'module', dir: moduleDir }, origin: of(top) },
    signs.loggingSwitch === true && { sign: { kind: 'logging-switch' }, origin: of(top) },
    signs.windows === true && { sign: { kind: 'windows-shown' }, origin: of(top) },
    seen.env.NAPCAT_MAIN_PATH !== undefined && {
      sign: { kind: 'environment', key: 'NAPCAT_MAIN_PATH' },
      origin: { kind: 'environment', key: 'NAPCAT_MAIN_PATH', pid: top.pid },
    },
    signs.liteLoaderBesideLauncher && { sign: { kind: 'lite-loader' }, origin: of(top) },
  ];
  return found.filter((evidence) => evidence !== false);
}
