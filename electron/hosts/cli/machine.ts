/** The machine that a command looks at: this one, or a recording, with the texts that the user gave beside it. */
import { open, stat } from 'node:fs/promises';
import { createLiveMachine } from '../../machine/index.ts';
import type { OpenedBundle } from '../../bundle/open.ts';
import type { ConsoleText, Machine } from '../../machine/machine.ts';
import { withTexts } from '../../machine/with-texts.ts';
import { decodeText } from '../../survey/text.ts';
import { EXIT } from './exit-status.ts';
import { harmless } from './output/style.ts';
import { CommandError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Of a log only the end matters. */
const LOG_LIMIT = 8 * 1024 * 1024;
const RECORDING_LIMIT = 64 * 1024 * 1024;

export async function openMachine(
  { recording, logs = [] }: { readonly recording?: string; readonly logs?: readonly string[] },
  terminal: Terminal,
): Promise<Machine> {
  const texts = await Promise.all(logs.map((path) => readText(path, terminal)));
  if (recording === undefined) return createLiveMachine(texts);
  const content = await readEnd(recording, RECORDING_LIMIT, terminal);
  if (looksLikeZip(content)) return withTexts((await openBundleFile(recording, content, terminal)).machine, texts);
  const { createRecordedMachine, parseRecording } = await import('../../machine/recorded/index.ts');
  const parsed = await parseRecording(content);
  if ('error' in parsed) {
    const { message, line, column } = parsed.error;
    throw new CommandError(terminal.messages.errors.notARecording(recording, message, line, column), EXIT.incomplete);
  }
  return withTexts(createRecordedMachine(parsed.recording), texts);
}

/** Opens a bundle; one that is refused ends the command with the reason. */
export async function openBundleFile(
  path: string,
  content: Uint8Array,
  { messages: { bundle } }: Terminal,
): Promise<OpenedBundle> {
  const { openBundle } = await import('../../bundle/open.ts');
  const opened = await openBundle(content);
  if (!('error' in opened)) return opened;
  const { code, detail } = opened.error;
  const reason = `${bundle.opened.problems[code]}${detail === '' ? '' : ` (${harmless(detail)})`}`;
  throw new CommandError(bundle.opened.notOpened(path, reason), EXIT.incomplete);
}

/** A bundle for `open`; of a file that is too large for one only the end is read, and refused. */
export function readBundleFile(path: string, terminal: Terminal): Promise<Uint8Array> {
  return readEnd(path, RECORDING_LIMIT, terminal);
}

function looksLikeZip(content: Uint8Array): boolean {
  return content[0] === 0x50 && content[1] === 0x4b;
}

async function readText(path: string, terminal: Terminal): Promise<ConsoleText> {
  const bytes = path === '-' ? await terminal.readInput(LOG_LIMIT) : await readEnd(path, LOG_LIMIT, terminal);
  // Whose text it is, its own marks tell; the file's name is kept for the evidence.
  return { of: path === '-' ? 'stdin' : path, text: decodeText(bytes).text };
}

async function readEnd(path: string, limit: number, { messages: { errors } }: Terminal): Promise<Uint8Array> {
  try {
    // Opening a named pipe would wait for its other end, for ever.
    const kind = await stat(path);
    if (!kind.isFile() && !kind.isDirectory()) throw new Error('not a regular file');
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, limit);
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, size - length);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      code === 'ENOENT' ? errors.fileNotFound(path) : errors.fileUnreadable(path, code === '' ? message : code),
      EXIT.incomplete,
    );
  }
}
