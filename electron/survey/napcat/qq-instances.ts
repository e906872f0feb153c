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
import type { Signs } from './reading.ts';
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

async function readQq(top: ProcessInfo, context: RunningContext): Promise<Instance | null> {
  const { machine, tree, view } = context;
  const { paths } = machine;
  const family = [top, ...tree.descendantsOf(top)];
  const ancestors = tree.ancestorsOf(top);
  const parent = tree.parentOf(top);
  const launcher = parent && LAUNCHERS.includes(imageOf(parent)) ? parent : null;
  const manager = ancestors.find((process) => imageOf(process) === IMAGES.manager) ?? null;
  const webui = webUiOf(family, context);
  const modules = await modulesOf(family, context);
  const env = valueOf(await machine.processEnv(top.pid, context.ask)) ?? {};

  const launcherDir = launcher && (await folderOfLauncher(launcher, context));
  const qqDir = top.path === null ? null : paths.dirname(top.path);
  const children = family.slice(1);
  const childTypes = children.map((child) => /--type=(\S+)/.exec(child.commandLine ?? '')?.[1]);
  const moduleDir = modules.map((path) => NAPCAT_MODULE.exec(path)?.[1]).find((dir) => dir !== undefined) ?? null;
  const folder = moduleDir === null ? undefined : (await readInstalls(moduleDir, view))[0];

  const signs: Signs = {
    pipe: context.pipes.some((name) => new RegExp(`NapCat_${top.pid}$`).test(name)),
    shellLauncher: launcher !== null && imageOf(launcher) === IMAGES.shellLauncher,
    pluginLoader:
      (launcher !== null && imageOf(launcher) === IMAGES.pluginLauncher) ||
      modules.some((path) => PLUGIN_HOOK.test(path)),
    manager: manager !== null,
    worker: webui !== null && webui.pid !== top.pid,
    windows: childTypes.includes('renderer') ? true : top.commandLine === null ? null : false,
    loggingSwitch: top.commandLine === null ? null : /\s--enable-logging\b/.test(top.commandLine),
    liteLoaderBesideLauncher:
      launcherDir !== null && (await view.hasAny(launcherDir, ['LL', 'LiteLoader', 'LiteLoader_Launcher.js'])),
    portableQq:
      launcherDir !== null && (qqDir === null ? await view.has(launcherDir, 'QQ.exe') : paths.same(launcherDir, qqDir)),
    folderForm: folder?.form ?? null,
  };
  const hooked = modules.some((path) => SHELL_HOOK.test(path));
  const namesNapCat = env['NAPCAT_MAIN_PATH'] !== undefined;
  const proven =
    signs.pipe ||
    launcher !== null ||
    signs.pluginLoader ||
    signs.worker ||
    webui !== null ||
    moduleDir !== null ||
    hooked ||
    namesNapCat;
  if (!proven && !(signs.loggingSwitch === true && signs.windows === false)) return null;

  const reading = readSigns(signs);
  return {
    reading,
    evidence: strongestFirst(
      evidenceOf(top, signs, { parent: parent ?? null, manager, webui, moduleDir, namesNapCat }),
    ),
    otherReadings: otherReadings(signs, reading),
    running: {
      pid: top.pid,
      family: family.map(({ pid }) => pid),
      socketPid: webui?.pid ?? null,
      launcherPid: launcher?.pid ?? null,
      startedAt: top.startedAt,
      hidden: top.commandLine === null && top.path === null,
      account: accountOf(top, launcher, env, machine),
    },
    managerPid: manager?.pid ?? null,
    webui,
    ownDir: moduleDir ?? (signs.portableQq || reading.form === 'framework-once' ? null : launcherDir),
    dirHints: [
      moduleDir,
      ...modules.filter((path) => SHELL_HOOK.test(path) || PLUGIN_HOOK.test(path)).map((path) => paths.dirname(path)),
      launcherDir,
      ...['NAPCAT_MAIN_PATH', 'NAPCAT_LOAD_PATH', 'NAPCAT_INJECT_PATH'].map((key) =>
        env[key] === undefined ? null : paths.dirname(env[key]),
      ),
      ...(reading.mode === 'framework' ? [] : [top.cwd, launcher?.cwd ?? null]),
      signs.portableQq ? qqDir : null,
    ].filter((dir) => dir !== null),
    env,
    qqDir,
  };
}

