/** The engine in a process of its own, so that a crash in a system call ends an examination and not the window. */
import { utilityProcess } from 'electron';
import type { EngineProcess, FromEngine } from '../app/engine/protocol.ts';
import type { Log } from './log.ts';

export function startEngineProcess(script: string, demoFolder: string, log: Log): EngineProcess {
  let killed = false;
  const engine = utilityProcess.fork(script, [demoFolder], { serviceName: 'NapCat Doctor engine' });
  engine.on('exit', (code) => {
    if (!killed) log(`the engine ended: ${code}`);
  });
  return {
    send: (message) => engine.postMessage(message),
    onMessage: (listener) => void engine.on('message', (message: FromEngine) => listener(message)),
    onExit: (listener) => void engine.on('exit', listener),
    kill: () => {
      killed = true;
      engine.kill();
    },
  };
}
