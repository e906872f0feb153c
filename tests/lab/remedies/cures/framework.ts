/** Faults on the bot's side: each is cured where NoneBot reads it. */
import { venv } from '../../support/installed.ts';
import { PATH, to } from './cure.ts';
import type { CureSheet } from './cure.ts';
import { heldPort } from './held.ts';

export const FRAMEWORK: CureSheet = {
  needs: () => [venv('nonebot-current')],
  cures: [
    {
      title: 'a driver that does not serve',
      code: 'driver-not-reverse',
      remedy: 'set-driver',
      bot: { driver: '~none', until: 'running' },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      botFiles: ['.env'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a driver without its tilde',
      code: 'framework-crashed',
      remedy: 'set-driver',
      bot: { driver: 'fastapi', until: 'exit' },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      log: true,
      botFiles: ['.env'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'an address that this machine does not have',
      code: 'bind-address-invalid',
      remedy: 'set-bind-address',
      bot: { host: '192.0.2.1', until: 'exit' },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      log: true,
      botFiles: ['.env.prod'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a name in the place of an address',
      code: 'framework-crashed',
      remedy: 'set-bind-address',
      bot: { host: 'localhost', until: 'exit' },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      log: true,
      botFiles: ['.env.prod'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'another port than NapCat dials',
      code: 'wrong-port',
      remedy: 'set-framework-port',
      napcat: () => ({ clients: [{ url: `ws://127.0.0.1:19${PATH}` }] }),
      botFiles: ['.env.prod'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a port that somebody else holds',
      code: 'port-in-use',
      remedy: 'move-port',
      bot: async () => ({ port: await heldPort(), until: 'exit' }),
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      log: true,
      botFiles: ['.env.prod'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'an adapter that is not registered',
      code: 'adapter-not-registered',
      remedy: 'register-adapter',
      bot: { adapters: [] },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      botFiles: ['bot.py'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'an adapter that is not listed for nb run',
      code: 'adapter-not-registered',
      remedy: 'register-adapter',
      bot: { adapters: [], entry: 'nb-run' },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      botFiles: ['pyproject.toml'],
      // nb-cli reads the list anew and hands it to Python.
      botAfter: { adapters: ['v11'] },
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'an adapter of another protocol only',
      code: 'protocol-mismatch',
      remedy: 'register-adapter',
      bot: { adapters: ['v12'] },
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      botFiles: ['bot.py'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
  ],
};