async function modulesOf(family: readonly ProcessInfo[], { machine, ask }: RunningContext): Promise<readonly string[]> {
  // The worker has NapCat's libraries, renderers and the like never do.
  const asked = family.filter(({ commandLine }) => !/--type=(?!utility)|NetworkService/.test(commandLine ?? ''));
  const answers = await Promise.all(asked.map(({ pid }) => machine.modules(pid, ask)));
  return answers.flatMap((answer) => valueOf(answer) ?? []);
}

/** Its hook's folder (second argument), which is NapCat's; else its own. */
async function folderOfLauncher(launcher: ProcessInfo, { machine }: RunningContext): Promise<string | null> {
  const { paths, host } = machine;
  const [image, , hook] = splitCommandLine(launcher.commandLine ?? '', host.platform);
  const known = [hook, launcher.path, image].find(
    (path) => path !== undefined && path !== null && paths.isAbsolute(path),
  );
  return known ? paths.dirname(known) : null;
}

/** `-q` of QQ itself; of the launcher only the bare third argument, because it drops any other (dossier §1.2). */
function accountOf(
  top: ProcessInfo,
  launcher: ProcessInfo | null,
  env: Readonly<Record<string, string>>,
  { host }: Machine,
): RunningNapCat['account'] {
  const quick = quickLoginOf(splitCommandLine(top.commandLine ?? '', host.platform));
  if (quick !== null) return { uin: quick, origin: { kind: 'process', pid: top.pid } };
  const args = splitCommandLine(launcher?.commandLine ?? '', host.platform);
  const last = args.at(-1) ?? '';
  if (launcher && (args.length === 4 || args.length === 2) && isUin(last)) {
    return { uin: last, origin: { kind: 'process', pid: launcher.pid } };
  }
  const fromEnv = env['NAPCAT_QUICK_ACCOUNT'] ?? '';
  return isUin(fromEnv)
    ? { uin: fromEnv, origin: { kind: 'environment', key: 'NAPCAT_QUICK_ACCOUNT', pid: top.pid } }
    : null;
}

interface Seen {
  readonly parent: ProcessInfo | null;
  readonly manager: ProcessInfo | null;
  readonly webui: Listener | null;
  readonly moduleDir: string | null;
  readonly namesNapCat: boolean;
}

function evidenceOf(top: ProcessInfo, signs: Signs, seen: Seen): readonly ModeEvidence[] {
  const { parent, manager, webui, moduleDir } = seen;
  const of = (process: ProcessInfo) => ({ kind: 'process', pid: process.pid }) as const;
  const found: (ModeEvidence | false)[] = [
    webui !== null && {
      kind: 'socket-owner',
      text: `port ${webui.port}: ${webui.pid === top.pid ? 'main process' : 'worker process'}`,
      origin: { kind: 'process', pid: webui.pid ?? top.pid },
    },
    signs.pipe && { kind: 'pipe', text: `NapCat_${top.pid}`, origin: of(top) },
    parent !== null && {
      kind: signs.shellLauncher || signs.pluginLoader ? 'launcher' : 'parent',
      text: parent.name,
      origin: of(parent),
    },
    manager !== null && { kind: 'parent', text: manager.name, origin: of(manager) },
    moduleDir !== null && { kind: 'module', text: moduleDir, origin: of(top) },
    signs.loggingSwitch === true && { kind: 'switch', text: '--enable-logging', origin: of(top) },
    signs.windows === true && { kind: 'children', text: '--type=renderer', origin: of(top) },
    seen.namesNapCat && {
      kind: 'environment',
      text: 'NAPCAT_MAIN_PATH',
      origin: { kind: 'environment', key: 'NAPCAT_MAIN_PATH', pid: top.pid },
    },
    signs.liteLoaderBesideLauncher && { kind: 'file', text: 'LiteLoader beside the launcher', origin: of(top) },
  ];
  return found.filter((evidence) => evidence !== false);
}
