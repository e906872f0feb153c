/**
 * NapCats that are found by the folder they work in: the Windows build on Node, which has no QQ.exe at all, and every
 * NapCat on Linux, where QQ itself loads it (domain facts: NapCat dossier §1.3, §1.1).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Listener, Platform, ProcessInfo } from '../../machine/machine.ts';
import type { ModeEvidence, NapCatForm, RunningNapCat } from '../facts.ts';
import { maskCommandLine } from '../mask-command-line.ts';
import { imageOf, splitCommandLine } from '../processes.ts';
import { publishedWebUi } from './containers.ts';
import { MODE_OF } from './reading.ts';
import { quickLoginOf, webUiOf } from './instance.ts';
import type { Instance, RunningContext } from './instance.ts';
import { CONTAINER_PORTS, IMAGES, MAIN_FILE, NAPCAT_MODULE } from './traces.ts';

export async function findNodeBuilds(context: RunningContext): Promise<readonly Instance[]> {
  const { tree, machine } = context;
  const images: readonly string[] = machine.host.platform === 'linux' ? [...IMAGES.qq, ...IMAGES.node] : IMAGES.node;
  const found = new Map<ProcessInfo, string | null>();
  for (const process of tree.all.filter((candidate) => images.includes(imageOf(candidate)))) {
    const dir = await folderOf(process, context);
    const proven = isContained(process, context) || isHeadless(process, context) || isHiddenWebUi(process, context);
    if (dir !== null || proven) found.set(process, dir);
  }
  const tops = [...found].filter(([process]) => !tree.ancestorsOf(process).some((ancestor) => found.has(ancestor)));
  return Promise.all(tops.map(([top, dir]) => readInstance(top, dir, context)));
}

/** QQ in a container: its process is in the host's list, its folders are not on the host's disk. */
function isContained(process: ProcessInfo, { machine, tree }: RunningContext): boolean {
  if (machine.host.platform !== 'linux' || !isQq(process)) return false;
  const shims = tree.ancestorsOf(process).map(imageOf);
  return process.cwd === DOCKER_DIR || shims.some((image) => image.startsWith('containerd-shim'));
}

/**
 * A QQ on Linux that shows no desktop: it was started without a sandbox or for one account, or it owns the port of
 * NapCat's WebUI. Nobody chats in such a QQ; it carries NapCat, wherever that lies.
 */
function isHeadless(process: ProcessInfo, context: RunningContext): boolean {
  if (context.machine.host.platform !== 'linux' || !isQq(process)) return false;
  const family = [process, ...context.tree.descendantsOf(process)];
  return /\s(?:--no-sandbox|-q\s+\d{5,})/.test(process.commandLine ?? '') || webUiOf(family, context) !== null;
}

/** The build on Node, started as administrator: all that shows is a node.exe with NapCat's WebUI (dossier §1.6). */
function isHiddenWebUi(process: ProcessInfo, context: RunningContext): boolean {
  if (context.machine.host.platform !== 'win32' || process.path !== null || process.commandLine !== null) return false;
  const port = webUiOf([process, ...context.tree.descendantsOf(process)], context)?.port;
  return port !== undefined && (port <= CONTAINER_PORTS.last || context.configuredPorts.has(port));
}

/** Where the official image keeps it. */
const DOCKER_DIR = '/app/napcat';

function isQq(process: ProcessInfo): boolean {
  return (IMAGES.qq as readonly string[]).includes(imageOf(process));
}

