/** Answers the calls that look at a machine, through the façade. Knows nothing of processes, windows or pages. */
import type { AnswerOf, ProgressOf } from '../../../contract/app.ts';
import type { PortDetails } from '../../../contract/app-details.ts';
import { examine, inspectPorts } from '../../../doctor.ts';
import { detailsOf } from './details.ts';
import type { EngineCall, EngineRequest } from './protocol.ts';
import { createSources } from './sources.ts';
import type { Sources } from './sources.ts';

export interface Running {
  readonly signal: AbortSignal;
  readonly progress: (progress: ProgressOf<EngineCall>) => void;
}

export type Engine = {
  readonly [K in EngineCall]: (request: EngineRequest<K>, running: Running) => Promise<AnswerOf<K>>;
};

/** Milliseconds for asking every open port what answers there. */
const PORTS_DEADLINE = 8_000;

export function createEngine(demoFolder: string): Engine {
  const sources = createSources(demoFolder);
  return {
    examine: (request, running) => examineSource(sources, request, running),
    ports: ({ source }, { signal }) => portsOf(sources, source, signal),
    'open-recording': ({ content }) => sources.open(content),
  };
}

async function examineSource(
  sources: Sources,
  { source, napcatDir, account, deep }: EngineRequest<'examine'>,
  { signal, progress }: Running,
): Promise<AnswerOf<'examine'>> {
  const machine = await sources.machine(source);
  if (machine === null) return { state: 'source-lost' };
  const request = {
    deep,
    ...(napcatDir === undefined ? {} : { napcatDir }),
    ...(account === undefined ? {} : { account }),
  };
  const { facts, diagnosis, elapsedMs } = await examine(machine, request, {
    signal,
    progress: (collector, state) => progress({ collector, state }),
  });
  return signal.aborted ? { state: 'cancelled' } : { state: 'done', diagnosis, details: detailsOf(facts), elapsedMs };
}

async function portsOf(
  sources: Sources,
  source: EngineRequest<'ports'>['source'],
  signal: AbortSignal,
): Promise<PortDetails> {
  const machine = await sources.machine(source);
  if (machine === null) return { state: 'not-asked' };
  const ports = await inspectPorts(machine, { signal, deadline: PORTS_DEADLINE });
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
