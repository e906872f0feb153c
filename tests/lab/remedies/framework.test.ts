/** Faults on the bot's side: each is cured where NoneBot reads it, and NoneBot started again is online. */
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { afterAll, describe } from 'vitest';

import { tempFolder } from '../support/folders.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';
import { ownVenv } from './own-venv.ts';
import { packageIndex } from './package-index.ts';
import { scene, to } from './scene.ts';
import { withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');
const bare = venv('nonebot-no-websockets');
const index = packageIndex(bare);

withOwnJournal();

describe.skipIf(lacks(needs))(named('a bot cured for real and taken back', needs), () => {
  const { cured } = scene();
  const holders: Server[] = [];
  afterAll(() => holders.forEach((holder) => holder.close()));

  /** Somebody who is there first, on the port that the bot wants. */
  const heldPort = async (): Promise<number> => {
    const port = await freePort();
    const holder = createServer((socket) => void socket.on('error', () => socket.destroy()).end('SSH-2.0-x\r\n'));
    holders.push(holder.listen(port, '127.0.0.1'));
    await until('the holder', () => holder.listening);
    return port;
  };

  cured('an address that this machine does not have', {
    code: 'bind-address-invalid',
    remedy: 'set-bind-address',
    bot: { host: '192.0.2.1', until: 'exit' },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    log: true,
    botFiles: ['.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('a name in the place of an address', {
    code: 'framework-crashed',
    remedy: 'set-bind-address',
    bot: { host: 'localhost', until: 'exit' },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    log: true,
    botFiles: ['.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('a driver without its tilde', {
    code: 'framework-crashed',
    remedy: 'set-driver',
    bot: { driver: 'fastapi', until: 'exit' },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    log: true,
    botFiles: ['.env'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('another port than NapCat dials', {
    code: 'wrong-port',
    remedy: 'set-framework-port',
    napcat: () => ({ clients: [{ url: 'ws://127.0.0.1:19/onebot/v11/ws' }] }),
    botFiles: ['.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('a port that somebody else holds', {
    code: 'port-in-use',
    remedy: 'move-port',
    bot: async () => ({ port: await heldPort(), until: 'exit' }),
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    log: true,
    botFiles: ['.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('an adapter that is not listed for nb run', {
    code: 'adapter-not-registered',
    remedy: 'register-adapter',
    bot: { adapters: [], entry: 'nb-run' },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: ['pyproject.toml'],
    // nb-cli reads the list anew and hands it to Python.
    botAfter: { adapters: ['v11'] },
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('an adapter of another protocol only', {
    code: 'protocol-mismatch',
    remedy: 'register-adapter',
    bot: { adapters: ['v12'] },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: ['bot.py'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
});

describe.skipIf(lacks(bare, index))(named('a missing package', bare, index), () => {
  const { cured } = scene();
  cured('no WebSocket library', {
    code: 'websocket-support-missing',
    remedy: 'install-packages',
    bot: () => {
      const dir = tempFolder('bare-bot');
      ownVenv(dir, 'nonebot-no-websockets');
      return { venv: 'nonebot-no-websockets', dir };
    },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: [],
    beforehand: (napcat) => napcat.waitFailed(),
    stays: true,
  });
});
