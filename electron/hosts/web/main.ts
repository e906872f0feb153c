/**
 * The loopback web host as a program: `[--demo] [--data FOLDER] [--no-open]`. Prints the address of the wizard, opens
 * it in the user's browser unless told otherwise, and serves until it is interrupted.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createDesk } from '../app/desk.ts';
import { loadAssets } from '../app/assets.ts';
import { openDataFolder, usualDataFolder } from '../app/data-folder.ts';
import { createEngineClient } from '../app/engine/client.ts';
import { startEngineWorker } from '../app/engine/worker.ts';
import { startWebHost } from './server.ts';

const { values } = parseArgs({
  options: {
    demo: { type: 'boolean', default: false },
    data: { type: 'string', default: usualDataFolder(process.env, process.platform) },
    'no-open': { type: 'boolean', default: false },
  },
});

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const engine = createEngineClient(() => startEngineWorker(new URL('./engine.mjs', import.meta.url), beside('./demo')));
const desk = await createDesk({
  about: {
    version: __VERSION__,
    host: 'web',
    platform: process.platform,
    arch: process.arch,
    runtimes: { 'Node.js': process.versions.node },
    demo: values.demo,
    translucent: false,
  },
  data: openDataFolder(values.data),
  engine,
  log: (message) => void process.stderr.write(`${message}\n`),
});
const host = await startWebHost(desk, await loadAssets(beside('./renderer')));
process.stdout.write(`${host.address}\n`);
engine.warm();
if (!values['no-open']) openInBrowser(host.address);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    if (engine.changing())
      process.stderr.write('A repair is being finished or taken back first. Ctrl+C again ends at once.\n');
    void host.close();
    void engine.finish();
  });
}

/** The address goes to the system's opener as one argument; where there is none, the printed line has to do. */
function openInBrowser(address: string): void {
  const opener = process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
  const [command = '', ...args] = opener;
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
