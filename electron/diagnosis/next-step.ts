/** What would decide a case that the evidence leaves open: the first closed door on the way of the link. */
import type { Finding, NextStep } from '../contract/diagnosis.ts';
import type { Situation } from './situation.ts';

interface Door {
  readonly step: NextStep;
  readonly closed: (situation: Situation) => boolean;
}

const DOORS: readonly Door[] = [
  { step: 'processes', closed: ({ facts }) => facts.processes.state !== 'known' },
  { step: 'napcat-config', closed: ({ config, content }) => config === null || content === null },
  {
    step: 'listeners',
    closed: ({ facts, dialled }) => facts.listeners.state !== 'known' && dialled.every((link) => link.tcp === null),
  },
  {
    step: 'tcp-probe',
    closed: ({ dialled }) =>
      dialled.some((link) => link.connection == null && link.tcp === null && link.answering === undefined),
  },
  {
    step: 'http-probe',
    closed: ({ dialled }) => dialled.some((link) => link.connection == null && link.identity === null),
  },
  { step: 'connections', closed: ({ facts }) => facts.connections.state !== 'known' },
  { step: 'framework-config', closed: ({ framework }) => framework?.token.state !== 'known' },
  { step: 'napcat-log', closed: ({ logs }) => !logs.read('napcat') },
  { step: 'framework-log', closed: ({ logs }) => !logs.read('nonebot') && !logs.read('framework') },
];

export function whatWouldDecide(situation: Situation, findings: readonly Finding[]): NextStep {
  const doubtful = findings.some(({ code, outcome }) => code === 'config-not-applied' && outcome === 'fail');
  if (doubtful && situation.napcat?.webuiState.state !== 'known') return 'napcat-webui';
  const ready =
    situation.dialled.length > 0 &&
    situation.dialled.every((link) => link.identity !== null && link.identity.kind !== 'silent');
  const door = DOORS.find(({ closed }) => closed(situation));
  return door?.step ?? (ready ? 'deep-probe' : 'watch');
}
