/**
 * A bounded look around the disk. NapCat and bots are unzipped wherever their owner liked, so the survey lists the usual
 * places breadth first: what lies near the top is found first, and the budget ends the walk, not the disk.
 */
import type { DirectoryEntry, Machine } from '../machine/machine.ts';
import { sharedSignal } from '../machine/signals.ts';

export interface WalkOptions {
  /** Folders to begin with; one may have its own depth. */
  readonly starts: readonly (string | WalkStart)[];
  /** How many levels below a start are listed; 0 lists only the start. */
  readonly maxDepth: number;
  /** How many folders are listed at most. */
  readonly maxFolders: number;
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole walk. */
  readonly deadline?: number;
  /** Called once a folder that could be listed. Returns `false` to keep out of its subfolders. */
  visit(dir: string, entries: readonly DirectoryEntry[]): boolean | undefined;
}

export interface WalkStart {
  readonly path: string;
  readonly maxDepth: number;
}

export interface WalkResult {
  readonly folders: number;
  /** `false` when the budget, the deadline or the signal ended it. */
  readonly complete: boolean;
  /** Starts and folders that refused to be listed. */
  readonly denied: readonly string[];
}

export interface VisitedFolder {
  readonly dir: string;
  readonly entries: readonly DirectoryEntry[];
}

/** Settles within its deadline; a folder that hangs or vanishes costs only itself. Cycles end at the depth. */
export async function walkFolders(machine: Machine, options: WalkOptions): Promise<WalkResult> {
  const signal = sharedSignal([options.signal], options.deadline);
  const seen = new Set<string>();
  const denied: string[] = [];
  let level = options.starts.map((start) =>
    typeof start === 'string' ? { path: start, maxDepth: options.maxDepth } : start,
  );
  let folders = 0;
  let complete = true;

  const lookInto = async ({ path, maxDepth }: WalkStart): Promise<WalkStart[]> => {
    const answer = await machine.list(path, { signal, deadline: FOLDER_DEADLINE });
    if (answer.state === 'denied') denied.push(path);
    if (answer.state !== 'known' || options.visit(path, answer.value) === false || maxDepth === 0) return [];
    return answer.value
      .filter(({ kind, name }) => kind === 'directory' && !isPointless(name))
      .map(({ name }) => ({ path: machine.paths.join(path, name), maxDepth: maxDepth - 1 }));
  };

  while (level.length > 0) {
    // Deep starts first, so that a folder reached twice is walked as deep as anybody wanted.
    const fresh = level
      .toSorted((a, b) => b.maxDepth - a.maxDepth)
      .filter(({ path }) => addNew(seen, keyOf(machine, path)));
    const next: WalkStart[] = [];
    for (let at = 0; at < fresh.length; at += PARALLEL) {
      const batch = fresh.slice(at, Math.min(at + PARALLEL, at + options.maxFolders - folders));
      if (batch.length === 0 || signal.aborted) {
        complete = false;
        break;
      }
      folders += batch.length;
      next.push(...(await Promise.all(batch.map(lookInto))).flat());
    }
    level = next;
  }
  return { folders, complete: complete && !signal.aborted, denied };
}

/** A walk that keeps what it saw, for several surveys to look through. */
export async function collectFolders(
  machine: Machine,
  options: Omit<WalkOptions, 'visit'>,
): Promise<readonly VisitedFolder[]> {
  const visited: VisitedFolder[] = [];
  const visit: WalkOptions['visit'] = (dir, entries) => visited.push({ dir, entries }) > 0;
  await walkFolders(machine, { ...options, visit });
  return visited;
}

const FOLDER_DEADLINE = 2_000;
const PARALLEL = 16;

/** Folders where nobody keeps a bot and where a walk could spend its whole budget. */
const POINTLESS: ReadonlySet<string> = new Set([
  'windows',
  'node_modules',
  '$recycle.bin',
  'system volume information',
  'windowsapps',
  'appdata',
  'application data',
  'local settings',
  'winsxs',
  'recovery',
  'perflogs',
  'temp',
  '.git',
  '.cache',
  '.npm',
  '__pycache__',
  'site-packages',
  'proc',
  'sys',
  'dev',
]);

function isPointless(name: string): boolean {
  return POINTLESS.has(name.toLowerCase());
}

/** One spelling a folder, as far as spelling goes. */
function keyOf(machine: Machine, path: string): string {
  const normal = machine.paths.normalize(path).replace(/(?<=.)[\\/]+$/, '');
  return machine.host.platform === 'win32' ? normal.toLowerCase() : normal;
}

function addNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
