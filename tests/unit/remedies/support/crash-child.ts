/**
 * Carries a plan out and kills itself with SIGKILL just before the n-th thing that it does to the disk or to NapCat; a
 * write is cut in the middle. Without a number it prints how many such things there are.
 */
import * as disk from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { known } from '../../../../electron/machine/answer.ts';
import { createLiveHand } from '../../../../electron/machine/live/hand/index.ts';
import type { Disk } from '../../../../electron/machine/live/hand/files.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import { applyPlan } from '../../../../electron/remedies/run/apply.ts';
import type { LiveConfig } from '../../../../electron/remedies/napcat/live.ts';
import { planOf } from './workshop-plan.ts';

export interface Orders {
  readonly stateDir: string;
  readonly files: readonly { readonly path: string; readonly after: string; readonly live: LiveConfig | null }[];
  /** An archive that becomes a folder before the files are written. */
  readonly folder?: { readonly archive: string; readonly target: string };
  readonly killAt: number;
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
let done = 0;

const hand = createLiveHand({ stateDir: orders.stateDir, disk: mortalDisk() });
const mortalHand: typeof hand = {
  ...hand,
  post: (request, signal) => {
    dieHere();
    return hand.post(request, signal);
  },
};
const actions = await Promise.all(
  orders.files.map(async ({ path, after, live }) => {
    const held = await hand.read(path);
    const before = held.state === 'known' ? held.value : null;
    return { kind: 'file', path, before, after: new TextEncoder().encode(after), live, needsRestart: false } as const;
  }),
);
const { folder } = orders;
const opened = folder === undefined ? null : await hand.openArchive(folder.archive);
const unpacking =
  folder === undefined || opened?.state !== 'known'
    ? []
    : [{ kind: 'folder', order: { ...folder, hash: opened.value.hash, below: '', without: [] }, added: {} } as const];
// Nothing is connected: NapCat needs no time to let go.
const machine = { now: () => new Date(), connections: () => Promise.resolve(known([])) } as unknown as Machine;
await applyPlan(planOf('crash', [...unpacking, ...actions]), { hand: mortalHand, machine });
process.stdout.write(String(done));

function dieHere(): void {
  done++;
  if (done === orders.killAt) process.kill(process.pid, 'SIGKILL');
}

/** Every call that changes something comes through here. */
function mortalDisk(): Disk {
  const dying = <A extends readonly unknown[], R>(call: (...args: A) => R): ((...args: A) => R) => {
    return (...args) => {
      dieHere();
      return call(...args);
    };
  };
  return {
    ...disk,
    rename: dying(disk.rename),
    unlink: dying(disk.unlink),
    rm: dying(disk.rm),
    rmdir: dying(disk.rmdir),
    mkdir: dying(disk.mkdir) as Disk['mkdir'],
    open: async (path, flags, mode) => {
      const writes = typeof flags === 'string' && flags !== 'r';
      if (writes) dieHere();
      const handle = await disk.open(path, flags, mode);
      return writes ? mortal(handle) : handle;
    },
  };
}

function mortal(handle: FileHandle): FileHandle {
  return new Proxy(handle, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const call = value.bind(target) as (...args: unknown[]) => unknown;
      if (key !== 'writeFile' && key !== 'appendFile' && key !== 'sync' && key !== 'chmod') return call;
      return async (...args: unknown[]) => {
        const [content] = args;
        const dies = done + 1 === orders.killAt;
        if (dies && (typeof content === 'string' || content instanceof Uint8Array)) {
          await call(content.slice(0, content.length / 2));
        }
        dieHere();
        return call(...args);
      };
    },
  });
}
