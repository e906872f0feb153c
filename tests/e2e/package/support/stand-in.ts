/**
 * A folder that looks like Electron's Windows build to electron-builder: an empty program with a version resource and the
 * wire of fuses, languages, licences. It proves what a package holds, not that it runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** Where the fuses are found in a program (Electron, docs/tutorial/fuses.md), one of each state at first. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron 45 comes: version 1, eight fuses (on: `1`, off: `0`). */
const WIRE = Buffer.from([1, 8, ...Buffer.from('10110000')]);

const LANGUAGES = ['af', 'de', 'en-GB', 'en-US', 'fr', 'ja', 'ko', 'zh-CN', 'zh-TW'];

export function makeStandIn(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const language of LANGUAGES) writeFileSync(join(folder, `locales/${language}.pak`), language);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'MIT');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>BSD</p>');
  writeFileSync(join(folder, 'electron.exe'), makeProgram());
}

function makeProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program, true);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron', FileDescription: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.concat([Buffer.from(program.generate()), Buffer.from(SENTINEL), WIRE]);
}
