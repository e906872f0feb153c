/**
 * Bytes of a file in a recording: as text where they are UTF-8, so that a person can read it, else as base64. A cut may
 * go through a character; its bytes are kept beside the text, before a tail and after a head.
 */
import type { FilePart } from '../machine.ts';

export interface RecordedBytes {
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
  /** Base64 of the bytes of the character that the cut went through. */
  readonly cut?: string | undefined;
}

/** `null`: the recording holds no bytes. */
export function decodeBytes({ text, base64, cut }: RecordedBytes, part: FilePart): Uint8Array | null {
  if (base64 !== undefined) return bytesFrom(base64);
  if (text === undefined) return null;
  const whole = new TextEncoder().encode(text);
  if (cut === undefined) return whole;
  return new Uint8Array(Buffer.concat(part === 'tail' ? [bytesFrom(cut), whole] : [whole, bytesFrom(cut)]));
}

export function encodeBytes(bytes: Uint8Array, part: FilePart): RecordedBytes {
  const mostCut = part === 'whole' ? 0 : Math.min(LONGEST_CHARACTER - 1, bytes.length);
  for (let cut = 0; cut <= mostCut; cut++) {
    const at = part === 'tail' ? cut : bytes.length - cut;
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const text = utf8Of(part === 'tail' ? after : before);
    if (text === null) continue;
    return cut === 0 ? { text } : { text, cut: base64Of(part === 'tail' ? before : after) };
  }
  return { base64: base64Of(bytes) };
}

/** Of UTF-8, in bytes. */
const LONGEST_CHARACTER = 4;

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function bytesFrom(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
