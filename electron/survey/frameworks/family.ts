/**
 * The processes of one framework. On Windows a virtual environment's python.exe only starts the real one and waits, so
 * the child holds the port and the parent has the telling path; `nb run` puts two more before them, and reloaders put
 * children behind (domain facts: NoneBot dossier §5.1).
 */
import { mapAnswer } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { RunningFramework } from '../facts.ts';
import { imageOf } from '../processes.ts';
import type { ProcessTree } from '../processes.ts';
import { proxiesIn } from '../system/proxy.ts';
import { runtimeOf } from './launch.ts';
import type { Recognised } from './recognise.ts';

export interface Family {
  /** The first to name it, by precedence of frameworks. */
  readonly main: Recognised;
  readonly projectDir: string | null;
  readonly members: readonly ProcessInfo[];
  readonly listeners: readonly Listener[];
}

/** Groups recognised processes by project folder, those without one by the topmost of them. */
export function gatherFamilies(
  machine: Machine,
  tree: ProcessTree,
  recognised: readonly Recognised[],
  listeners: readonly Listener[],
): readonly Family[] {
  const groups: Recognised[][] = [];
  for (const one of recognised) {
    const group = groups.find((others) => others.some((other) => belongTogether(machine, tree, other, one)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  const pids = new Set(recognised.map(({ process }) => process.pid));
  return groups.map((group) => familyOf(tree, group, pids, listeners));
}

function belongTogether(machine: Machine, tree: ProcessTree, a: Recognised, b: Recognised): boolean {
  if (a.projectDir !== null && b.projectDir !== null) return machine.paths.same(a.projectDir, b.projectDir);
  return tree.ancestorsOf(a.process).includes(b.process) || tree.ancestorsOf(b.process).includes(a.process);
}

function familyOf(
  tree: ProcessTree,
  group: readonly Recognised[],
  recognised: ReadonlySet<number>,
  listeners: readonly Listener[],
): Family {
  const own = group.map(({ process }) => process);
  const helpers = own
    .flatMap((process) => tree.descendantsOf(process))
    .filter((process) => runtimeOf(process) !== 'native' && !recognised.has(process.pid));
  const pids = new Set([...own, ...helpers].map(({ pid }) => pid));
  const ports = listeners.filter(({ pid }) => pid !== null && pids.has(pid));
  const members = [...pids].flatMap((pid) => tree.byPid(pid) ?? []);
  const depth = (process: ProcessInfo) => tree.ancestorsOf(process).length;
  const serves = ({ pid }: ProcessInfo) => Number(ports.some((listener) => listener.pid === pid));
  const inOrder = members.toSorted((a, b) => serves(b) - serves(a) || depth(b) - depth(a));
  return {
    main: mainOf(group, inOrder),
    projectDir: group.map(({ projectDir }) => projectDir).find((dir) => dir !== null) ?? null,
    members: inOrder,
    listeners: ports,
  };
}

/** The process that tells most: not a launcher such as `nb run`, and nearest to the socket. */
function mainOf(group: readonly Recognised[], inOrder: readonly ProcessInfo[]): Recognised {
  const rank = ({ process, launch }: Recognised) =>
    inOrder.indexOf(process) + (launch?.module === 'nb' ? inOrder.length : 0);
  const [first, ...rest] = group.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new RangeError('A family has at least one process');
  // Its launcher may know less: `nb run` in a Zhenxun folder is still Zhenxun.
  const named = [first, ...rest].find(({ launch }) => launch !== null && launch.module !== 'nb') ?? first;
  return { ...first, kind: named.kind };
}

/** The facts of a running framework. The process that serves comes first in the family. */
export function runningFrom(
  tree: ProcessTree,
  { members }: Family,
  environment: Answer<Readonly<Record<string, string>>>,
): RunningFramework {
  const starts = members.flatMap(({ startedAt }) => startedAt ?? []);
  return {
    family: members.map(({ pid }) => pid),
    startedAt: starts.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    proxies: mapAnswer(environment, proxiesIn),
    pausedConsole: pausedConsole(tree, members),
  };
}

/** Windows puts the word before the title while text is selected in a console; output then blocks the program. */
const SELECTING = /^(?:Select |(?:选择|選取)(?: |管理员:|系統管理員:))/;
const CONSOLES = /^(?:cmd|powershell|pwsh|conhost|openconsole|windowsterminal)(?:\.exe)?$/;

function pausedConsole(tree: ProcessTree, members: readonly ProcessInfo[]): string | null {
  const shells = members
    .flatMap((member) => tree.ancestorsOf(member))
    .filter((process) => CONSOLES.test(imageOf(process)));
  // A console host is a child of the program whose window it draws.
  const hosts = [...members, ...shells]
    .flatMap((process) => tree.childrenOf(process))
    .filter((child) => /^(?:conhost|openconsole)/.test(imageOf(child)));
  const titles = [...members, ...shells, ...hosts].flatMap(({ windowTitle }) => windowTitle ?? []);
  return titles.find((title) => SELECTING.test(title)) ?? null;
}
