/** Small text files of a framework: read once, bounded, with the encoding they came in. */
import { known } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import { decodeText } from '../text.ts';
import type { DecodedText } from '../text.ts';

export interface TextFile extends DecodedText {
  readonly path: string;
}

/** Configuration files and start scripts are short; what is longer is something else. */
const LIMIT = 256 * 1024;

/** A file's text, `absent` when it is not there. Never throws. */
export async function readTextFile(machine: Machine, path: string, ask: Ask): Promise<Answer<TextFile>> {
  const answer = await machine.readFile(path, { ...ask, limit: LIMIT });
  if (answer.state !== 'known') return answer;
  const { bytes, part } = answer.value;
  return known({ path, ...decodeText(bytes, machine.host.oemCodePage, part) });
}
