/** A downloaded archive: which release of NapCat it is, of which version, or why it cannot be used. */
import type { WantedForm } from '../../contract/remedies.ts';
import type { Archive } from '../../machine/hand.ts';
import { findVersion } from '../../survey/napcat/version-constant.ts';
import { MAIN_FILE } from '../../survey/napcat/traces.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import { RELEASES } from './releases.ts';
import type { Release } from './releases.ts';

export interface ReleaseArchive {
  readonly path: string;
  readonly archive: Archive;
  readonly release: Release;
  readonly version: string;
  /** The folder in it that everything lies in, with a slash behind; empty: there is none. */
  readonly below: string;
  /** Names without that folder. */
  readonly names: readonly string[];
}

/** Throws `Refused`. */
export async function openRelease(
  { hand, machine }: PlanContext,
  path: string,
  wanted: WantedForm,
): Promise<ReleaseArchive> {
  if (!machine.paths.isAbsolute(path)) throw new Refused('archive-unusable', { archive: path });
  const opened = await hand.openArchive(path);
  if (opened.state !== 'known') {
    const reason = opened.state === 'absent' ? opened.state : (opened.reason ?? opened.state);
    throw new Refused(/^(?:unsafe-name|link|duplicate-name)/.test(reason) ? 'archive-unsafe' : 'archive-unusable', {
      archive: path,
      reason,
    });
  }
  const archive = opened.value;
  const below = commonFolder(archive.names);
  const names = archive.names.map((name) => name.slice(below.length));
  const lower = new Set(names.map((name) => name.toLowerCase()));
  const release = RELEASES.find(({ has }) => has.every((name) => lower.has(name)));
  const version = versionIn(archive, below, release);
  if (release === undefined || version === null) {
    throw new Refused('archive-wrong-product', { archive: path, reason: missingPart(lower) });
  }
  if (release.form !== wanted) throw new Refused('archive-wrong-form', { archive: path, form: wanted });
  return { path, archive, release, version, below, names };
}

/** Packed again by somebody, a release lies in one folder. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : '';
}

/** The constant inside NapCat itself: nothing else in the archive can be believed (domain facts: NapCat dossier §1.2). */
function versionIn(archive: Archive, below: string, release: Release | undefined): string | null {
  const main = release === undefined ? undefined : archive.read(`${below}${release.home}${MAIN_FILE}`);
  return main === undefined ? null : findVersion(Buffer.from(main).toString('latin1'));
}

/** What of NapCat is there speaks louder than what is not. */
function missingPart(names: ReadonlySet<string>): string {
  if (names.has('manifest.json') && names.has('napcat.mjs')) return 'LiteLoader';
  if ([...names].some((name) => name.endsWith('napcatinstaller.exe'))) return 'OneKey';
  return names.has('napcat.mjs') ? 'incomplete' : MAIN_FILE;
}
