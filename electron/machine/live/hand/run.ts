/** Starts one program: an argument list, no shell, output as it comes, ended with all its children when cancelled. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { codeOf } from '../deadline.ts';
import type { Hand, RunResult } from '../../hand.ts';

export const runCommand: Hand['run'] = ({ argv, cwd }, { signal, onOutput } = {}) => {
  const [program, ...args] = argv;
  if (program === undefined) return Promise.resolve({ state: 'failed', reason: 'EINVAL' });
  // Node refuses them too (CVE-2024-27980): cmd.exe would read their arguments a second time.
  if (/\.(?:bat|cmd)$/i.test(program)) return Promise.resolve({ state: 'failed', reason: 'EINVAL' });
  if (signal?.aborted === true) return Promise.resolve({ state: 'cancelled' });
  return new Promise<RunResult>((resolve) => {
    const child = spawn(program, args, {
      shell: false,
      windowsHide: true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const settle = (result: RunResult): void => {
      signal?.removeEventListener('abort', cancel);
      resolve(result);
    };
    const cancel = (): void => {
      endTree(child);
      settle({ state: 'cancelled' });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
    }
    child.once('error', (error) => settle({ state: 'failed', reason: codeOf(error) }));
    child.once('close', (code, by) =>
      settle(code === null ? { state: 'failed', reason: by ?? 'ended' } : { state: 'exited', code }),
    );
    signal?.addEventListener('abort', cancel, { once: true });
  });
};

/** pip starts pip again, so the program alone is not enough. */
function endTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(taskkill, ['/T', '/F', '/PID', String(child.pid)], { windowsHide: true, stdio: 'ignore' }).once('error', () =>
      child.kill('SIGKILL'),
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
