/**
 * Registry keys through `reg export`, which writes a file: into our own folder, and only for a moment. A tree of which
 * many keys are asked at once is exported once, because every start of reg.exe costs tens of milliseconds.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../../answer.ts';
import { ABSENT, known, unanswered } from '../../../answer.ts';
import type { Ask, RegistryValues } from '../../../machine.ts';
import { stateDir } from '../../own-folder.ts';
import { consoleText } from './console-text.ts';
import { parseRegFile } from './reg-file.ts';
import type { RunTool } from './run.ts';

/** Small trees whose keys the survey asks for side by side. */
const TREES = [
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall',
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\PortProxy',
].map((tree) => tree.toLowerCase());

/** `key` with the long name of its hive. */
export async function throughExport(
  key: string,
  run: RunTool,
  oemCodePage: number | undefined,
  ask: Ask,
): Promise<Answer<RegistryValues>> {
  const tree = TREES.find((root) => key.toLowerCase().startsWith(`${root}\\`));
  if (tree !== undefined) {
    const whole = await sharedExport(tree, run, oemCodePage, ask);
    if (whole.state === 'absent') return ABSENT;
    if (whole.state === 'known') {
      const values = whole.value.get(key.toLowerCase());
      return values === undefined ? ABSENT : known(values, 'reg export');
    }
    // One key of it may be refused, or somebody else's question have been cancelled: ours stands for itself.
  }
  const own = await exported(key, run, oemCodePage, ask);
  if (own.state !== 'known') return own;
  const values = own.value.get(key.toLowerCase());
  return values === undefined
    ? unanswered('not-asked', 'reg export wrote something else')
    : known(values, 'reg export');
}

type Keys = ReadonlyMap<string, RegistryValues>;

const underWay = new WeakMap<RunTool, Map<string, Promise<Answer<Keys>>>>();

/** Who asks while the tree is being exported waits for the same file. */
function sharedExport(tree: string, run: RunTool, oemCodePage: number | undefined, ask: Ask): Promise<Answer<Keys>> {
  const trees = underWay.get(run) ?? new Map<string, Promise<Answer<Keys>>>();
  underWay.set(run, trees);
  const running = trees.get(tree);
  if (running !== undefined) return running;
  const started = exported(tree, run, oemCodePage, ask).finally(() => trees.delete(tree));
  trees.set(tree, started);
  return started;
}

async function exported(key: string, run: RunTool, oemCodePage: number | undefined, ask: Ask): Promise<Answer<Keys>> {
  const own = join(stateDir('win32', process.env, homedir()), 'tmp');
  await mkdir(own, { recursive: true });
  const folder = await mkdtemp(join(own, 'reg-'));
  try {
    const file = join(folder, 'key.reg');
    const written = await run('reg', ['export', key, file, '/y', '/reg:64'], ask);
    if (written.state !== 'known') return written;
    if (written.value.exitCode !== 0) return await whyNot(key, run, oemCodePage, ask);
    return known(parseRegFile(await readFile(file)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * reg.exe says "missing" and "refused" with the same exit code and a translated sentence. So the parent is asked for
 * its children: a key that is not among them is absent, one that is among them was refused.
 */
async function whyNot(key: string, run: RunTool, oemCodePage: number | undefined, ask: Ask): Promise<Answer<never>> {
  const split = key.lastIndexOf('\\');
  if (split < 0) return unanswered('denied');
  const parent = key.slice(0, split);
  const listed = await run('reg', ['query', parent, '/reg:64'], ask);
  if (listed.state !== 'known') return listed.state === 'absent' ? ABSENT : listed;
  if (listed.value.exitCode !== 0) return whyNot(parent, run, oemCodePage, ask);
  const names = consoleText(listed.value.stdout, oemCodePage).split(/\r?\n/);
  return names.some((name) => name.trim().toLowerCase() === key.toLowerCase()) ? unanswered('denied') : ABSENT;
}
