/** Names of the named pipes. NapCat's launcher makes one called `NapCat_<pid>` (domain facts: NapCat dossier §1.2). */
import { readdir } from 'node:fs/promises';
import type { Answer } from '../../answer.ts';
import { known } from '../../answer.ts';

export async function pipes(): Promise<Answer<readonly string[]>> {
  return known(await readdir('\\\\.\\pipe\\'));
}
