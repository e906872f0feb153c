/**
 * The network is proven by what the framework itself writes, and its own code fails: it says that nobody connected
 * after NapCat has, or one of its plugins throws each time a connection breaks.
 */
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent } from '../../evidence.ts';
import { ACCEPTED_RULES, CONNECTED_RULES, LOST_RULES } from '../../log-rules/groups.ts';
import type { SeenEvent } from '../../log-view.ts';
import type { Situation } from '../../situation.ts';

export const frameworkTakesLink: Check = {
  id: 'framework-takes-link',
  hop: 5,
  run(situation) {
    const found =
      ownStart(situation) ?? throwsAtEveryCut(situation) ?? apiLost(situation) ?? coreInsteadOfAdapter(situation);
    if (found !== null) return [found];
    return situation.logs.read('framework') || situation.logs.read('nonebot') ? 'pass' : 'skip';
  },
};

function ownStart({ logs, framework }: Situation): CheckResult | null {
  const core = logs.latest('maibot.adapter-died', 'maibot.core-lost', 'maibot.core-unreachable');
  if (core !== null) return coreLost(core, framework);
  const complains = logs.latest('overflow.not-connected');
  const arrived = logs.all(...CONNECTED_RULES, 'wire.version-answered').findLast((event) => isBefore(event, complains));
  if (complains === null || arrived === undefined) return null;
  return {
    code: 'framework-not-ready',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'own-start',
    side: 'framework',
    params: { framework: framework?.kind ?? 'overflow', detail: complains.text },
    evidence: [ofEvent(arrived), ofEvent(complains)],
    about: null,
  };
}

/** MaiBot has three hops: NapCat, the adapter, the core. The last one broke. */
function coreLost(event: SeenEvent, framework: Situation['framework']): CheckResult {
  return {
    code: 'framework-not-ready',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'core-lost',
    side: 'framework',
    params: { framework: framework?.kind ?? 'maibot-adapter', detail: event.text },
    evidence: [ofEvent(event)],
    about: null,
  };
}

function isBefore({ log, line }: SeenEvent, later: SeenEvent | null): boolean {
  return later !== null && log === later.log && line < later.lastLine;
}

/** Milliseconds between an error and the cut that it makes. */
const AT_ONCE = 2_000;
/** One error beside one cut is a coincidence. */
const OFTEN = 2;

function throwsAtEveryCut({ logs, framework }: Situation): CheckResult | null {
  const error = logs.latest('node.unhandled', 'uvicorn.exception');
  const cut = logs.latest(...LOST_RULES);
  const accepted = logs.latest(...ACCEPTED_RULES);
  if (error === null || cut === null || accepted === null || error.count < OFTEN || cut.count < OFTEN) return null;
  const between = error.log === cut.log && error.lastLine <= cut.lastLine && accepted.lastLine < error.lastLine;
  const gap = error.lastAt === null || cut.lastAt === null ? 0 : Date.parse(cut.lastAt) - Date.parse(error.lastAt);
  if (!between || gap > AT_ONCE) return null;
  const { plugin } = error.captures;
  return {
    code: 'framework-defect',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'plugin',
    side: 'framework',
    params: {
      detail: error.captures.error ?? error.text,
      ...(plugin === undefined ? {} : { product: plugin }),
      ...(framework === null ? {} : { framework: framework.kind }),
    },
    evidence: [ofEvent(accepted), ofEvent(error), ofEvent(cut)],
    about: null,
  };
}

/**
 * aiocqhttp forgets where to send actions when an older connection of the account closes after the new one came
 * (NoneBot dossier §8), and old versions need `self_id` with each.
 */
function apiLost({ logs, dialled, framework }: Situation): CheckResult | null {
  const said = logs.latest('aiocqhttp.api-unavailable');
  if (said === null || dialled.some(({ connection }) => connection === null)) return null;
  return {
    code: 'framework-defect',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'api-lost',
    side: 'framework',
    params: { product: 'aiocqhttp', detail: said.text, ...(framework === null ? {} : { framework: framework.kind }) },
    evidence: [ofEvent(said)],
    about: null,
  };
}

/** MaiBot's core speaks another protocol than NapCat: its adapter, on a port of its own, stands between them. */
function coreInsteadOfAdapter({ logs, links, dialled }: Situation): CheckResult | null {
  const said = logs.latest('maibot.core-got-onebot');
  const link = dialled[0];
  if (said === null) return null;
  return {
    code: 'wrong-port',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'core-not-adapter',
    params: {
      expectedPort: FRAMEWORKS['maibot-adapter'].port,
      framework: 'maibot-adapter',
      ...(link === undefined ? {} : { url: link.url.text, port: link.url.port }),
    },
    evidence: [
      ofEvent(said),
      ...(link?.entry == null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
    ],
    about: link === undefined ? null : links.indexOf(link),
  };
}
