/**
 * The survey: asks a Machine everything a diagnosis may need and puts the answers down as Facts.
 *
 * Collectors run side by side and wait only for what they need. One that fails, hangs or is refused costs its own
 * facts and is named in `coverage`; it never turns into "absent" and never takes another one down.
 */
import { COLLECTORS } from '../contract/collectors.ts';
import type { Collector } from '../contract/collectors.ts';
import { mapAnswer, NOT_ASKED, valueOf } from '../machine/answer.ts';
import { sharedSignal } from '../machine/signals.ts';
import type { Answer, AnswerState } from '../machine/answer.ts';
import type { Ask, Listener, Machine, ProcessInfo } from '../machine/machine.ts';
import { askedOnce } from './asked-once.ts';
import { surveyCompose } from './compose.ts';
import type { Facts, FrameworkFacts, LogFacts, LogRule, NapCatFacts, SurveyRequest, TargetFacts } from './facts.ts';
import { looksLikeFrameworkProject, surveyFrameworks } from './frameworks/find.ts';
import { surveyConsole, surveyFrameworkLogs, surveyNapCatLogs, surveyStrayLogs } from './logs/index.ts';
import { learnFromLogs } from './learn-from-logs.ts';
import { maskCommandLine } from './mask-command-line.ts';
import { learnFromWebUi, webUiLogOf, webUiStateOf } from './napcat/webui-answers.ts';
import { askWebUis } from './napcat/webui-survey.ts';
import { surveyPasted } from './pasted/read.ts';
import { findPrograms, isMeant } from './programs.ts';
import type { Finding } from './programs.ts';
import { secondLook, standing } from './second-look.ts';
import { createSecretTable } from './secret.ts';
import type { SecretTable } from './secret.ts';
import { surveySystem } from './system/index.ts';
import { surveyTargets } from './targets.ts';
import { readWatch } from './watch/read.ts';

/** Told as it happens: which collector began or ended, and how. */
export type Progress = (collector: Collector, state: 'started' | AnswerState) => void;

/** Milliseconds a collector may take before its facts count as timed out. */
const DEADLINES = {
  // The tables take milliseconds; the rest is for PowerShell, where the Win32 API cannot be called.
  table: 12_000,
  napcat: 10_000,
  frameworks: 8_000,
  probes: 8_000,
  webui: 6_000,
  logs: 5_000,
  system: 5_000,
} as const;

export interface SurveyOptions extends Ask {
  readonly progress?: Progress;
  /** An empty one, for whoever wants to know afterwards how a token is called in the facts. */
  readonly secrets?: SecretTable;
}

export async function survey(
  computer: Machine,
  request: SurveyRequest,
  rules: readonly LogRule[],
  { signal: cancelled, progress = () => undefined, secrets = createSecretTable() }: SurveyOptions = {},
): Promise<Facts> {
  const machine = askedOnce(computer);
  const signal = sharedSignal([cancelled]);
  const ask = (deadline: number): Ask => ({ deadline, signal });
  const states = new Map<Collector, AnswerState>();
  const done = (collector: Collector, state: AnswerState): void => {
    states.set(collector, state);
    progress(collector, state);
  };
  const watched = async <T>(collector: Collector, answer: Promise<Answer<T>>): Promise<Answer<T>> => {
    progress(collector, 'started');
    const settled = await answer;
    done(collector, settled.state);
    return settled;
  };

  const [processes, listeners, firstConnections, pipes, network] = await Promise.all([
    watched('processes', machine.processes(ask(DEADLINES.table))),
    watched('listeners', machine.listeners(ask(DEADLINES.table))),
    watched('connections', machine.connections(ask(DEADLINES.table))),
    machine.pipes(ask(DEADLINES.table)),
    watched('network', machine.network(ask(DEADLINES.table))),
  ]);
  const lookAgain = secondLook(machine, ask(DEADLINES.table));
  const system = surveySystem(machine, { processes, network }, { selfTest: false }, ask(DEADLINES.system));

  progress('napcat', 'started');
  const shared = { processes, listeners, connections: firstConnections, pipes };
  const frameworksIn: Finding['frameworksIn'] = (folders) => {
    const projects = folders.filter(({ entries }) => looksLikeFrameworkProject(entries)).map(({ dir }) => dir);
    return surveyFrameworks(machine, { processes, listeners }, projects, secrets, ask(DEADLINES.frameworks));
  };
  const found = await findPrograms(machine, request, shared, {
    ...{ lookAgain, frameworksIn, secrets },
    ask: ask(DEADLINES.napcat),
  });
  done('napcat', found.napcat.states.napcat);
  done('napcat-config', found.napcat.states.config);
  const later = lookAgain();

  progress('framework', 'started');
  progress('napcat-log', 'started');
  const napcatLogs = surveyLogsOf(machine, found.napcat.napcats, rules, ask(DEADLINES.logs));
  const compose = surveyCompose(machine, found.folders, ask(DEADLINES.logs));
  if (request.webui === true) progress('napcat-webui', 'started');
  const meant = (candidate: NapCatFacts): boolean => isMeant(machine, request, candidate);
  const webUiAsk = { signal: sharedSignal([signal], DEADLINES.webui) };
  const webUis = askWebUis(machine, found.napcat.napcats, request, meant, webUiAsk);
  const anyRuns = found.napcat.napcats.some(({ running }) => running !== null);
  // Logs of copies that do not run say nothing about the one that does.
  const stray = anyRuns
    ? []
    : await surveyStrayLogs(machine, found.folders, found.napcat.napcats, rules, ask(DEADLINES.logs));
  const consoleLogs = [...stray, ...surveyConsole(machine, rules)];

  const pasted = await surveyPasted(machine, consoleLogs, secrets, ask(DEADLINES.frameworks));
  // Where the programs could be looked at, what was pasted belongs to others.
  const looked = processes.state === 'known';
  const pastedConfig = anyConfigRead(found.napcat.napcats) ? null : pasted.config;

  const connections = standing(firstConnections, await later);
  progress('probes', 'started');
  const targets = surveyTargets(
    machine,
    { napcats: found.napcat.napcats, pastedConfig, request, listeners, connections, network, secrets, consoleLogs },
    ask(DEADLINES.probes),
  );

  const framework = await found.frameworks;
  done('framework', framework.states.framework);
  done('framework-config', framework.states.config);
  progress('framework-log', 'started');
  const frameworkLogs = surveyLogsOfFrameworks(machine, framework.frameworks, rules, ask(DEADLINES.logs));
  const webUiAnswers = await webUis;
  if (webUiAnswers.some(({ state }) => state !== 'not-asked')) done('napcat-webui', bestOf(webUiAnswers));
  const logs = [
    ...(await napcatLogs),
    ...webUiAnswers.flatMap((answers, index) => webUiLogOf(answers, index, rules, machine.now()) ?? []),
    ...(await frameworkLogs),
    ...consoleLogs,
  ];
  done(
    'napcat-log',
    stateOfLogs(logs, (log) => log.product === 'napcat'),
  );
  done(
    'framework-log',
    stateOfLogs(logs, (log) => log.product !== 'napcat' && log.product !== 'launcher'),
  );
  const reached = await targets;
  done(
    'probes',
    reached.length === 0
      ? 'not-asked'
      : (reached.find(({ tcp }) => tcp.state === 'known')?.tcp.state ?? reached[0]?.tcp.state ?? 'not-asked'),
  );
  const { system: around, states: systemStates } = await system;
  for (const [collector, state] of Object.entries(systemStates) as [Collector, AnswerState][]) done(collector, state);

  return {
    takenAt: machine.now()?.toISOString() ?? null,
    host: machine.host,
    request,
    coverage: Object.fromEntries(
      COLLECTORS.map((collector) => [collector, states.get(collector) ?? 'not-asked']),
    ) as Facts['coverage'],
    processes: mapAnswer(processes, (list) => list.map(withoutSecrets)),
    listeners,
    connections,
    napcats: found.napcat.napcats.map((napcat, index) =>
      learnFromWebUi(learnFromLogs(napcat, index, logs), webUiStateOf(webUiAnswers[index] ?? NOT_ASKED, secrets)),
    ),
    pastedConfig,
    qqs: found.napcat.qqs,
    frameworks: framework.frameworks.length > 0 || looked ? framework.frameworks : pasted.frameworks,
    compose: [...(await compose), ...(looked ? [] : pasted.compose)],
    targets: reached,
    logs,
    system: {
      ...around,
      selfTest: await selfTests(machine, around.selfTest, reached, listeners, ask(DEADLINES.probes)),
    },
    watch: readWatch(machine.watched(), rules),
  };
}

