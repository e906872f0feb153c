/**
 * The version of a NapCat on disk: a constant inside napcat.mjs. Its package.json says "0.0.1" since 4.9.43 and lagged
 * behind before, so it is asked last and believed only below that (domain facts: NapCat dossier §1.2).
 */
import { ABSENT, known } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { NapCatFacts } from '../facts.ts';
import { decodeText } from '../text.ts';
import { MAIN_FILE } from './traces.ts';
import { atLeast } from './version.ts';

/** The bundle has 2 to 6 MB. */
const LARGEST_BUNDLE = 16 * 1024 * 1024;

/** Never throws; a bundle that cannot be read leaves package.json to answer. */
export async function readVersion(machine: Machine, dir: string, ask: Ask): Promise<NapCatFacts['version']> {
  const bundle = machine.paths.join(dir, MAIN_FILE);
  const answer = await machine.readFile(bundle, { ...ask, limit: LARGEST_BUNDLE });
  const text = answer.state === 'known' ? findVersion(Buffer.from(answer.value.bytes).toString('latin1')) : null;
  if (text !== null) return known({ text, origin: { kind: 'file', path: bundle, key: 'napCatVersion' } });
  const fallback = await readPackageVersion(machine, dir, ask);
  if (fallback.state === 'known' || answer.state === 'known') return fallback;
  return answer;
}

/**
 * Shapes seen in releases: `napCatVersion = "4.5.23"` and
 * `napCatVersion = typeof … !== "undefined" && "4.18.1" || "1.0.0-dev"`: the first number after the name is it.
 */
export function findVersion(bundle: string): string | null {
  for (const name of bundle.matchAll(/[nN]ap[cC]atVersion\s*[=:]/g)) {
    const after = bundle.slice(name.index + name[0].length, name.index + 300);
    const version = /^[^;\n]*?["'`]v?(\d+\.\d+\.\d+(?:[-+][\w.-]+)?)["'`]/.exec(after)?.[1];
    if (version !== undefined && !version.endsWith('-dev')) return version;
  }
  return null;
}

async function readPackageVersion(
  machine: Machine,
  dir: string,
  ask: Ask,
): Promise<Answer<{ text: string; origin: { kind: 'file'; path: string; key: string } }>> {
  const path = machine.paths.join(dir, 'package.json');
  const answer = await machine.readFile(path, { ...ask, limit: 64 * 1024 });
  if (answer.state !== 'known') return ABSENT;
  const text = /"version"\s*:\s*"v?(\d+\.\d+\.\d+)"/.exec(decodeText(answer.value.bytes).text)?.[1];
  const believable = text !== undefined && atLeast(text, '1.0.0') && !atLeast(text, '4.9.43');
  return believable
    ? known({ text, origin: { kind: 'file', path, key: 'version (package.json, often one behind)' } })
    : ABSENT;
}
