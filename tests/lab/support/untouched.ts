/** Files that must be in the end what they were in the beginning, byte for byte; one that is not there stays away. */
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Looks at them now; what it returns expects them so. */
export function untouched(files: readonly string[]): () => void {
  const now = (): readonly (readonly [string, Buffer | null])[] => files.map((file) => [file, bytesOf(file)]);
  const before = now();
  return () => expect(now()).toEqual(before);
}

/** `null`: there is none. */
export function bytesOf(file: string): Buffer | null {
  return existsSync(file) ? readFileSync(file) : null;
}
