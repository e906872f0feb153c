/** The built command line as a process of its own, its ends apart. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { freshCli } from '../../../scripts/build.mjs';

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
  /** From the interrupt to the end; `null` when there was none. */
  readonly afterInterrupt: number | null;
}

export interface CliOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts so many milliseconds after the start, or when something has happened. */
  readonly interruptAfter?: number | Promise<unknown>;
  /** Leaves stdin open and silent. */
  readonly holdInput?: boolean;
}

const DEADLINE = 60_000;

export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const { input = '', env = {}, interruptAfter, holdInput = false } = options;
  const entry = await freshCli();
  const started = performance.now();
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  // A command that does not read its input closes it.
  child.stdin.on('error', () => undefined);
  if (!holdInput) child.stdin.end(input);
  const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  const interrupt: { at?: number } = {};
  const moment = typeof interruptAfter === 'number' ? sleep(interruptAfter) : interruptAfter;
  void moment?.then(() => {
    interrupt.at = performance.now();
    child.kill('SIGINT');
  });
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, by) => resolve([code, by])),
  );
  clearTimeout(deadline);
  return {
    status,
    signal,
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
    milliseconds: performance.now() - started,
    afterInterrupt: interrupt.at === undefined ? null : performance.now() - interrupt.at,
  };
}
