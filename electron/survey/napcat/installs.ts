/**
 * All NapCats on the disk, and which of them a running one is. An elevated NapCat hides where it lies from us; then the
 * disk answers, as far as it can: its launcher rewrites loadNapCat.js at every start (domain facts: dossier §1.2).
 */
import type { FormSign } from '../../contract/form-signs.ts';
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { Mode, ModeEvidence } from '../facts.ts';
import type { VisitedFolder } from '../walk.ts';
import type { FolderView } from './folder-view.ts';
import { candidateFolders, mountedConfigs, readInstalls } from './folders.ts';
import type { Install } from './folders.ts';
import type { Instance } from './instance.ts';
import { readJson } from './json-file.ts';
import { MODE_OF } from './reading.ts';
import type { Reading } from './reading.ts';
import { MAIN_FILE } from './traces.ts';

/** Each once, in the order in which the walk met them. */
export async function findInstalls(
  machine: Machine,
  folders: readonly VisitedFolder[],
  view: FolderView,
): Promise<readonly Install[]> {
  const read = await Promise.all(candidateFolders(machine, folders).map((dir) => readInstalls(dir, view)));
  const found: Install[] = [];
  for (const install of read.flat()) {
    const twin = found.findIndex(({ baseDir }) => machine.paths.same(baseDir, install.baseDir));
    if (twin === -1) found.push(install);
    else if (found[twin]?.dir === null) found[twin] = install;
  }
  return found.length > 0 ? found : mountedConfigs(machine, folders);
}

/** Ports that the installations' webui.json set, for telling a WebUI on an unusual port. */
export async function configuredPorts(
  machine: Machine,
  installs: readonly Install[],
  view: FolderView,
  ask: Ask,
): Promise<ReadonlySet<number>> {
  const settings = await Promise.all(
    installs.map(({ baseDir, configDir = view.join(baseDir, 'config') }) =>
      readJson(machine, view.join(configDir, 'webui.json'), ask),
    ),
  );
  const ports = settings.map((values) => values?.port);
  return new Set(ports.filter((port): port is number => typeof port === 'number' && port > 0));
}

/** Where a running NapCat lies, and what speaks for it when it did not say so itself. */
export interface Located {
  readonly install: Install | null;
  readonly evidence: readonly ModeEvidence[];
}

export async function locate(
  instance: Instance,
  installs: readonly Install[],
  taken: readonly Install[],
  machine: Machine,
  view: FolderView,
  ask: Ask,
): Promise<Located> {
  const told = await fromHints(instance, installs, machine, view);
  if (told) return { install: told, evidence: [] };

  const free = installs.filter((install) => !taken.includes(install));
  const exact = free.filter((install) => fits(instance, install));
  const fitting = exact.length > 0 ? exact : free.filter(({ dir, form }) => dir !== null && form === 'unknown');
  for (const { kind, narrow } of GUESSES) {
    const found = await narrow({ instance, fitting, machine, view, ask });
    const guess = found.length === 1 ? found[0] : undefined;
    if (!guess) continue;
    return { install: guess, evidence: [folderSign(kind, guess)] };
  }
  // Nothing tells which folder it is, but there is only one, and what is known of it does not speak against it.
  const only = free.length === 1 ? free[0] : undefined;
  if (only !== undefined && (only.dir === null || only.form === 'unknown' || fits(instance, only))) {
    return { install: only, evidence: [folderSign('only-folder', only)] };
  }
  return { install: null, evidence: [] };
}

type FolderSignKind = Extract<FormSign, { readonly path: string }>['kind'];

export function folderSign(kind: FolderSignKind, { dir, baseDir }: Install): ModeEvidence {
  const path = dir ?? baseDir;
  return { sign: { kind, path }, origin: { kind: 'file', path } };
}

interface Guess {
  readonly instance: Instance;
  readonly fitting: readonly Install[];
  readonly machine: Machine;
  readonly view: FolderView;
  readonly ask: Ask;
}

/** Tried in this order; one counts when it leaves exactly one installation. */
const GUESSES: readonly {
  readonly kind: FolderSignKind;
  readonly narrow: (guess: Guess) => Promise<readonly Install[]>;
}[] = [
  { kind: 'named-on-console', narrow: namedOnConsole },
  { kind: 'started-with', narrow: startedWith },
  { kind: 'only-of-form', narrow: ({ fitting }) => Promise.resolve(fitting) },
  { kind: 'only-started', narrow: everStarted },
];

