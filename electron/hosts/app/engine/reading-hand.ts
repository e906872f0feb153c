/** A hand that can only read, and reads what a machine recorded: a plan for it can be shown and never carried out. */
import { createHash } from 'node:crypto';
import { ABSENT, NOT_ASKED, unanswered } from '../../../machine/answer.ts';
import type { Hand } from '../../../machine/hand.ts';
import type { Machine } from '../../../machine/machine.ts';

/** As the live hand's: no configuration is larger. */
const LARGEST = 8 * 1024 * 1024;
const REFUSED = { state: 'failed', reason: 'recorded' } as const;
const refuse = (): Promise<typeof REFUSED> => Promise.resolve(REFUSED);

export function readingHand(machine: Machine): Hand {
  return {
    stateDir: '',
    async read(path) {
      const file = await machine.readFile(path, { limit: LARGEST });
      if (file.state === 'absent') return ABSENT;
      if (file.state !== 'known') return file;
      const { bytes, part } = file.value;
      if (part !== 'whole') return unanswered('denied', 'EFBIG');
      return { state: 'known', value: { bytes, hash: createHash('sha256').update(bytes).digest('hex') } };
    },
    write: refuse,
    tryWrite: refuse,
    remove: refuse,
    append: refuse,
    openArchive: () => Promise.resolve(NOT_ASKED),
    unpack: refuse,
    removeFolder: refuse,
    openDoor: () => Promise.resolve(null),
    run: refuse,
    runElevated: refuse,
    tidy: () => Promise.resolve(),
    post: () => Promise.resolve(NOT_ASKED),
  };
}
