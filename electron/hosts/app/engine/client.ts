/**
 * The host's end of the engine. Starts it at the first call and again after it died; every call ends, whatever the
 * engine does: a call of a dead engine fails, and an engine that does not let go of a stopped call is ended.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE_ENDED } from '../../../contract/app.ts';
import type { CallResult, ProgressOf } from '../../../contract/app.ts';
import { CHANGING_CALLS } from './protocol.ts';
import type { EngineCall, EngineProcess, EngineRequest, FromEngine } from './protocol.ts';

export interface EngineClient {
  call<K extends EngineCall>(
    name: K,
    request: EngineRequest<K>,
    running: { readonly signal: AbortSignal; readonly progress: (progress: ProgressOf<K>) => void },
  ): Promise<CallResult<K>>;
  /** Starts the engine before anybody asks for it, so that the first answer does not wait for a process to come up. */
  warm(): void;
  /** Whether this computer is being changed. */
  changing(): boolean;
  /** When it no longer is, or after the longest that a change may take. */
  settled(): Promise<void>;
  /** Stops what only looks, lets a change come to its end (or take itself back), then ends the engine. */
  finish(): Promise<void>;
}

interface Pending {
  readonly changing: boolean;
  readonly settle: (result: CallResult<EngineCall>) => void;
  readonly progress: (progress: ProgressOf<EngineCall>) => void;
}

/** Milliseconds in which a stopped call has to end by itself. */
const PATIENCE = 3_000;
/** For a change that is under way when the app is told to end: the longest step is a package being installed. */
const LONGEST_CHANGE = 120_000;

export function createEngineClient(start: () => EngineProcess, patience = PATIENCE): EngineClient {
  const pending = new Map<number, Pending>();
  let engine: EngineProcess | null = null;
  let calls = 0;

  const receive = (message: FromEngine): void => {
    const call = pending.get(message.id);
    if (message.kind === 'progress') call?.progress(message.progress);
    else call?.settle(message.result);
  };
  const endAll = (): void => {
    engine = null;
    for (const { settle } of pending.values()) settle({ ok: false, error: 'failed', message: ENGINE_ENDED });
  };
  const changing = (): boolean => [...pending.values()].some((call) => call.changing);
  const settled = async (): Promise<void> => {
    const end = performance.now() + LONGEST_CHANGE;
    while (changing() && performance.now() < end) await sleep(50);
  };
  const running = (): EngineProcess => {
    if (engine !== null) return engine;
    const started = start();
    started.onMessage(receive);
    started.onExit(() => {
      if (engine === started) endAll();
    });
    engine = started;
    return started;
  };

  return {
    call: <K extends EngineCall>(
      name: K,
      request: EngineRequest<K>,
      { signal, progress }: Parameters<EngineClient['call']>[2],
    ) =>
      new Promise<CallResult<K>>((resolve) => {
        if (signal.aborted) {
          resolve(CANCELLED);
          return;
        }
        calls += 1;
        const id = calls;
        let impatient: NodeJS.Timeout | undefined;
        const stop = (): void => {
          engine?.send({ kind: 'cancel', id });
          // A change that is under way comes to its end, or takes itself back, before it is let go.
          if (pending.get(id)?.changing === true) return;
          impatient = setTimeout(() => {
            if (!changing()) engine?.kill();
            pending.get(id)?.settle(CANCELLED);
          }, patience);
        };
        pending.set(id, {
          changing: CHANGING_CALLS.has(name),
          progress,
          settle: (result) => {
            pending.delete(id);
            clearTimeout(impatient);
            signal.removeEventListener('abort', stop);
            resolve(result);
          },
        });
        signal.addEventListener('abort', stop);
        running().send({ kind: 'call', id, name, request });
      }),
    warm: () => void running(),
    ...{ changing, settled },
    async finish() {
      for (const id of pending.keys()) engine?.send({ kind: 'cancel', id });
      await settled();
      engine?.kill();
      endAll();
    },
  };
}

const CANCELLED = { ok: false, error: 'cancelled', message: 'stopped' } as const;
