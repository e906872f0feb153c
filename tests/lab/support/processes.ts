/**
 * Real processes under test: output captured, lines awaited with a deadline, everything ended with the test file that
 * started it, also when a test fails, times out or the whole run is killed (`reaper.mjs`).
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

import { killTree } from './kill.mjs';

export interface Running {
  readonly pid: number;
  /** All that it printed, both streams in order of arrival; of a talkative one, the end. */
  readonly output: () => string;
  /**
   * The first line, already printed or to come, that fits. Rejects with the output when the deadline passes or the
   * process ends without it.
   */
  readonly waitForLine: (pattern: RegExp, deadlineMs?: number) => Promise<RegExpExecArray>;
  /** Settles when it ends by itself or is stopped. */
  readonly exited: Promise<Exit>;
  /** Ends it and its children and waits until they are gone. Harmless when repeated. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** A process that listens. */
export interface Server extends Running {
  readonly port: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  readonly cwd: string;
  /** Added to the environment of the test run; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with what the process sends over Node's channel; giving it opens the channel. */
  readonly onMessage?: (message: unknown) => void;
}

export interface Started extends Running {
  readonly child: ChildProcess;
}

export function startProcess(command: string, args: readonly string[], options: StartOptions): Started {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(options.onMessage === undefined ? [] : ['ipc' as const])],
  });
  child.once('error', () => {
    // No pid then, which is looked at next.
  });
  if (child.pid === undefined) throw new Error(`${command} cannot be started in ${options.cwd}`);
  if (options.onMessage !== undefined) child.on('message', options.onMessage);
  const { pid } = child;
  const transcript = listen(child);
  const exited = new Promise<Exit>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));

  const running: Started = {
    pid,
    child,
    exited,
    output: () => transcript.text,
    waitForLine: (pattern, deadlineMs = 60_000) =>
      transcript.waitFor(pattern, deadlineMs, `${command} ${args.join(' ')}`),
    stop: async (signal = 'SIGKILL') => {
      if (!alive.has(running)) return;
      killTree(pid, signal);
      const patience = setTimeout(() => killTree(pid), 5_000);
      await exited;
      clearTimeout(patience);
    },
  };
  alive.add(running);
  reaper().write(`+${pid}\n`);
  void exited.then(() => {
    alive.delete(running);
    reaper().write(`-${pid}\n`);
  });
  return running;
}

const alive = new Set<Started>();

afterAll(async () => {
  await Promise.all([...alive].map((running) => running.stop()));
});

let toReaper: Socket | undefined;

function reaper(): Socket {
  if (toReaper !== undefined) return toReaper;
  const script = fileURLToPath(new URL('reaper.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  if (!(child.stdin instanceof Socket)) throw new Error('Node no longer gives a pipe to a child as a socket');
  toReaper = child.stdin;
  // It waits for us, not we for it.
  child.unref();
  toReaper.unref();
  return toReaper;
}

/** 1 MB: a NoneBot prints some hundred bytes a connection. */
const LONGEST_TRANSCRIPT = 1_000_000;

interface Transcript {
  readonly text: string;
  waitFor(pattern: RegExp, deadlineMs: number, of: string): Promise<RegExpExecArray>;
}

function listen(child: ChildProcess): Transcript {
  let text = '';
  let ended = false;
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((look) => look());
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-LONGEST_TRANSCRIPT);
      wake();
    });
  }
  child.once('close', () => {
    ended = true;
    wake();
  });

  return {
    get text() {
      return text;
    },
    waitFor: (pattern, deadlineMs, of) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) => settle(() => reject(new Error(`${of}: ${why} ${String(pattern)}:\n${text}`)));
        const timer = setTimeout(() => fail(`not within ${deadlineMs} ms`), deadlineMs);
        const settle = (how: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          how();
        };
        const look = () => {
          const found = firstLine(text, pattern);
          if (found !== null) settle(() => resolve(found));
          else if (ended) fail('ended without');
        };
        waiting.add(look);
        look();
      }),
  };
}

function firstLine(text: string, pattern: RegExp): RegExpExecArray | null {
  for (const line of text.split(/\r?\n/)) {
    const found = pattern.exec(line);
    if (found !== null) return found;
  }
  return null;
}
