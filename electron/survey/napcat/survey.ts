/**
 * The NapCat part of the survey: what QQs there are, which NapCats run in them, which lie on the disk, and what their
 * configuration makes of them. Nothing here judges; it only says what was seen and where.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Ask, Connection, Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { NapCatFacts, QqFacts, SurveyRequest } from '../facts.ts';
import { imageOf } from '../processes.ts';
import type { SecretTable } from '../secret.ts';
import { collectFolders } from '../walk.ts';
import type { VisitedFolder } from '../walk.ts';
import { describeNapCat } from './describe.ts';
import { createFolderView } from './folder-view.ts';
import { portableQqOf } from './folders.ts';
import type { Install } from './folders.ts';
import { configuredPorts, findInstalls, locate, settledByDisk } from './installs.ts';
import { WALK_BUDGET, usualPlaces } from './places.ts';
import { surveyQqs } from './qq.ts';
import { findRunning } from './running.ts';
import { IMAGES } from './traces.ts';

export interface SharedAnswers {
  readonly processes: Answer<readonly ProcessInfo[]>;
  readonly listeners: Answer<readonly Listener[]>;
  readonly connections: Answer<readonly Connection[]>;
  readonly pipes: Answer<readonly string[]>;
  /** What one walk saw, when others look through it as well; otherwise this survey walks by itself. */
  readonly folders?: readonly VisitedFolder[];
}

export interface NapCatSurvey {
  readonly napcats: readonly NapCatFacts[];
  readonly qqs: readonly QqFacts[];
  readonly states: { readonly napcat: AnswerState; readonly config: AnswerState };
}

/** Running NapCats first; of several the one with the wanted folder or account first. */
export async function surveyNapCats(
  machine: Machine,
  request: SurveyRequest,
  shared: SharedAnswers,
  secrets: SecretTable,
  ask: Ask = {},
): Promise<NapCatSurvey> {
  const processes = valueOf(shared.processes) ?? [];
  const folders = shared.folders ?? (await walkUsualPlaces(machine, processes, request.napcatDir, ask));
  const view = createFolderView(machine, folders, ask);
  const installs = await findInstalls(machine, folders, view);
  const ports = await configuredPorts(machine, installs, view, ask);
  const instances = await findRunning(machine, shared, view, ports, ask);
  const qqs = await surveyQqs(
    machine,
    processes,
    installs.flatMap((install) => portableQqOf(install, view) ?? []),
    view,
    ask,
  );

  const context = {
    machine,
    view,
    request,
    secrets,
    ask,
    managerPid: managerPidOf(processes),
    installedQq: qqs[0]?.dir ?? null,
  };
  const taken: Install[] = [];
  const napcats: NapCatFacts[] = [];
  for (const seen of instances) {
    const instance = settledByDisk(seen, installs);
    const { install, evidence } = await locate(instance, installs, taken, machine, view, ask);
    if (install) taken.push(install);
    napcats.push(
      await describeNapCat(context, install, { ...instance, evidence: [...instance.evidence, ...evidence] }),
    );
  }
  // A folder that NAPCAT_WORKDIR points to has been read as part of the NapCat that uses it.
  const used = napcats.map(({ baseDir }) => baseDir);
  const isUsed = ({ dir, baseDir }: Install) =>
    dir === null && used.some((base) => base !== null && machine.paths.same(base, baseDir));
  for (const install of installs.filter((found) => !taken.includes(found) && !isUsed(found))) {
    napcats.push(await describeNapCat(context, install, null));
  }
  const wanted = (facts: NapCatFacts) => Number(isWanted(machine, facts, request));
  return {
    napcats: napcats.toSorted(
      (a, b) => wanted(b) - wanted(a) || Number(b.running !== null) - Number(a.running !== null),
    ),
    qqs,
    states: { napcat: stateOfSearch(napcats, shared, folders), config: stateOfConfigs(napcats) },
  };
}

/** The walk that this survey makes when nobody shares one with it; hand its result to `SharedAnswers.folders`. */
export async function walkUsualPlaces(
  machine: Machine,
  processes: readonly ProcessInfo[],
  napcatDir: string | undefined,
  ask: Ask,
): Promise<readonly VisitedFolder[]> {
  const starts = await usualPlaces(machine, processes, napcatDir, ask);
  return collectFolders(machine, { ...WALK_BUDGET, starts, ...(ask.signal ? { signal: ask.signal } : {}) });
}

function managerPidOf(processes: readonly ProcessInfo[]): number | null {
  return processes.find((process) => imageOf(process) === IMAGES.manager)?.pid ?? null;
}

function isWanted(machine: Machine, facts: NapCatFacts, request: SurveyRequest): boolean {
  const folders = [facts.dir, facts.baseDir].filter((dir) => dir !== null);
  if (request.napcatDir !== undefined) {
    const wanted = request.napcatDir;
    return folders.some((dir) => machine.paths.same(dir, wanted));
  }
  if (request.account === undefined) return false;
  if (facts.running?.account) return facts.running.account.uin === request.account;
  return facts.accounts.some(({ uin, config }) => uin === request.account && config.content.state !== 'absent');
}

/** "None found" is known only when processes and disk could both be looked at. */
function stateOfSearch(
  napcats: readonly NapCatFacts[],
  shared: SharedAnswers,
  folders: readonly VisitedFolder[],
): AnswerState {
  if (napcats.length > 0) return 'known';
  if (shared.processes.state !== 'known') return shared.processes.state;
  return folders.length > 0 ? 'absent' : 'not-asked';
}

/** The best that was achieved over all account files. */
function stateOfConfigs(napcats: readonly NapCatFacts[]): AnswerState {
  const states = napcats.flatMap(({ accounts }) => accounts.map(({ config }) => config.content.state));
  const best = (['known', 'denied', 'timeout', 'not-asked', 'absent'] as const).find((state) => states.includes(state));
  if (best) return best;
  return napcats.some(({ baseDir }) => baseDir !== null) ? 'absent' : 'not-asked';
}
