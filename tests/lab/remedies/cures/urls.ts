/** URLs that lead somewhere else than to the bot. */
import { venv } from '../../support/installed.ts';
import { freePort } from '../../support/ports.ts';
import { until } from '../../support/until.ts';
import { PATH, to } from './cure.ts';
import type { CureSheet } from './cure.ts';
import { webPagePort } from './held.ts';

export const URLS: CureSheet = {
  needs: () => [venv('nonebot-current')],
  cures: [
    {
      title: 'a path without a route',
      code: 'wrong-path',
      remedy: 'correct-url',
      napcat: (bot) => ({ clients: [{ url: to(bot, '/onebot/v11') }] }),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'another port',
      code: 'wrong-port',
      remedy: 'correct-url',
      napcat: () => ({ clients: [{ url: `ws://127.0.0.1:19${PATH}` }] }),
      url: (bot) => to(bot),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a full-width colon',
      code: 'malformed-url',
      remedy: 'correct-url',
      napcat: (bot) => ({ clients: [{ url: to(bot).replace('ws:', 'ws：') }] }),
    },
    {
      title: 'TLS where there is none',
      code: 'tls-mismatch',
      remedy: 'correct-url',
      napcat: (bot) => ({ clients: [{ url: to(bot).replace('ws:', 'wss:') }] }),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'the path of the other protocol',
      code: 'protocol-mismatch',
      remedy: 'correct-url',
      bot: { adapters: ['v11', 'v12'] },
      napcat: (bot) => ({ clients: [{ url: to(bot, '/onebot/v12/ws') }] }),
      beforehand: (napcat) => until('a refusal', () => napcat.history().some(({ event }) => event !== 'ready')),
    },
    {
      title: 'its own WebUI',
      code: 'self-connection',
      remedy: 'correct-url',
      napcat: async () => {
        const port = await freePort();
        return { clients: [{ url: to({ port }) }], webui: { port } };
      },
      url: (bot) => to(bot),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a web page of somebody else, while the bot waits on another port',
      code: 'wrong-port',
      remedy: 'correct-url',
      napcat: async () => ({ clients: [{ url: to({ port: await webPagePort() }) }] }),
      url: (bot) => to(bot),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'localhost that leads to the other family',
      code: 'ipv6-localhost',
      remedy: 'use-ip-literal',
      bot: { host: '::1' },
      napcat: (bot) => ({ clients: [{ url: `ws://localhost:${bot.port}${PATH}` }] }),
      beforehand: (napcat) => napcat.waitFailed(),
    },
  ],
};
