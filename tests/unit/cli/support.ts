/** A terminal whose other end the test holds, and a command run on it. */
import { vi } from 'vitest';

import { cliMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import type { Language } from '../../../electron/contract/messages/catalogue.ts';
import { parseInvocation } from '../../../electron/hosts/cli/arguments.ts';
import { styleFor } from '../../../electron/hosts/cli/output/style.ts';
import { runCommand } from '../../../electron/hosts/cli/run.ts';
import type { Terminal } from '../../../electron/hosts/cli/terminal.ts';

// The build puts the version in its place.
vi.stubGlobal('__VERSION__', '0.0.0');

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface Watched {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

export async function watchedTerminal(
  language: Language = 'en',
  { colour = false, signal = new AbortController().signal, input = '' } = {},
): Promise<Watched> {
  let out = '';
  let err = '';
  return {
    out: () => out,
    err: () => err,
    terminal: {
      out: (text) => (out += `${text}\n`),
      err: (text) => (err += text),
      progressWidth: null,
      style: styleFor({ isTTY: colour }, {}),
      language,
      messages: await cliMessagesFor(language),
      catalogue: () => messagesFor(language),
      signal,
      ask: null,
      readInput: () => Promise.resolve(Buffer.from(input)),
    },
  };
}

/** Runs a command line as the entry does, short of the process around it. */
export async function run(words: readonly string[], language: Language = 'en'): Promise<Ended> {
  const { terminal, out, err } = await watchedTerminal(language);
  const status = await runCommand(parseInvocation(words), terminal);
  return { status, out: out(), err: err() };
}
