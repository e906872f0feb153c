/**
 * Where a page's calls arrive, the same for every host: the name and the request are checked against the contract, then
 * answered here (settings) or by the engine (whatever looks at a machine).
 */
import * as v from 'valibot';
import { DEFAULT_SETTINGS } from '../../contract/app.ts';
import type { CallName, CallResult, Hello, ProgressOf, RequestOf, Settings } from '../../contract/app.ts';
import { isCallName, REQUESTS, settingsSchema } from '../../contract/app-requests.ts';
import type { DataFolder } from './data-folder.ts';
import type { EngineClient } from './engine/client.ts';

export interface Running {
  readonly signal: AbortSignal;
  readonly progress: (progress: ProgressOf<CallName>) => void;
}

export interface Desk {
  /** Never rejects; `name` and `request` may be anything. */
  answer(name: unknown, request: unknown, running: Running): Promise<CallResult<CallName>>;
  settings(): Settings;
}

export interface DeskOptions {
  readonly about: Omit<Hello, 'settings' | 'dataFolder'>;
  readonly data: DataFolder;
  readonly engine: EngineClient;
  /** Called after the settings changed. */
  readonly onSettings?: (settings: Settings) => void;
  /** Told of our own faults. */
  readonly log?: (message: string) => void;
}

type Handlers = {
  readonly [K in CallName]: (request: RequestOf<K>, running: Running) => Promise<CallResult<K>>;
};

export async function createDesk({ about, data, engine, onSettings, log }: DeskOptions): Promise<Desk> {
  let settings: Settings = (await data.read('settings.json', settingsSchema)) ?? DEFAULT_SETTINGS;
  const change = (next: Settings): CallResult<'save-settings'> => {
    settings = next;
    onSettings?.(next);
    return done(next);
  };

  const handlers: Handlers = {
    hello: () => Promise.resolve(done({ ...about, dataFolder: data.path, settings })),
    examine: (request, running) => engine.call('examine', { ...request, deep: settings.deepProbe }, running),
    ports: (request, running) => engine.call('ports', request, running),
    'open-recording': (request, running) => engine.call('open-recording', request, running),
    'save-settings': async (request) => {
      await data.write('settings.json', request);
      return change(request);
    },
    'clear-data': async () => {
      await data.clear();
      return change(DEFAULT_SETTINGS);
    },
  };

  return {
    settings: () => settings,
    async answer(name, request, running) {
      if (!isCallName(name)) return refused('no such call');
      const checked = v.safeParse(REQUESTS[name], request);
      if (!checked.success) return refused(`${name}: ${v.getDotPath(checked.issues[0]) ?? 'request'} is malformed`);
      const handle = handlers[name] as (request: unknown, running: Running) => Promise<CallResult<CallName>>;
      try {
        const result = await handle(checked.output, running);
        if (!result.ok && result.error === 'failed') log?.(`${name}: ${result.message}`);
        return result;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log?.(`${name}: ${message}`);
        return { ok: false, error: 'failed', message };
      }
    },
  };
}

function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

function refused(message: string): CallResult<never> {
  return { ok: false, error: 'refused', message };
}
