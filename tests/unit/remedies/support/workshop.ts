/** A folder with a NapCat configuration, a hand with a journal of its own, and plans for it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

import type { Hand } from '../../../../electron/machine/hand.ts';
import { createLiveHand } from '../../../../electron/machine/live/hand/index.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import type { Action } from '../../../../electron/remedies/step.ts';

export interface Workshop {
  readonly dir: string;
  readonly hand: Hand;
  readonly machine: Machine;
  /** Writes a file of the folder and returns its path. */
  readonly put: (name: string, content: string | Uint8Array) => string;
  readonly text: (path: string) => string;
}

export function workshop(): Workshop {
  const root = mkdtempSync(join(tmpdir(), 'napcat-doctor-修复-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const dir = join(root, 'NapCat 配置');
  mkdirSync(dir);
  return {
    dir,
    hand: createLiveHand({ stateDir: join(root, 'state') }),
    // Carrying out a plan asks the machine for the time only.
    machine: { now: () => new Date('2026-01-02T03:04:05Z') } as Machine,
    put: (name, content) => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    },
    text: (path) => readFileSync(path, 'utf8'),
  };
}

export async function replaceFile(hand: Hand, path: string, after: string): Promise<Action> {
  const held = await hand.read(path);
  return {
    kind: 'file',
    path,
    before: held.state === 'known' ? held.value : null,
    after: new TextEncoder().encode(after),
    live: null,
    needsRestart: false,
  };
}
