/** The command line's entry: words in, an exit status out. Everything else is loaded when a command needs it. */
import { isatty } from 'node:tty';

import { cliMessagesFor, messagesFor } from '../../contract/messages/index.ts';
import type { Language } from '../../contract/messages/catalogue.ts';
import { parseInvocation } from './arguments.ts';
import { EXIT } from './exit-status.ts';
import { styleFor } from './output/style.ts';
import { reportFault, runCommand } from './run.ts';
import type { Terminal } from './terminal.ts';

const STDIN = 0;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time the user means it.
    if (stop.signal.aborted) process.exit(EXIT.incomplete);
    stop.abort();
  });
}
// A reader that goes away (`| head`) ends us quietly.
process.stdout.on('error', () => process.exit(EXIT.incomplete));
void main();

async function main(): Promise<void> {
  const invocation = parseInvocation(process.argv.slice(2));
  const language = invocation.language ?? languageOf(process.env);
  let hasSpoken = false;
  const terminal: Terminal = {
    out: (text) => {
      hasSpoken = true;
      process.stdout.write(`${text}\n`);
    },
    err: (text) => void process.stderr.write(text),
    progressWidth: process.stderr.isTTY ? Math.max(20, (process.stderr.columns || 80) - 1) : null,
    style: styleFor(process.stdout, process.env),
    language,
    messages: await cliMessagesFor(language),
    catalogue: () => messagesFor(language),
    signal: stop.signal,
    // Asked of the descriptor: to make a stream of it takes milliseconds, and few commands read it.
    ask: isatty(STDIN) && process.stderr.isTTY ? ask : null,
    readInput,
  };
  // A fault that no command waits for (a callback of a socket, say) must not cost the document that was asked for.
  process.once('uncaughtException', (error) => {
    process.exitCode = reportFault(error, invocation.json && !hasSpoken, terminal);
    leave();
  });
  process.exitCode = await runCommand(invocation, terminal);
  leave();
}

/** Probes that were cut off may leave sockets that are still closing; nothing waits for them. */
function leave(): void {
  process.stdout.write('', () => process.exit());
}

/** `--lang`, else the locale that programs of the user speak, else English. */
function languageOf(env: NodeJS.ProcessEnv): Language {
  const named = env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG;
  // Every part of Intl tells the locale; this one does without the tables that cost the others 15 to 50 ms.
  const locale = named === undefined || named === '' ? new Intl.PluralRules().resolvedOptions().locale : named;
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/** On stderr, so that stdout stays what was asked for. Ctrl-C and the end of input are no answer. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: stop.signal });
  } catch {
    return '';
  } finally {
    lines.close();
  }
}

async function readInput(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Somebody who types nothing must not keep us from ending.
  stop.signal.addEventListener('abort', () => process.stdin.destroy());
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      while (size - (chunks[0]?.length ?? 0) >= limit) size -= chunks.shift()?.length ?? 0;
    }
  } catch {
    // Cut off: what came is what there is.
  }
  return Buffer.concat(chunks).subarray(-limit);
}
