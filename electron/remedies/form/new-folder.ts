/** Where the new form goes: beside the old one, except where a program would take it for its own. */
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import type { ReleaseArchive } from './release-archive.ts';

/**
 * LiteLoader loads whatever lies in `plugins`, QQ replaces its folders at every update, and nobody may write below
 * Program Files: from there it goes into the home folder. Throws `Refused` when no name is free.
 */
export async function newFolder(
  { machine }: PlanContext,
  old: { readonly dir: string },
  { release, version }: Pick<ReleaseArchive, 'release' | 'version'>,
): Promise<string> {
  const { paths, host } = machine;
  // A Node build keeps napcat.mjs one level below its own folder.
  const own = (await machine.stat(paths.join(paths.dirname(old.dir), 'index.js'))).state === 'known';
  const top = own ? paths.dirname(old.dir) : old.dir;
  const beside = NOT_THERE.test(top) ? host.homeDir : paths.dirname(top);
  const name = `${release.asset.replace(/\.zip$/, '')}-${version}`;
  for (let number = 1; number <= MOST; number++) {
    const path = paths.join(beside, number === 1 ? name : `${name}-${number}`);
    const there = await machine.stat(path);
    if (there.state === 'absent') return path;
    if (there.state !== 'known') throw new Refused('file-denied', { file: path, reason: there.state });
  }
  throw new Refused('file-changed', { file: paths.join(beside, name) });
}

const NOT_THERE = /[\\/](?:plugins|program files(?: \(x86\))?|programdata|windows|resources[\\/]app|versions)[\\/]/i;
const MOST = 50;
