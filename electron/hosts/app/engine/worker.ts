/** The engine in a worker thread of this process. */
import { Worker } from 'node:worker_threads';
import type { EngineProcess } from './protocol.ts';

export function startEngineWorker(script: URL, demoFolder: string): EngineProcess {
  const worker = new Worker(script, { workerData: demoFolder });
  // An error ends the worker; `exit` follows and tells the rest.
  worker.on('error', () => undefined);
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void worker.on('exit', listener),
    kill: () => void worker.terminate(),
  };
}
