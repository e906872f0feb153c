/**
 * The command line inside Electron's main process: no window, no lock. The installed program cannot run as plain Node
 * (that fuse is off), so this is how it serves a terminal.
 */
import { writeSync } from 'node:fs';
import { app } from 'electron';

/** What build/terminal/napcat-doctor.cmd calls the program with, behind `--`. */
const MARK = 'terminal';

/**
 * The command line's words, or `null` when a window was asked for. Behind `--` neither Chromium nor Electron reads
 * anything: an address among the words would otherwise end the program (Electron, shell/app/command_line_args.cc), and
 * `--lang` would be Chromium's.
 */
export function terminalWords(argv: readonly string[]): readonly string[] | null {
  const start = argv.indexOf('--');
  return start !== -1 && argv[start + 1] === MARK ? argv.slice(start + 2) : null;
}

export async function runInTerminal(words: readonly string[]): Promise<void> {
  app.disableHardwareAcceleration();
  process.argv = [process.execPath, 'napcat-doctor', ...words];
  // Electron's own `exit` takes nothing for 0.
  process.exit = ((code = process.exitCode) => {
    app.exit(Number(code ?? 0));
  }) as typeof process.exit;
  if (process.platform === 'win32') for (const stream of [process.stdout, process.stderr]) writeThrough(stream);
  await import('../cli/main.ts');
}

/**
 * On Windows Electron sends both streams to stdout and forgets the callback (lib/browser/init.ts). The file descriptors
 * themselves lead where the terminal wants them.
 */
function writeThrough(stream: NodeJS.WriteStream & { readonly fd: number }): void {
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    writeSync(stream.fd, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
}
