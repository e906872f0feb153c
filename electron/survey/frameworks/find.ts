/** Finds bot frameworks: the running ones through their processes, the others through folders that the disk walk found. */
import { valueOf } from '../../machine/answer.ts';
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Ask, Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { FrameworkFacts, FrameworkKind } from '../facts.ts';
import { createProcessTree } from '../processes.ts';
import type { SecretTable } from '../secret.ts';
import { gatherFamilies, runningFrom } from './family.ts';
import { createFolderReader } from './folders.ts';
import type { Project } from './project.ts';
import { recognise } from './recognise.ts';
import { declarationOf } from './table.ts';

export { looksLikeFrameworkProject } from './folders.ts';

export interface FrameworkSurvey {
  /** Running ones first. */
  readonly frameworks: readonly FrameworkFacts[];
  readonly states: { readonly framework: AnswerState; readonly config: AnswerState };
}

/**
 * @param shared Answers that the whole survey uses.
 * @param candidates Folders that `looksLikeFrameworkProject` picked from the disk walk.
 * @param secrets Where token texts go; none is in the facts.
 */
export async function surveyFrameworks(
  machine: Machine,
  shared: { readonly processes: Answer<readonly ProcessInfo[]>; readonly listeners: Answer<readonly Listener[]> },
  candidates: readonly string[],
  secrets: Pick<SecretTable, 'intern'>,
  ask: Ask = {},
): Promise<FrameworkSurvey> {
  const listeners = valueOf(shared.listeners) ?? [];
  const tree = createProcessTree(valueOf(shared.processes) ?? []);
  const folders = createFolderReader(machine, ask);
  const listens = (pid: number) => listeners.some((listener) => listener.pid === pid);

  // All at once: a folder on a sleeping drive must not hold up the others.
  const context = { machine, tree, folders, listens, ask };
  const recognised = (await Promise.all(tree.all.map((process) => recognise(context, process)))).filter(
    (found) => found !== null,
  );
  const running = await Promise.all(
    gatherFamilies(machine, tree, recognised, listeners).map(async (family): Promise<FrameworkFacts> => {
      const { main, projectDir: dir } = family;
      const project: Project = { machine, ask, secrets, dir, launch: main.launch, process: main.process };
      return {
        ...(await frameworkIn(main.kind, project)),
        running: runningFrom(tree, family, await machine.processEnv(main.process.pid, ask)),
        listeners: family.listeners,
      };
    }),
  );

  const stopped: FrameworkFacts[] = [];
  const isTaken = (dir: string) =>
    [...running, ...stopped].some(({ projectDir }) => projectDir !== null && machine.paths.same(projectDir, dir));
  for (const candidate of candidates) {
    const dir = await folders.projectOf(candidate);
    if (isTaken(dir)) continue;
    const [kind] = await folders.kindsOf(dir);
    if (kind === undefined) continue;
    stopped.push(await frameworkIn(kind, { machine, ask, secrets, dir, launch: null, process: null }));
  }

  const frameworks = [...running, ...stopped];
  return { frameworks, states: { framework: stateOf(shared.processes, frameworks), config: configState(frameworks) } };
}

/** What the configuration of a framework in a folder says. */
export async function frameworkIn(kind: FrameworkKind, project: Project): Promise<FrameworkFacts> {
  const declaration = declarationOf(kind);
  if (declaration === undefined) throw new RangeError(`No such framework: ${kind}`);
  const reading = await declaration.read(project);
  return { kind, projectDir: project.dir, running: null, listeners: [], ...reading };
}

/** Folders may show a framework where processes are hidden; finding none there proves nothing. */
function stateOf(processes: Answer<unknown>, frameworks: readonly FrameworkFacts[]): AnswerState {
  if (processes.state !== 'known') return frameworks.length > 0 ? 'known' : processes.state;
  return frameworks.length > 0 ? 'known' : 'absent';
}

/** The best that was had of any: one configuration that could be read is worth more than one that could not. */
function configState(frameworks: readonly FrameworkFacts[]): AnswerState {
  const states = frameworks.map(({ port, configFiles }) => (configFiles.length > 0 ? 'known' : port.state));
  return states.find((state) => state === 'known') ?? states.find((state) => state !== 'absent') ?? 'absent';
}
