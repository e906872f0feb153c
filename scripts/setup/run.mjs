/** Runs the tools that set-up needs, one after another, and says in one line why one of them failed. */
import { spawnSync } from 'node:child_process';

/** Long enough for the slowest download on a bad line, short enough that a dead one is noticed. */
const DEADLINE_MS = 10 * 60_000;

/** @typedef {{ readonly ok: boolean, readonly output: string, readonly reason: string }} Ran */

/**
 * Never throws; `reason` is the last line of what the tool said.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {Ran}
 */
export function run(command, args, options = {}) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    timeout: DEADLINE_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    ...options,
    encoding: 'utf8',
  });
  if (error !== undefined) return { ok: false, output: '', reason: error.message };
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return { ok: status === 0, output: stdout, reason: status === 0 ? '' : last || `status ${String(status)}` };
}

/**
 * npm is a script file on Windows, which only a shell starts.
 * @param {readonly string[]} args Without spaces.
 * @param {string} cwd
 * @returns {Ran}
 */
export function runNpm(args, cwd) {
  return run('npm', args, { cwd, shell: process.platform === 'win32' });
}
