/** A real Koishi with its OneBot adapter in a project folder, started with `koishi start` (a main process and a worker). */
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { tempFolder, writeFiles } from './folders.ts';
import { koishi, present } from './installed.ts';
import { accepts, freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import type { Server } from './processes.ts';
import { until } from './until.ts';

export interface KoishiOptions {
  readonly host?: string;
  readonly port?: number;
  /** It moves up to this port when its own is taken, as in the templates. Default: it does not move. */
  readonly maxPort?: number;
  /** Account that its adapter expects. Default 2000000001. */
  readonly selfId?: string;
  /** Default `/onebot`. */
  readonly path?: string;
  readonly token?: string;
}

export interface KoishiServer extends Server {
  readonly dir: string;
}

export async function startKoishi(options: KoishiOptions = {}): Promise<KoishiServer> {
  const port = options.port ?? (await freePort());
  const dir = tempFolder('koishi-app');
  const modules = join(dir, 'node_modules');
  if (!existsSync(modules)) symlinkSync(join(present(koishi).dir, 'node_modules'), modules, 'junction');
  writeFiles(dir, {
    'package.json':
      '{ "name": "koishi-app", "version": "0.0.0", "private": true, "dependencies": { "koishi": "^4.18.0" } }\n',
    'koishi.yml': configOf(options, port),
  });
  const running = startProcess(process.execPath, [join('node_modules', 'koishi', 'bin.js'), 'start'], {
    cwd: dir,
    env: { NODE_OPTIONS: undefined, NODE_ENV: undefined },
  });
  const line = await running.waitForLine(/server listening at .*:(\d+)/);
  const listening = Number(line[1]);
  // Koishi prints the line and then begins to listen.
  await until('Koishi to listen', () => accepts(listening, options.host));
  return { ...running, port: listening, dir };
}

function configOf(
  { host = '127.0.0.1', maxPort, selfId = '2000000001', path = '/onebot', token }: KoishiOptions,
  port: number,
): string {
  return [
    'plugins:',
    '  server:lab:',
    `    host: ${host}`,
    `    port: ${port}`,
    ...(maxPort === undefined ? [] : [`    maxPort: ${maxPort}`]),
    '  adapter-onebot:lab:',
    `    selfId: '${selfId}'`,
    '    protocol: ws-reverse',
    `    path: ${path}`,
    ...(token === undefined ? [] : [`    token: '${token}'`]),
    'logger:',
    '  levels:',
    '    adapter: 3',
    '    onebot: 3',
    '',
  ].join('\n');
}
