/**
 * Where a page's calls arrive, the same for every host: the name and the request are checked against the contract, then
 * answered here (settings) or by the engine (whatever looks at a machine).
 */
import * as v from 'valibot';
import { DEFAULT_SETTINGS } from '../../contract/app.ts';
import type { CallName, CallResult, Hello, ProgressOf, RequestOf, Settings } from '../../contract/app.ts';
import type { SavedBundle } from '../../contract/app-bundles.ts';
import { isCallName, REQUESTS, savedRepairSchema, settingsSchema } from '../../contract/app-requests.ts';
import type { DataFolder } from './data-folder.ts';
import type { EngineClient } from './engine/client.ts';
import type { Consent } from './engine/protocol.ts';

/** Calls that one page may have open at once; a page of ours never comes near. */
export const MOST_CALLS = 32;

export interface Running {
  readonly signal: AbortSignal;
  readonly progress: (progress: ProgressOf<CallName>) => void;
}

export interface Desk {
  /** Never rejects; `name` and `request` may be anything. */
  answer(name: unknown, request: unknown, running: Running): Promise<CallResult<CallName>>;
  settings(): Settings;
}

/** `code`: why the system did not write it there, such as `EACCES`; `null`: it did. */
export interface SavedFile {
  readonly path: string;
  readonly code: string | null;
}

export interface DeskOptions {
  readonly about: Omit<Hello, 'settings' | 'dataFolder' | 'repair'>;
  readonly data: DataFolder;
  readonly engine: Pick<EngineClient, 'call'>;
  /** Called after the settings changed. */
  readonly onSettings?: (settings: Settings) => void;
  /** Asks the user for a place and writes there; `null`: they chose none. Without it the page saves the file itself. */
  readonly save?: (name: string, bytes: Uint8Array) => Promise<SavedFile | null>;
  /** Asks the user for a file of this kind; `null`: they chose none. Without it the page asks for its path. */
  readonly choose?: (extension: string) => Promise<string | null>;
  /** Told of our own faults. */
  readonly log?: (message: string) => void;
  /** The end of what was told. Never rejects. */
  readonly readLog?: () => Promise<string>;
}

type Handlers = {
  readonly [K in CallName]: (request: RequestOf<K>, running: Running) => Promise<CallResult<K>>;
};

export async function createDesk({
  about,
  data,
  engine,
  onSettings,
  save,
  choose,
  log,
  readLog,
}: DeskOptions): Promise<Desk> {
  let settings: Settings = (await data.read('settings.json', settingsSchema)) ?? DEFAULT_SETTINGS;
  const change = (next: Settings): CallResult<'save-settings'> => {
    settings = next;
    onSettings?.(next);
    return done(next);
  };

  const consent = (): Consent => ({ deep: settings.deepProbe, webui: settings.webui });

  const handlers: Handlers = {
    hello: async () =>
      done({ ...about, dataFolder: data.path, settings, repair: await data.read('repair.json', savedRepairSchema) }),
    examine: (request, running) => engine.call('examine', { ...request, ...consent() }, running),
    excerpt: (request, running) => engine.call('excerpt', request, running),
    ports: (request, running) => engine.call('ports', request, running),
    'open-recording': (request, running) => engine.call('open-recording', request, running),
    plan: (request, running) => engine.call('plan', { ...request, ...consent() }, running),
    apply: (request, running) => engine.call('apply', request, running),
    undo: (request, running) => engine.call('undo', request, running),
    prove: (request, running) => engine.call('prove', { ...request, ...consent() }, running),
    history: (request, running) => engine.call('history', request, running),
    'choose-archive': async () => {
      if (choose === undefined) return done({ state: 'unavailable' });
      const path = await choose('zip');
      return done(path === null ? { state: 'cancelled' } : { state: 'chosen', path });
    },
    'save-repair': async (request) => {
      if (request === null) await data.remove('repair.json');
      else await data.write('repair.json', request);
      return done(null);
    },
    'draft-bundle': async (request, running) =>
      engine.call('draft-bundle', { ...request, ...consent(), earlierLog: (await readLog?.()) ?? '' }, running),
    'read-part': (request, running) => engine.call('read-part', request, running),
    'save-bundle': async (request, running) => {
      const packed = await engine.call('save-bundle', request, running);
      return save === undefined || !packed.ok ? packed : done(await savedBy(save, packed.value));
    },
    watch: (request, running) => engine.call('watch', { ...request, ...consent() }, running),
    'end-watch': (request, running) => engine.call('end-watch', request, running),
    'open-bundle': (request, running) => engine.call('open-bundle', request, running),
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

async function savedBy(save: NonNullable<DeskOptions['save']>, bundle: SavedBundle): Promise<SavedBundle> {
  if (bundle.state !== 'download') return bundle;
  const saved = await save(bundle.name, Buffer.from(bundle.base64, 'base64'));
  if (saved === null) return { state: 'cancelled' };
  const { path, code } = saved;
  return code === null ? { state: 'saved', path } : { state: 'not-written', path, code };
}

function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

function refused(message: string): CallResult<never> {
  return { ok: false, error: 'refused', message };
}
