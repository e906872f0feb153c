/** Small JSON files of other programs, of which only a key or two matter. */
import type { Ask, Machine } from '../../machine/machine.ts';
import { decodeText } from '../text.ts';

const LARGEST = 256 * 1024;

/** The object in the file, or `undefined` when there is none that can be read. */
export async function readJson(
  machine: Machine,
  path: string,
  ask: Ask,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await machine.readFile(path, { ...ask, limit: LARGEST });
  if (answer.state !== 'known') return undefined;
  try {
    const value: unknown = JSON.parse(decodeText(answer.value.bytes, machine.host.oemCodePage).text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
