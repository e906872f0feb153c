/** Ends a process with all that it started. */
import { spawnSync } from 'node:child_process';

/**
 * The process must have been started `detached`, which on POSIX makes it the leader of a group of its own.
 * @param {number} pid
 * @param {NodeJS.Signals} [signal] Not on Windows, where ending is always forced.
 */
export function killTree(pid, signal = 'SIGKILL') {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}
