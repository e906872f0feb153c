/** Our own folder: the only place the app writes to. Files are replaced whole, and a broken one counts as missing. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { createTurns } from './turns.ts';
import { writeWhole } from './whole-file.ts';

/** Everything the app puts there, and all that "clear data" removes: the browser's own files are not ours. */
const OURS = ['settings.json', 'window.json', 'repair.json', 'logs'] as const;

export interface DataFolder {
  readonly path: string;
  /** The document, or `null` when it is not there or not of this shape. */
  read<S extends v.GenericSchema>(name: (typeof OURS)[number], schema: S): Promise<v.InferOutput<S> | null>;
  write(name: (typeof OURS)[number], document: unknown): Promise<void>;
  remove(name: (typeof OURS)[number]): Promise<void>;
  clear(): Promise<void>;
}

/** The folder that Electron calls `userData` for this app, for a host that has no Electron to ask. */
export function usualDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'))
      : (env.XDG_CONFIG_HOME ?? join(homedir(), '.config'));
  return join(base, 'NapCat Doctor');
}

export function openDataFolder(path: string): DataFolder {
  // Of two changes of one file at once the older one could win.
  const inTurn = createTurns();
  const drop = (name: string): Promise<void> => rm(join(path, name), { recursive: true, force: true });
  return {
    path,
    async read(name, schema) {
      try {
        const result = v.safeParse(schema, JSON.parse(await readFile(join(path, name), 'utf8')));
        return result.success ? result.output : null;
      } catch {
        return null;
      }
    },
    write: (name, document) =>
      inTurn(async () => {
        await mkdir(path, { recursive: true });
        await writeWhole(join(path, name), `${JSON.stringify(document, null, 2)}\n`);
      }),
    remove: (name) => inTurn(() => drop(name)),
    clear: () =>
      inTurn(async () => {
        await Promise.all(OURS.map(drop));
      }),
  };
}
