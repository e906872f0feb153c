/** Which framework a process runs, if any: by its command line, by what its script imports, by the folder it runs in. */
import { mapAnswer } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { ProcessTree } from '../processes.ts';
import type { FrameworkKind } from '../facts.ts';
import { readTextFile } from './files.ts';
import type { FolderReader } from './folders.ts';
import { readLaunch, runtimeOf } from './launch.ts';
import type { Launch } from './launch.ts';
import { readProgram } from './python/program.ts';
import { DECLARATIONS } from './table.ts';
import type { FrameworkDeclaration } from './table.ts';

export interface Recognised {
  readonly process: ProcessInfo;
  readonly kind: FrameworkKind;
  /** `null`: its command line is hidden. */
  readonly launch: Launch | null;
  readonly projectDir: string | null;
}

export interface RecogniseContext {
  readonly machine: Machine;
  readonly tree: ProcessTree;
  readonly folders: FolderReader;
  /** Whether a process owns a listener. */
  readonly listens: (pid: number) => boolean;
  readonly ask: Ask;
}

export async function recognise(context: RecogniseContext, process: ProcessInfo): Promise<Recognised | null> {
  const { machine, tree, folders } = context;
  const runtime = runtimeOf(process);
  const candidates = DECLARATIONS.filter(({ runtimes }) => runtimes.includes(runtime));
  const launch = readLaunch(machine, tree, process);
  // A hidden command line needs more than a familiar folder: it must serve something, too.
  if (launch === null && (process.cwd === null || !context.listens(process.pid))) return null;
  if (launch !== null && runtime === 'native' && !candidates.some((row) => provesItself(row, launch))) return null;

  const dirs = foldersOf(machine, process, launch);
  const homes = new Map<FrameworkKind, string>();
  for (const dir of dirs) {
    const kinds = [...(await folders.kindsOf(dir)), ...(await folders.namedAfter(dir))];
    for (const kind of kinds) if (!homes.has(kind)) homes.set(kind, dir);
  }
  const imports = await importsOf(context, launch);
  const row = candidates.find((candidate) => fits(candidate, launch, imports, homes));
  return row === undefined
    ? null
    : { process, kind: row.kind, launch, projectDir: homes.get(row.kind) ?? dirs[0] ?? null };
}

function fits(
  row: FrameworkDeclaration,
  launch: Launch | null,
  imports: Answer<readonly string[]>,
  homes: ReadonlyMap<FrameworkKind, string>,
): boolean {
  const inItsFolder = homes.has(row.kind);
  if (launch === null) return inItsFolder;
  if (provesItself(row, launch)) return true;
  const name = launch.scriptName ?? launch.module;
  if (row.imports !== undefined && imports.state === 'known')
    return imports.value.some((module) => row.imports?.test(module));
  if (name !== null && row.telling?.test(name) === true) return true;
  return inItsFolder && row.scripts?.test(name ?? NO_SCRIPT) === true;
}

/** Java names no script; a row that takes any name takes this one too. */
const NO_SCRIPT = '-';

function provesItself({ commandLine }: FrameworkDeclaration, launch: Launch): boolean {
  return commandLine?.test(launch.commandLine.replaceAll('\\', '/')) === true;
}

/** Folders that may be the project, likeliest first. */
function foldersOf(machine: Machine, process: ProcessInfo, launch: Launch | null): readonly string[] {
  const { paths } = machine;
  const script = launch?.script ?? null;
  const withinPackage = script === null ? -1 : script.search(/[\\/]node_modules[\\/]/);
  const ofScript =
    script === null ? null : withinPackage === -1 ? paths.dirname(script) : script.slice(0, withinPackage);
  const ofProgram = runtimeOf(process) === 'native' && process.path !== null ? paths.dirname(process.path) : null;
  const workingDir = launch?.workingDir ?? process.cwd;
  const order = withinPackage === -1 ? [ofScript, ofProgram, workingDir] : [workingDir, ofScript];
  const dirs = order.filter((dir) => dir !== null);
  return dirs.filter((dir, at) => dirs.findIndex((other) => paths.same(other, dir)) === at);
}

async function importsOf(
  { machine, ask }: RecogniseContext,
  launch: Launch | null,
): Promise<Answer<readonly string[]>> {
  if (launch?.runtime !== 'python' || launch.script === null) return { state: 'absent' };
  const file = await readTextFile(machine, launch.script, ask);
  return mapAnswer(file, ({ text }) => [...readProgram(text).modules]);
}