/** The folder with napcat.mjs that a process works from, or `null` when it is somebody else's. */
async function folderOf(process: ProcessInfo, { machine, view, ask }: RunningContext): Promise<string | null> {
  const { paths, host } = machine;
  const args = splitCommandLine(process.commandLine ?? '', host.platform);
  const script = scriptOf(args.slice(1), process, machine.paths);
  // On Linux a Node stands with a thousand other programs (/usr/bin); only QQ's own folder says anything.
  const programTells = host.platform === 'win32' || isQq(process);
  const exeDir = process.path === null || !programTells ? null : paths.dirname(process.path);
  const scriptDir = script === null ? null : paths.dirname(script);

  const direct = [scriptDir, process.cwd, exeDir];
  // Any bot may keep a NapCat in a subfolder; only NapCat's own starter runs it.
  const starts = script === null || STARTERS.has(paths.basename(script).toLowerCase());
  const around = [scriptDir, process.cwd, exeDir].flatMap((dir) => (dir === null ? [] : [paths.join(dir, 'napcat')]));
  const inQq =
    exeDir === null
      ? []
      : [0, 1, 2].map((levels) => view.join(view.up(exeDir, levels), 'resources', 'app', 'app_launcher', 'napcat'));

  const candidates = [
    ...(isQq(process) ? inQq : []),
    ...(isQq(process) || starts ? [...direct, ...around] : [scriptDir]),
  ];
  for (const dir of candidates) if (dir !== null && (await view.has(dir, MAIN_FILE))) return dir;
  if (host.platform !== 'win32') return null;
  const modules = valueOf(await machine.modules(process.pid, ask)) ?? [];
  return modules.map((path) => NAPCAT_MODULE.exec(path)?.[1]).find((dir) => dir !== undefined) ?? null;
}

const STARTERS: ReadonlySet<string> = new Set(['index.js', MAIN_FILE, 'loadnapcat.js']);

function scriptOf(
  args: readonly string[],
  process: ProcessInfo,
  paths: RunningContext['machine']['paths'],
): string | null {
  const script = args.find((arg) => /\.[cm]?js$/i.test(arg));
  if (script === undefined) return null;
  if (paths.isAbsolute(script)) return script;
  return process.cwd === null ? null : paths.normalize(paths.join(process.cwd, script));
}

/** `dir` is `null` for a NapCat whose folders are a container's. */
async function readInstance(top: ProcessInfo, dir: string | null, context: RunningContext): Promise<Instance> {
  const { machine, tree } = context;
  const family = [top, ...tree.descendantsOf(top)];
  const form = formOf(top, dir, context);
  const webui = webUiOf(family, context) ?? (form === 'docker' ? publishedWebUi(context) : null);
  return {
    reading: { mode: MODE_OF[form], form },
    evidence: evidenceOf(top, dir, webui, context),
    otherReadings: [],
    running: {
      pid: top.pid,
      family: family.map(({ pid }) => pid),
      socketPid: webui?.pid ?? null,
      launcherPid: null,
      startedAt: top.startedAt,
      hidden: top.commandLine === null && top.path === null,
      account: accountOf(family, machine.host.platform),
    },
    managerPid: null,
    webui,
    ownDir: null,
    dirHints: dir === null ? [] : [dir],
    env: valueOf(await machine.processEnv(top.pid, context.ask)) ?? {},
    qqDir: isQq(top) && top.path !== null && dir !== null ? machine.paths.dirname(top.path) : null,
  };
}

function formOf(top: ProcessInfo, dir: string | null, context: RunningContext): NapCatForm {
  if (context.machine.host.platform === 'win32') return 'shell-node';
  const contained = dir === null ? isContained(top, context) : dir === DOCKER_DIR && isQq(top);
  return contained ? 'docker' : 'linux';
}

function evidenceOf(
  top: ProcessInfo,
  dir: string | null,
  webui: Listener | null,
  context: RunningContext,
): ModeEvidence[] {
  const { view } = context;
  const found: ModeEvidence[] = [];
  if (webui) {
    found.push({
      sign: { kind: 'webui', port: webui.port },
      origin: { kind: 'process', pid: webui.pid ?? top.pid },
    });
  }
  if (dir === null) {
    found.push({
      sign: isContained(top, context)
        ? { kind: 'contained', dir: top.cwd }
        : { kind: 'command', command: maskCommandLine(top.commandLine ?? top.name) },
      origin: { kind: 'process', pid: top.pid },
    });
  } else {
    const path = view.join(dir, MAIN_FILE);
    found.push({ sign: { kind: 'file', path }, origin: { kind: 'file', path } });
  }
  return found;
}

function accountOf(family: readonly ProcessInfo[], platform: Platform): RunningNapCat['account'] {
  for (const { pid, commandLine } of family) {
    const uin = quickLoginOf(splitCommandLine(commandLine ?? '', platform));
    if (uin !== null) return { uin, origin: { kind: 'process', pid } };
  }
  return null;
}
