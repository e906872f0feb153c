/** Other programs on the bot's port, each a process of its own, so that the owner of the port is not the test. */
import { fileURLToPath } from 'node:url';

import { tempFolder } from './folders.ts';
import { present, tls } from './installed.ts';
import { freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import type { Server } from './processes.ts';

export type ForeignKind =
  | 'http-200'
  | 'http-404'
  | 'http-302'
  | 'http-502'
  | 'express'
  | 'ssh-banner'
  | 'silent'
  | 'hang-up'
  | 'reset'
  | 'tls'
  | 'websocket';

export async function startForeign(
  kind: ForeignKind,
  { host = '127.0.0.1', port }: { readonly host?: string; readonly port?: number } = {},
): Promise<Server> {
  const chosen = port ?? (await freePort());
  const script = fileURLToPath(new URL('../servers/foreign.mjs', import.meta.url));
  const certificate = kind === 'tls' ? [present(tls).key, present(tls).cert] : [];
  const running = startProcess(process.execPath, [script, kind, host, String(chosen), ...certificate], {
    cwd: tempFolder('foreign'),
  });
  await running.waitForLine(/^listening$/);
  return { ...running, port: chosen };
}
