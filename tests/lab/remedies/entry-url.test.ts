/** URLs that lead somewhere else than to the bot: each is corrected in NapCat, and nothing else is. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, describe } from 'vitest';

import { lacks, named, tls, venv } from '../support/installed.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';
import { scene, to } from './scene.ts';
import { withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

describe.skipIf(lacks(needs, tls))(named('a URL corrected for real and taken back', needs, tls), () => {
  const { cured } = scene();
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));
  let webui = 0;

  cured('TLS where there is none', {
    code: 'tls-mismatch',
    remedy: 'correct-url',
    napcat: (bot) => ({ clients: [{ url: to(bot).replace('ws:', 'wss:') }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('the path of the other protocol', {
    code: 'protocol-mismatch',
    remedy: 'correct-url',
    bot: { adapters: ['v11', 'v12'] },
    napcat: (bot) => ({ clients: [{ url: to(bot, '/onebot/v12/ws') }] }),
    beforehand: (napcat) => until('a refusal', () => napcat.history().some(({ event }) => event !== 'ready')),
  });
  cured('its own WebUI', {
    code: 'self-connection',
    remedy: 'correct-url',
    bot: async () => {
      webui = await freePort();
      return {};
    },
    napcat: () => ({
      clients: [{ url: `ws://127.0.0.1:${webui}/onebot/v11/ws` }],
      webui: { port: webui },
    }),
    url: (bot) => to(bot),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('a web page of somebody else, while the bot waits on another port', {
    code: 'wrong-port',
    remedy: 'correct-url',
    bot: async () => {
      webui = await freePort();
      const server = createServer((_request, response) => response.setHeader('server', 'nginx/1.27').end('<html>'));
      servers.push(server.listen(webui, '127.0.0.1'));
      return {};
    },
    napcat: () => ({ clients: [{ url: `ws://127.0.0.1:${webui}/onebot/v11/ws` }] }),
    url: (bot) => to(bot),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('a token that cannot be sent', {
    code: 'token-mismatch',
    remedy: 'set-token',
    napcat: (bot) => ({ clients: [{ url: to(bot), token: '口令' }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });
});
