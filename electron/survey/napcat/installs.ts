/**
 * All NapCats on the disk, and which of them a running one is. An elevated NapCat hides where it lies from us; then the
 * disk answers, as far as it can: its launcher rewrites loadNapCat.js at every start (domain facts: dossier §1.2).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { ModeEvidence } from '../facts.ts';
import type { VisitedFolder } from '../walk.ts';
import type { FolderView } from './folder-view.ts';
import { candidateFolders, readInstalls } from './folders.ts';
import type { Install } from './folders.ts';
import type { Instance } from './instance.ts';
import { readJson } from './json-file.ts';
import { MODE_OF } from './reading.ts';
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
  // What lies within another (the NapCat part of a OneKey folder, say) has been read through it.
  return found;
}

/** Ports that the installations' webui.json set, for telling a WebUI on an unusual port. */
export async function configuredPorts(
  machine: Machine,
  installs: readonly Install[],
  view: FolderView,
  ask: Ask,
): Promise<ReadonlySet<number>> {
  const settings = await Promise.all(
    installs.map(({ baseDir }) => readJson(machine, view.join(baseDir, 'config', 'webui.json'), ask)),
  );
  return new Set(
    settings.map((values) => values?.['port']).filter((port) => typeof port === 'number' && port > 0) as number[],
  );
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

  const fitting = installs.filter((install) => !taken.includes(install) && fits(instance, install));
  const started = await startedWith(instance, fitting, machine, view, ask);
  const guess = started ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (!guess) return { install: null, evidence: [] };
  const text = started ? 'loadNapCat.js was written when it started' : 'the only installation of this form';
  const path = view.join(guess.baseDir, started ? 'loadNapCat.js' : 'config');
  return { install: guess, evidence: [{ kind: 'file', text, origin: { kind: 'file', path } }] };
}

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
  const surest = instance.dirHints[0];
  if (broken[0]) return broken[0];
  // Its own libraries were loaded from there: it is there, whatever the listing says.
  const loaded = instance.evidence.some(({ kind }) => kind === 'module');
  return loaded && surest !== undefined ? unlisted(surest, instance) : null;
}

function unlisted(dir: string, { reading }: Instance): Install {
  return { dir, baseDir: dir, form: reading.form, missingFiles: [], managerVersion: null };
}

/** Whether an installation can be what runs: same mode, and a container's may be a mere configuration folder. */
function fits({ reading }: Instance, install: Install): boolean {
  if (reading.mode === 'container') return install.dir === null || MODE_OF[install.form] === 'container';
  if (reading.mode === 'unknown') return install.dir !== null;
  return (
    install.dir !== null &&
    (MODE_OF[install.form] === reading.mode || (reading.mode === 'shell' && install.form === 'ncd'))
  );
}

const EARLIEST = 120_000;
const LATEST = 30_000;

/** The one whose loadNapCat.js was written within two minutes before QQ started. */
async function startedWith(
  instance: Instance,
  fitting: readonly Install[],
  machine: Machine,
  view: FolderView,
  ask: Ask,
) {
  const start = Date.parse(instance.running.startedAt ?? '');
  if (Number.isNaN(start)) return undefined;
  const written = await Promise.all(
    fitting.map(
      async ({ baseDir }) => valueOf(await machine.stat(view.join(baseDir, 'loadNapCat.js'), ask))?.modifiedAt ?? '',
    ),
  );
  const near = fitting.filter((_install, at) => {
    const time = Date.parse(written[at] ?? '');
    return time > start - EARLIEST && time < start + LATEST;
  });
  return near.length === 1 ? near[0] : undefined;
}
