/**
 * The two programs: what runs first, and the disk only where that does not tell enough.
 */
import { valueOf } from '../machine/answer.ts';
import type { Answer } from '../machine/answer.ts';
import type { Ask, Connection, Listener, Machine, Paths } from '../machine/machine.ts';
import type { NapCatFacts, SurveyRequest } from './facts.ts';
import type { surveyFrameworks } from './frameworks/find.ts';
import { surveyNapCats, walkUsualPlaces } from './napcat/survey.ts';
import type { NapCatSurvey, SharedAnswers } from './napcat/survey.ts';
import { standing } from './second-look.ts';
import type { SecondLook } from './second-look.ts';
import type { SecretTable } from './secret.ts';
import type { VisitedFolder } from './walk.ts';

export interface Found {
  readonly napcat: NapCatSurvey;
  readonly folders: readonly VisitedFolder[];
  /** Under way. */
  readonly frameworks: ReturnType<typeof surveyFrameworks>;
}

export interface Finding {
  readonly lookAgain: SecondLook;
  readonly frameworksIn: (folders: readonly VisitedFolder[]) => Found['frameworks'];
  readonly secrets: SecretTable;
  readonly ask: Ask;
}

/**
 * Looks at what runs first. Where a running NapCat already holds a connection to somebody, the disk is left alone:
 * other copies on it could not change the verdict, and a walk costs more than all the rest together.
 */
export async function findPrograms(
  machine: Machine,
  request: SurveyRequest,
  shared: SharedAnswers,
  { lookAgain, frameworksIn, secrets, ask }: Finding,
): Promise<Found> {
  if (machine.live) {
    const napcat = await surveyNapCats(machine, request, { ...shared, folders: [] }, secrets, ask);
    const linked = (connections: Answer<readonly Connection[]>): boolean =>
      napcat.napcats.some(
        (candidate) => isMeant(machine, request, candidate) && isLinked(candidate, { ...shared, connections }),
      );
    const first = shared.connections;
    if (linked(first)) {
      // What the processes lead to is read while the second look is waited for.
      const frameworks = frameworksIn([]);
      if (linked(standing(first, await lookAgain()))) return { napcat, folders: [], frameworks };
    }
  }
  const folders = await walkUsualPlaces(machine, valueOf(shared.processes) ?? [], request.napcatDir, ask);
  const napcat = await surveyNapCats(machine, request, { ...shared, folders }, secrets, ask);
  return { napcat, folders, frameworks: frameworksIn(folders) };
}

/** Whether the NapCat is the one that was asked about; each is when none was named. */
export function isMeant({ paths }: Machine, { napcatDir }: SurveyRequest, { dir }: NapCatFacts): boolean {
  return napcatDir === undefined || liesIn(paths, dir, napcatDir);
}

/** Users name the folder of NapCat itself, or the one they unzipped it into. */
function liesIn(paths: Paths, dir: string | null, wanted: string): boolean {
  if (dir === null) return false;
  const above = paths.dirname(dir);
  return paths.same(dir, wanted) || paths.same(above, wanted);
}

function isLinked({ running }: NapCatFacts, shared: Pick<SharedAnswers, 'listeners' | 'connections'>): boolean {
  if (running === null) return false;
  const listeners = valueOf<readonly Listener[]>(shared.listeners) ?? [];
  const foreign = new Set(
    listeners.flatMap(({ port, pid }) => (pid === null || running.family.includes(pid) ? [] : [port])),
  );
  return (valueOf<readonly Connection[]>(shared.connections) ?? []).some(
    ({ state, pid, remote }) =>
      state === 'established' && pid !== null && running.family.includes(pid) && foreign.has(remote.port),
  );
}
