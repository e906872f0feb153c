/** Unwraps answers in tests, and says what came instead. */
import assert from 'node:assert/strict';
import type { Answer } from '../../../electron/machine/answer.ts';

export function valueOf<T>(answer: Answer<T>): T {
  if (answer.state !== 'known') assert.fail(JSON.stringify(answer));
  return answer.value;
}

/** What only real Windows shows is skipped, and counted, under Wine. */
export const WINE = 'WINELOADER' in process.env;
export const NATIVE_ONLY = WINE ? 'only on real Windows' : false;
