/**
 * Runs one of Windows' own tools, the fallback when the Win32 API cannot be called. Always by full path, never through
 * a shell, without a window, with a deadline after which it is killed, and with a limit to what it may print.
 */
import { spawn } from 'node:child_process';
import { win32 } from 'node:path';
import type { Answer } from '../../../answer.ts';
import { known, unanswered } from '../../../answer.ts';
import type { Ask } from '../../../machine.ts';

export type Tool = 'netstat' | 'netsh' | 'reg' | 'powershell';

export interface ToolOutput {
  readonly stdout: Buffer;
  readonly exitCode: number;
  readonly pid: number;
}

export type RunTool = (tool: Tool, args: readonly string[], ask?: Ask) => Promise<Answer<ToolOutput>>;

/** Path of a tool below the Windows folder. */
export function toolPath(tool: Tool): string {
  const root = process.env.SystemRoot ?? 'C:\\Windows';
  const folder = tool === 'powershell' ? 'WindowsPowerShell\\v1.0' : '';
  return win32.join(root, 'System32', folder, `${tool}.exe`);
}

export const runTool: RunTool = (tool, args, ask) => runProgram(toolPath(tool), args, ask);

/**
 * Runs a program to its end. Unanswered when it cannot be started, is killed at the deadline (default 15 s) or by the
 * signal, or prints more than 8 MiB. A non-zero exit code is an answer: what it means depends on the tool.
 */
export function runProgram(program: string, args: readonly string[], ask: Ask = {}): Promise<Answer<ToolOutput>> {
  const name = win32.basename(program);
  if (ask.signal?.aborted) return Promise.resolve(unanswered('timeout', 'cancelled'));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const child = spawn(program, args, { windowsHide: true, shell: false, stdio: ['ignore', 'pipe', 'ignore'] });

    const settle = (answer: Answer<ToolOutput>) => {
      clearTimeout(timer);
      ask.signal?.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      // A grandchild may hold the pipe open; nobody listens to it any more.
      child.stdout.destroy();
      resolve(answer);
    };
    const cancel = () => settle(unanswered('timeout', 'cancelled'));
    const timer = setTimeout(() => settle(unanswered('timeout', `${name} did not end`)), ask.deadline ?? 15_000);
    ask.signal?.addEventListener('abort', cancel);

    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_OUTPUT) settle(unanswered('not-asked', `${name} printed more than expected`));
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle(unanswered(error.code === 'ENOENT' ? 'not-asked' : 'denied', `${name}: ${error.code ?? error.message}`));
    });
    child.once('close', (exitCode) => {
      if (exitCode === null) settle(unanswered('not-asked', `${name} was killed`));
      else settle(known({ stdout: Buffer.concat(chunks), exitCode, pid: child.pid ?? 0 }));
    });
  });
}

const MAX_OUTPUT = 8 * 1024 * 1024;