/** The first hint that holds NapCat; failing that the first that is a broken installation. */
async function fromHints(instance: Instance, installs: readonly Install[], machine: Machine, view: FolderView) {
  const broken: Install[] = [];
  for (const hint of instance.dirHints) {
    const known = installs.find(({ dir }) => dir !== null && machine.paths.same(dir, hint));
    const found = known ? [known] : await readInstalls(hint, view);
    const whole: Install[] = [];
    for (const install of found) {
      if (install.dir === null) continue;
      if (await view.has(install.dir, MAIN_FILE)) whole.push(install);
      else broken.push(install);
    }
    const chosen = whole.find((install) => fits(instance, install)) ?? whole[0];
    if (chosen)
      return (
        installs.find(({ dir }) => dir !== null && chosen.dir !== null && machine.paths.same(dir, chosen.dir)) ?? chosen
      );
  }
  if (broken[0]) return broken[0];
  const { ownDir, reading } = instance;
  return ownDir && { dir: ownDir, baseDir: ownDir, form: reading.form, missingFiles: [], managerVersion: null };
}

/**
 * What the disk adds where the signs allow two readings: when it holds none of the first and one of the second, the
 * second is the likelier. The first stays as what it could be as well.
 */
export function settledByDisk(instance: Instance, installs: readonly Install[]): Instance {
  const { reading, otherReadings } = instance;
  const fitting = (mode: Mode) => installs.filter((install) => mayBe({ mode, form: 'unknown' }, install));
  const others = [...new Set(otherReadings.map(({ mode }) => mode))].filter((mode) => mode !== reading.mode);
  const [only, ...more] = others.filter((mode) => fitting(mode).length > 0);
  if (only === undefined || more.length > 0 || (reading.mode !== 'unknown' && fitting(reading.mode).length > 0))
    return instance;
  const chosen = otherReadings.find(({ mode }) => mode === only);
  const found = fitting(only)[0];
  if (chosen === undefined || found === undefined) return instance;
  const rest = otherReadings.filter((other) => other !== chosen);
  const first = reading.mode === 'unknown' ? [] : [{ ...reading, doubt: chosen.doubt }];
  return {
    ...instance,
    reading: { mode: only, form: chosen.form },
    otherReadings: [...first, ...rest],
    evidence: [...instance.evidence, folderSign('file', found)],
  };
}

function fits({ reading }: Instance, install: Install): boolean {
  return mayBe(reading, install);
}

/** Whether an installation can be what runs: same mode, and a container's may be a mere configuration folder. */
function mayBe({ mode, form }: Reading, install: Install): boolean {
  if (mode === 'container') return install.dir === null || MODE_OF[install.form] === 'container';
  if (mode === 'unknown') return install.dir !== null;
  // A program called node.exe is never a QQ, nor the other way round.
  if (form !== 'unknown' && (form === 'shell-node') !== (install.form === 'shell-node')) return false;
  return install.dir !== null && (MODE_OF[install.form] === mode || (mode === 'shell' && install.form === 'ncd'));
}

/** `argv[2]:D:\NapCat\NapCatWinBootHook.dll`, `二维码已保存到 D:\NapCat\cache\qrcode.png`: pasted text names the folder. */
function namedOnConsole({ fitting, machine }: Guess): Promise<readonly Install[]> {
  const text = machine
    .console()
    .map((pasted) => pasted.text)
    .join('\n')
    .replaceAll('/', '\\')
    .toLowerCase();
  return Promise.resolve(
    fitting.filter(({ dir }) => dir !== null && text.includes(`${dir.replaceAll('/', '\\').toLowerCase()}\\`)),
  );
}

const EARLIEST = 120_000;
const LATEST = 30_000;

/** Written within two minutes before QQ started. */
async function startedWith({ instance, fitting, machine, view, ask }: Guess): Promise<readonly Install[]> {
  const start = Date.parse(instance.running.startedAt ?? '');
  const written = await Promise.all(
    fitting.map(
      async ({ baseDir }) => valueOf(await machine.stat(view.join(baseDir, 'loadNapCat.js'), ask))?.modifiedAt ?? '',
    ),
  );
  return fitting.filter((_install, at) => {
    const time = Date.parse(written[at] ?? '');
    return time > start - EARLIEST && time < start + LATEST;
  });
}

/** NapCat makes webui.json on its first start. */
async function everStarted({ fitting, view }: Guess): Promise<readonly Install[]> {
  const started = await Promise.all(fitting.map(({ baseDir }) => view.has(view.join(baseDir, 'config'), 'webui.json')));
  return fitting.filter((_install, at) => started[at]);
}
