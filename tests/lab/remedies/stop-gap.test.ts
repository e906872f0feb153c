/** The stop-gaps work with a real NoneBot, both ways round, and undo is the way back to reverse WebSocket. */
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { afterAll, describe } from 'vitest';

import { lacks, named, venv } from '../support/installed.ts';
import { freePort } from '../support/ports.ts';
import { tempFolder } from '../support/folders.ts';
import { until } from '../support/until.ts';
import { ownVenv } from './own-venv.ts';
import { UIN, scene, to } from './scene.ts';
import { withOwnJournal } from './support.ts';

const needs = [venv('nonebot-current'), venv('nonebot-no-websockets')] as const;

withOwnJournal();

describe.skipIf(lacks(...needs))(named('a stop-gap', ...needs), () => {
  const { cured } = scene();
  const holders: Server[] = [];
  let meeting = 0;
  afterAll(() => holders.forEach((holder) => holder.close()));

  cured('no WebSocket at all in NoneBot', {
    code: 'websocket-support-missing',
    remedy: 'serve-http',
    bot: () => {
      const dir = tempFolder('http-bot');
      ownVenv(dir, 'nonebot-no-websockets', ['httpx', 'httpcore', 'h11', 'certifi', 'anyio', 'idna', 'sniffio']);
      return { venv: 'nonebot-no-websockets', dir, callsApi: true };
    },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: ['.env', '.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
    // One event came by HTTP and made the bot; one call went back and was answered.
    proof: (bot) => bot.waitForEvent(`api ${UIN} 测试猫`),
  });

  cured('two sides that both dial', {
    code: 'wrong-direction',
    remedy: 'keep-one-link',
    bot: async () => {
      meeting = await freePort();
      const env = `ENVIRONMENT=prod\nDRIVER=~websockets\nONEBOT_WS_URLS=["ws://127.0.0.1:${meeting}"]\n`;
      return { files: { '.env': env }, until: 'running' };
    },
    napcat: () => ({ clients: [{ url: `ws://127.0.0.1:${meeting}/onebot/v11/ws` }] }),
    botFiles: ['.env'],
    beforehand: (napcat) => napcat.waitFailed(),
  });

  cured('a port that somebody else holds', {
    code: 'port-in-use',
    remedy: 'serve-websocket',
    bot: async () => {
      const port = await freePort();
      const holder = createServer((socket) => {
        socket.on('error', () => socket.destroy()).end('SSH-2.0-x\r\n');
      }).listen(port, '127.0.0.1');
      holders.push(holder);
      await until('the holder', () => holder.listening);
      return { port, until: 'exit', callsApi: true };
    },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    log: true,
    botFiles: ['.env', '.env.prod'],
    botAfter: { until: 'running' },
    beforehand: (napcat) => napcat.waitFailed(),
    proof: (bot) => bot.waitForEvent(`api ${UIN} 测试猫`),
  });
});
