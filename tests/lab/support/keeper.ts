/** Ends after each test what the test started. Call it once, at the top of a file or of a `describe`. */
import { afterEach } from 'vitest';

/** Whatever has to be stopped. */
interface Stoppable {
  readonly stop: () => unknown;
}

export function keeper(): <T extends Stoppable>(started: Promise<T> | T) => Promise<T> {
  const running: Stoppable[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
  });
  return async (started) => {
    const process = await started;
    running.push(process);
    return process;
  };
}
