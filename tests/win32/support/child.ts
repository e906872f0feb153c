/** A real process to look at: another Node that says when it is ready and then waits to be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  end(): Promise<void>;
}

export async function startChild(
  args: readonly string[] = [],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Child> {
  const process_ = spawn(
    process.execPath,
    ['-e', 'process.stdout.write("ready"); setInterval(() => {}, 1e6)', ...args],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
    },
  );
  await once(process_.stdout, 'data');
  return {
    pid: process_.pid ?? 0,
    process: process_,
    end: async () => {
      const exited = once(process_, 'exit');
      process_.kill('SIGKILL');
      await exited;
    },
  };
}
