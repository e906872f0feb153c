/**
 * The engine's process: examinations run here, so that neither a long scan nor a crash in a system call touches the
 * host. Carried by a worker thread (web host, `workerData`) or by Electron's utility process (last argument).
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { AnswerOf } from '../../../contract/app.ts';
import { createEngine } from './engine.ts';
import type { Running } from './engine.ts';
import type { EngineCall, FromEngine, ToEngine } from './protocol.ts';

/** The part of Electron's `process.parentPort` that we use. */
interface UtilityPort {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
}

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;
const demoFolder = utilityPort === undefined ? String(workerData) : (process.argv.at(-1) ?? '');
const engine = createEngine(demoFolder);
const running = new Map<number, AbortController>();

// Ctrl+C and the end of a terminal reach every process that was started there; when this one ends is for its host to say.
if (utilityPort !== undefined) for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
if (utilityPort === undefined) parentPort?.on('message', (message: ToEngine) => void take(message));
else utilityPort.on('message', ({ data }) => void take(data));

function send(message: FromEngine): void {
  if (utilityPort === undefined) parentPort?.postMessage(message);
  else utilityPort.postMessage(message);
}

async function take(message: ToEngine): Promise<void> {
  if (message.kind === 'cancel') {
    running.get(message.id)?.abort();
    return;
  }
  const { id, name, request } = message;
  const stop = new AbortController();
  running.set(id, stop);
  try {
    const answer = engine[name] as (request: unknown, running: Running<EngineCall>) => Promise<AnswerOf<EngineCall>>;
    const value = await answer(request, {
      signal: stop.signal,
      progress: (progress) => send({ kind: 'progress', id, progress }),
    });
    send({ kind: 'result', id, result: { ok: true, value } });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ kind: 'result', id, result: { ok: false, error: 'failed', message: text } });
  } finally {
    running.delete(id);
  }
}
