/** Does the framework come up: does it end with an error, still start, hang, or stand paused in its console? */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEvent, ofIdentity, ofListener, ofOrigin, ofProcess, ofTcp } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { CRASH_VARIANTS, REFUSED_RULES } from '../../log-rules/groups.ts';
import type { CrashRule } from '../../log-rules/groups.ts';
import type { Situation } from '../../situation.ts';

/** A framework that started less than this ago may still be loading its plugins. */
const STARTING_SECONDS = 60;

export const frameworkComesUp: Check = {
  id: 'framework-comes-up',
  hop: 3,
  run(situation) {
    const { framework, logs, links } = situation;
    if (framework !== null && framework.listeners.length > 0) return 'pass';
    if (links.some((link) => link.connection != null)) return 'pass';
    const rules = Object.keys(CRASH_VARIANTS) as CrashRule[];
    const said = logs.latest(...rules);
    const about = links.length > 0 ? 0 : null;
    const name = framework === null ? {} : { framework: framework.kind };
    if (said !== null) {
      return [
        {
          code: 'framework-crashed',
          outcome: 'fail',
          confidence: 'certain',
          variant: CRASH_VARIANTS[said.rule as CrashRule],
          params: { ...name, detail: said.captures.module ?? said.text },
          evidence: [ofEvent(said)],
          about,
        },
      ];
    }
    if (framework === null) return 'skip';
    const fatal = framework.nonebot?.problems.find((problem) => problem.fatal);
    if (fatal === undefined || framework.running !== null) return 'pass';
    return [
      {
        code: 'framework-crashed',
        outcome: 'fail',
        // Its configuration must end it at start (measured); only its own log would prove that it was started.
        confidence: 'likely',
        variant:
          fatal.kind === 'env-not-utf8'
            ? 'env-encoding'
            : fatal.kind === 'package-missing'
              ? 'module-missing'
              : 'config',
        params: { ...name, detail: fatal.detail, ...(fatal.origin.kind === 'file' ? { file: fatal.origin.path } : {}) },
        evidence: [ofOrigin(fatal.origin, fatal.detail)],
        about,
      },
    ];
  },
};

export const frameworkReady: Check = {
  id: 'framework-ready',
  hop: 3,
  run: (situation) => forEachLink(situation, notReady),
};

