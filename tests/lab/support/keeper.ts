/** Ends after each test what the test started. Call it once, at the top of a file or of a `describe`. */
import { afterEach } from 'vitest';

import type { Running } from './processes.ts';

export function keeper(): <T extends Running>(started: Promise<T> | T) => Promise<T> {
  const running: Running[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
  });
  return async (started) => {
    const process = await started;
    running.push(process);
    return process;
  };
}
