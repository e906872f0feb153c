/** The live hand of the platform we run on. */
import * as disk from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Hand } from '../../hand.ts';
import { archiveHand } from './archive.ts';
import { fileHand } from './files.ts';
import type { Disk } from './files.ts';
import { postJson } from './post.ts';
import { runCommand } from './run.ts';
import { stateDir } from '../own-folder.ts';

export interface HandOptions {
  /** Default: `%LOCALAPPDATA%\NapCat Doctor`, elsewhere `$XDG_STATE_HOME/napcat-doctor`. */
  readonly stateDir?: string;
  readonly disk?: Disk;
}

export function createLiveHand(options: HandOptions = {}): Hand {
  return {
    stateDir: options.stateDir ?? stateDir(process.platform, process.env, homedir()),
    ...fileHand(options.disk ?? disk),
    ...archiveHand(options.disk ?? disk),
    run: runCommand,
    runElevated: async (command) =>
      process.platform === 'win32'
        ? (await import('../win32/elevate.ts')).runElevated(command)
        : { state: 'failed', reason: 'ENOSYS' },
    openDoor: async (order, signal) => (await import('./door.ts')).openDoor(order, signal),
    post: postJson,
  };
}

export { stateDir };
