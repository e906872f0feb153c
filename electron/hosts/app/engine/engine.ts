/** Answers the calls that look at a machine or change it, through the façade. Knows nothing of processes or pages. */
import type { AnswerOf, ProgressOf } from '../../../contract/app.ts';
import type { PortDetails } from '../../../contract/app-details.ts';
import { inspectPorts } from '../../../doctor.ts';
import type { Hand } from '../../../machine/hand.ts';
import { createLiveHand } from '../../../machine/live/hand/index.ts';
import { createBundles } from './bundles.ts';
import { doneOf, lookAt } from './examine.ts';
import type { EngineCall, EngineRequest } from './protocol.ts';
import { excerptOf } from './excerpt.ts';
import { createRepairs } from './repairs.ts';
import { createSources } from './sources.ts';
import type { Sources } from './sources.ts';
import { createWatching } from './watching.ts';

export interface Running<K extends EngineCall> {
  readonly signal: AbortSignal;
  readonly progress: (progress: ProgressOf<K>) => void;
}

export type Engine = {
  readonly [K in EngineCall]: (request: EngineRequest<K>, running: Running<K>) => Promise<AnswerOf<K>>;
};

/** Milliseconds for asking every open port what answers there. */
const PORTS_DEADLINE = 8_000;

export function createEngine(demoFolder: string, hand: Hand = createLiveHand()): Engine {
  const sources = createSources(demoFolder);
  const watching = createWatching(sources);
  return {
    examine: async (request, running) => {
      const look = await lookAt(sources, request, running);
      return 'state' in look ? look : doneOf(look.examination);
    },
    excerpt: (request, { signal }) => excerptOf(sources, request, signal),
    ports: ({ source }, { signal }) => portsOf(sources, source, signal),
    'open-recording': ({ content }) => sources.openRecording(content),
    ...createRepairs(sources, hand),
    ...createBundles(sources, watching.remember),
    watch: watching.watch,
    'end-watch': watching['end-watch'],
  };
}

async function portsOf(
  sources: Sources,
  source: EngineRequest<'ports'>['source'],
  signal: AbortSignal,
): Promise<PortDetails> {
  const patient = await sources.find(source);
  if (patient === null) return { state: 'not-asked' };
  const ports = await inspectPorts(patient.machine, { signal, deadline: PORTS_DEADLINE });
  if (ports.state !== 'known') return { state: ports.state };
  return {
    state: 'known',
    ports: ports.value.map(({ listener, process, identity }) => ({
      address: listener.address,
      port: listener.port,
      pid: listener.pid,
      process: process?.name ?? null,
      answers: identity?.kind ?? null,
    })),
  };
}
