/** A real aiocqhttp bot in a folder of its own, started with `python main.py`. It takes connections on /ws and /ws/. */
import { readFileSync } from 'node:fs';

import { tempFolder, writeFiles } from './folders.ts';
import { accepts, freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import type { Server } from './processes.ts';
import { CLEAN_ENVIRONMENT, pythonOf } from './python.ts';
import { until } from './until.ts';

export interface AiocqhttpOptions {
  readonly host?: string;
  readonly port?: number;
  /** Default: none is asked for. */
  readonly token?: string;
}

/** Prints `connect <uin>` for every lifecycle event and `message <uin> <text>` for every message. */
export async function startAiocqhttp(options: AiocqhttpOptions = {}): Promise<Server> {
  const { host = '127.0.0.1', token = '' } = options;
  const port = options.port ?? (await freePort());
  const dir = tempFolder('aiocqhttp-bot');
  writeFiles(dir, { 'main.py': readFileSync(new URL('../servers/aiocqhttp_bot.py', import.meta.url)) });
  const running = startProcess(pythonOf(dir, 'aiocqhttp'), ['main.py'], {
    cwd: dir,
    env: { ...CLEAN_ENVIRONMENT, HOST: host, PORT: String(port), ACCESS_TOKEN: token },
  });
  await running.waitForLine(/Running on http/);
  // Quart says so before it binds the port.
  await until('aiocqhttp to listen', () => accepts(port), 15_000);
  return { ...running, port };
}
