/** The command line in this process: the same words, the same output and exit status, a journal of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { cliMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { parseInvocation } from '../../../electron/hosts/cli/arguments.ts';
import { styleFor } from '../../../electron/hosts/cli/output/style.ts';
import { runCommand } from '../../../electron/hosts/cli/run.ts';

export interface Answered {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** `answer`: what the person in front of the terminal says; without one nobody is there. */
export async function cli(words: readonly string[], answer?: string): Promise<Answered> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runCommand(parseInvocation([...words, '--lang', 'en']), {
    out: (text) => void out.push(`${text}\n`),
    err: (text) => void err.push(text),
    progressWidth: null,
    style: styleFor({}, {}),
    language: 'en',
    messages: await cliMessagesFor('en'),
    catalogue: () => messagesFor('en'),
    signal: new AbortController().signal,
    ask: answer === undefined ? null : () => Promise.resolve(answer),
    readInput: () => Promise.resolve(new Uint8Array()),
  });
  return { status, out: out.join(''), err: err.join('') };
}

/** Every test file keeps its journal and backups in a folder of its own. */
export function withOwnJournal(): void {
  let dir = '';
  const before = process.env.XDG_STATE_HOME;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'napcat-doctor-state-'));
    process.env.XDG_STATE_HOME = dir;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.XDG_STATE_HOME;
    else process.env.XDG_STATE_HOME = before;
    rmSync(dir, { recursive: true, force: true });
  });
}
