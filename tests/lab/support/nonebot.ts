/**
 * A real NoneBot in a real project folder, started as users start it: `python bot.py` in that folder. Every fault of
 * the field is an option, or a file put in place of the ones that are made.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { tempFolder, writeFiles } from './folders.ts';
import { present, tls } from './installed.ts';
import type { VenvName } from './installed.ts';
import { projectFiles, pythonArguments } from './nonebot-project.ts';
import type { ProjectOptions } from './nonebot-project.ts';
import { freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import type { Running, Server } from './processes.ts';
import { CLEAN_ENVIRONMENT, pythonOf } from './python.ts';
import { until } from './until.ts';
import { bytesOf } from './untouched.ts';

export interface NoneBotOptions extends Omit<ProjectOptions, 'port'> {
  readonly venv?: Exclude<VenvName, 'aiocqhttp'>;
  /** Default: a free one. `null`: no PORT line in .env.prod, so that `files` or NoneBot's default decide. */
  readonly port?: number | null;
  /** An existing project folder to write into, to start a corrected project again in the same place. */
  readonly dir?: string;
  /** Name of the project folder. */
  readonly name?: string;
  /** Added to the process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Serve HTTPS with the lab's self-signed certificate. */
  readonly https?: boolean;
  /** Seconds that a plugin sleeps while it is loaded: no port is open yet. */
  readonly slowStart?: number;
  /** The probe plugin calls get_login_info on every connection and notes the answer. */
  readonly callsApi?: boolean;
  /** What to wait for. `serving` (default) and `running` are told by the log, `exit` by the end of the process. */
  readonly until?: 'serving' | 'running' | 'exit' | 'nothing';
}

export interface NoneBot extends Server {
  /** Project folder, which is the process's working directory. */
  readonly dir: string;
  /** Lines of the probe plugin: `connect 10001`, `disconnect 10001`, `message 10001 hello`, `api 10001 nick`. */
  readonly events: () => readonly string[];
  readonly waitForEvent: (line: string | RegExp, deadlineMs?: number) => Promise<string>;
  /** Blocks its event loop for so long, or until `thaw`; returns when the block has begun. */
  readonly freeze: (seconds: number) => Promise<void>;
  readonly thaw: () => void;
}

/** A line at the top of bot.py that ends it with ModuleNotFoundError. */
export const IMPORT_OF_NOTHING = 'import nonebot_plugin_not_installed';

export async function startNoneBot(options: NoneBotOptions = {}): Promise<NoneBot> {
  const port = options.port === undefined ? await freePort() : options.port;
  const project: ProjectOptions = {
    ...options,
    port,
    ...(options.https === true ? { runArguments: httpsArguments() } : {}),
  };
  const dir = options.dir ?? tempFolder(options.name ?? 'lab-bot');
  writeFiles(dir, projectFiles(project));
  if (options.slowStart !== undefined) {
    writeFiles(dir, { 'plugins/a_slow_one.py': `import time\n\ntime.sleep(${options.slowStart})\n` });
  }

  const python = pythonOf(dir, options.venv ?? 'nonebot-current');
  const running = startProcess(python, pythonArguments(project), {
    cwd: dir,
    env: { ...CLEAN_ENVIRONMENT, ...(options.callsApi === true ? { LAB_CALLS_API: '1' } : {}), ...options.env },
  });
  const eventsFile = join(dir, 'data/lab-events.txt');
  const events = () => (existsSync(eventsFile) ? readFileSync(eventsFile, 'utf8').split('\n').slice(0, -1) : []);
  const bot: NoneBot = {
    ...running,
    port: port ?? DEFAULT_PORT,
    dir,
    events,
    waitForEvent: (line, deadlineMs) =>
      until(`event ${String(line)}`, () => events().find((event) => fits(event, line)), deadlineMs),
    freeze: async (seconds) => {
      const order = join(dir, 'data/lab-freeze.txt');
      // In one step: the plugin must not find an order that says nothing yet.
      writeFileSync(`${order}.new`, String(seconds));
      renameSync(`${order}.new`, order);
      // The plugin takes the file away just before it sleeps.
      await until('the event loop to block', () => !existsSync(order));
    },
    thaw: () => writeFileSync(join(dir, 'data/lab-thaw.txt'), ''),
  };
  await READY[options.until ?? 'serving'](bot);
  return bot;
}

/** Starts it again in its place, with these of its files as they lie there now. */
export async function startAgain(
  { port, dir, stop }: NoneBot,
  names: readonly string[],
  options: NoneBotOptions = {},
): Promise<NoneBot> {
  const own = Object.fromEntries(names.map((name) => [name, bytesOf(join(dir, name)) ?? '']));
  await stop();
  return startNoneBot({ ...options, port, dir, files: { ...options.files, ...own } });
}

const DEFAULT_PORT = 8080;

/** Without a server driver NoneBot itself says "completed"; uvicorn, which comes with a server, says "complete". */
const READY: Readonly<Record<NonNullable<NoneBotOptions['until']>, (bot: Running) => Promise<unknown>>> = {
  serving: (bot) => bot.waitForLine(/Uvicorn running on/),
  running: (bot) => bot.waitForLine(/Application startup completed\./),
  exit: (bot) => bot.exited,
  nothing: () => Promise.resolve(),
};

function httpsArguments(): string {
  const { key, cert } = present(tls);
  return `ssl_keyfile=${JSON.stringify(key)}, ssl_certfile=${JSON.stringify(cert)}`;
}

function fits(event: string, line: string | RegExp): boolean {
  return typeof line === 'string' ? event === line : line.test(event);
}
