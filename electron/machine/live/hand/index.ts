/** The live hand of the platform we run on. */
import * as disk from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Hand } from '../../hand.ts';
import { archiveHand } from './archive.ts';
import { fileHand } from './files.ts';
import type { Disk } from './files.ts';
import { postJson } from './post.ts';
import { runCommand } from './run.ts';

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

export function stateDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'NapCat Doctor');
  const state = env.XDG_STATE_HOME;
  // The XDG base directory specification: a path that is not absolute is ignored.
  return join(state?.startsWith('/') === true ? state : join(home, '.local', 'state'), 'napcat-doctor');
}