function anyConfigRead(napcats: readonly NapCatFacts[]): boolean {
  return napcats.some(({ accounts, template }) =>
    [...accounts.map(({ config }) => config), template].some((config) => config?.content.state === 'known'),
  );
}

/** Our own loopback is tested only where a listener stands on loopback and yet could not be reached. */
async function selfTests(
  machine: Machine,
  before: Facts['system']['selfTest'],
  targets: readonly TargetFacts[],
  listeners: Answer<readonly Listener[]>,
  ask: Ask,
): Promise<Facts['system']['selfTest']> {
  const suspicious = targets.some(
    ({ hostKind, tcp, url }) =>
      hostKind === 'loopback' &&
      valueOf(tcp) !== 'connected' &&
      valueOf(listeners)?.some(({ port }) => port === url.port) === true,
  );
  if (!machine.live || !suspicious) return before;
  const [tcp, webSocket] = await Promise.all([machine.selfTest('tcp', ask), machine.selfTest('websocket', ask)]);
  return { tcp, webSocket };
}

function withoutSecrets(process: ProcessInfo): ProcessInfo {
  const { commandLine } = process;
  return commandLine === null ? process : { ...process, commandLine: maskCommandLine(commandLine) };
}

async function surveyLogsOf(
  machine: Machine,
  napcats: readonly NapCatFacts[],
  rules: readonly LogRule[],
  ask: Ask,
): Promise<readonly LogFacts[]> {
  const anyRuns = napcats.some(({ running }) => running !== null);
  const logs = await Promise.all(
    // Logs of copies that do not run say nothing about the one that does.
    napcats.map(async (napcat, index) =>
      anyRuns && napcat.running === null ? [] : surveyNapCatLogs(machine, napcat, index, rules, ask),
    ),
  );
  return logs.flat();
}

async function surveyLogsOfFrameworks(
  machine: Machine,
  frameworks: readonly FrameworkFacts[],
  rules: readonly LogRule[],
  ask: Ask,
): Promise<readonly LogFacts[]> {
  const logs = await Promise.all(frameworks.map((framework) => surveyFrameworkLogs(machine, framework, rules, ask)));
  return logs.flat();
}

function stateOfLogs(logs: readonly LogFacts[], about: (log: LogFacts) => boolean): AnswerState {
  return bestOf(logs.filter(about));
}

function bestOf(answers: readonly { readonly state: AnswerState }[]): AnswerState {
  const states = answers.map(({ state }) => state);
  return (['known', 'denied', 'timeout', 'absent'] as const).find((state) => states.includes(state)) ?? NOT_ASKED.state;
}