function notReady(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { framework, facts, logs } = situation;
  if (link.connection != null) return 'pass';
  if (framework === null) return startsByItsLog(situation, link);
  const isItsPort = link.framework === framework || valueOf(framework.port)?.value === link.url.port;
  if (!isItsPort || framework.listeners.some(({ port }) => port === link.url.port && link.answering === null))
    return 'pass';
  const listensOrAnswers =
    link.identity !== null && link.identity.kind !== 'silent' && link.identity.kind !== 'hang-up';
  if (listensOrAnswers) return 'pass';
  const starting = logs.latest('uvicorn.waiting-for-startup', 'yunzai.starting', 'nonebot.initializing');
  const startedAt = framework.running?.startedAt ?? null;
  const age =
    startedAt === null || facts.takenAt === null ? null : (Date.parse(facts.takenAt) - Date.parse(startedAt)) / 1000;
  const young = age !== null && age >= 0 && age < STARTING_SECONDS;
  if (framework.running === null || (!young && starting === null)) return 'pass';
  if (link.answering !== null && link.identity === null) return 'unknown';
  return [
    {
      code: 'framework-not-ready',
      outcome: 'fail',
      confidence: young && starting !== null ? 'certain' : 'likely',
      variant: 'starting',
      params: { framework: framework.kind, port: link.url.port, ...(age === null ? {} : { seconds: Math.round(age) }) },
      evidence: [
        ...framework.running.family.slice(0, 1).map((pid) => ofProcess(situation, pid, startedAt ?? undefined)),
        ...(link.identity === null ? ofTcp(link) : [ofIdentity(link.identity)]),
        ...(starting === null ? [] : [ofEvent(starting)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/**
 * Nobody could look, but NoneBot's own log ends while its plugins start: uvicorn takes the port only after them, so
 * NapCat is refused until then (on Windows that may look like a server that hangs, NoneBot dossier §5.3).
 */
function startsByItsLog({ facts, logs, links }: Situation, link: Link): readonly CheckResult[] | 'pass' {
  const starting = logs.latest('uvicorn.waiting-for-startup');
  const turnedAway = logs.latestAbout(link.url.text, 'napcat.handshake-timeout', ...REFUSED_RULES);
  const ended = logs.latest(
    'uvicorn.startup-failed',
    'uvicorn.stopped',
    ...(Object.keys(CRASH_VARIANTS) as CrashRule[]),
  );
  if (starting === null || turnedAway === null || ended !== null || facts.listeners.state === 'known') return 'pass';
  return [
    {
      code: 'framework-not-ready',
      outcome: 'fail',
      confidence: 'likely',
      variant: 'starting',
      params: { framework: 'nonebot2', port: link.url.port },
      evidence: [ofEvent(starting), ofEvent(turnedAway)],
      about: links.indexOf(link),
    },
  ];
}

export const serverAnswers: Check = {
  id: 'server-answers',
  hop: 3,
  run: (situation) => forEachLink(situation, hung),
};

function hung(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const said = situation.logs.latestAbout(link.url.text, 'napcat.handshake-timeout', 'napcat.v1-handshake-timeout');
  const silent = link.identity?.kind === 'silent';
  const answersNow = link.identity !== null && !silent;
  if (answersNow) return 'pass';
  if (!silent && (said === null || link.answering === null || link.tcp === 'refused'))
    return link.identity === null && link.tcp === null ? 'unknown' : 'pass';
  // Of another machine nobody knows whether it took the connection at all: a packet dropped on the way looks the same.
  if (!silent && !link.local && link.target.hostKind !== 'name' && link.tcp === null) return 'unknown';
  return [
    {
      code: 'server-hung',
      outcome: 'fail',
      confidence: silent ? 'certain' : slowRefusalLooksTheSame(situation, link) ? 'possible' : 'likely',
      params: {
        url: link.url.text,
        port: link.url.port,
        ...(link.owner === null ? {} : { process: link.owner.name, pid: link.owner.pid }),
        ...(link.framework === null ? {} : { framework: link.framework.kind }),
      },
      evidence: [
        ...(link.answering == null ? [] : [ofListener(situation, link.answering)]),
        ...ofTcp(link),
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/**
 * NapCat counts its 2 s from the first packet on: where nobody was seen to accept, a packet that was dropped on the way
 * looks the same, and on Windows a refusal does (NoneBot dossier §5.3).
 */
function slowRefusalLooksTheSame({ facts }: Situation, link: Link): boolean {
  if (link.answering != null || link.tcp === 'connected') return false;
  return facts.host.platform === 'win32' || !(link.local || link.target.hostKind === 'name');
}

export const consoleRunning: Check = {
  id: 'console-running',
  hop: 5,
  run(situation) {
    const paused = situation.facts.frameworks.filter((framework) => framework.running?.pausedConsole != null);
    if (paused.length === 0) return situation.framework === null ? 'skip' : 'pass';
    return paused.map((framework): CheckResult => {
      const title = framework.running?.pausedConsole ?? '';
      const link = situation.links.findIndex((candidate) => candidate.framework === framework);
      const frozen = situation.links.some(
        (candidate) => candidate.framework === framework && candidate.identity?.kind === 'silent',
      );
      return {
        code: 'console-paused',
        outcome: 'fail',
        confidence: frozen ? 'certain' : 'likely',
        params: { title, framework: framework.kind },
        evidence: [
          ...(framework.running?.family ?? []).slice(0, 1).map((pid) => ofProcess(situation, pid, title)),
          ...situation.links.flatMap(({ framework: owner, identity }) =>
            owner === framework && identity !== null ? [ofIdentity(identity)] : [],
          ),
        ],
        about: link === -1 ? null : link,
      };
    });
  },
};

export const driverServes: Check = {
  id: 'driver-serves',
  hop: 4,
  run(situation) {
    const { framework, logs, links, napcat } = situation;
    const nonebot = framework?.nonebot;
    const said = logs.latest('nonebot.driver-without-server', 'nonebot.asgi-unavailable');
    if (nonebot == null && said === null) return 'skip';
    const driver = nonebot == null ? undefined : valueOf(nonebot.driver);
    const forwardOnly = driver !== undefined && !/fastapi|quart/i.test(driver.value);
    if (said === null && !forwardOnly) return driver === undefined ? 'unknown' : 'pass';
    const isPasted = framework?.pasted === true;
    if ((framework?.listeners.length ?? 0) > 0 || (napcat === null && !isPasted)) return 'pass';
    // Without a server NoneBot may still be meant to dial NapCat's own WebSocket server.
    const dialsItself = (nonebot?.forwardUrls.length ?? 0) > 0 && situation.dialled.length === 0;
    if (dialsItself) return 'skip';
    return [
      {
        code: 'driver-not-reverse',
        outcome: 'fail',
        confidence: 'certain',
        params: {
          ...(driver === undefined
            ? {}
            : { detail: driver.value, ...(driver.origin.kind === 'file' ? { file: driver.origin.path } : {}) }),
          framework: framework?.kind ?? 'nonebot2',
        },
        evidence: [
          ...(driver === undefined ? [] : [ofOrigin(driver.origin, driver.value)]),
          ...(said === null ? [] : [ofEvent(said)]),
        ],
        about: links.length > 0 ? 0 : null,
      },
    ];
  },
};
