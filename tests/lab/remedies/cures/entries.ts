/** Faults of NapCat's entries and of the file that holds them. */
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';

import { venv } from '../../support/installed.ts';
import { to } from './cure.ts';
import type { CureSheet } from './cure.ts';

export const ENTRIES: CureSheet = {
  needs: () => [venv('nonebot-current')],
  cures: [
    {
      title: 'an entry that is off',
      code: 'entry-disabled',
      remedy: 'enable-entry',
      napcat: (bot) => ({ clients: [{ url: to(bot), enable: false }] }),
    },
    {
      title: 'no entry at all',
      code: 'no-client-entry',
      remedy: 'add-entry',
      napcat: () => ({ clients: [] }),
      url: (bot) => to(bot),
    },
    {
      title: 'a server entry in the place of a client',
      code: 'wrong-direction',
      remedy: 'add-entry',
      napcat: () => ({
        config: '// 我的\n{ "network": { "websocketServers": [{ "name": "ws", "enable": true, "port": 30909 }] } }',
      }),
      url: (bot) => to(bot),
    },
    {
      title: 'two entries of one name',
      code: 'duplicate-entry-name',
      remedy: 'rename-entry',
      second: true,
      napcat: (bot, second) => ({
        clients: [bot, second ?? bot].map((target) => ({ url: to(target), name: 'nb' })),
      }),
    },
    {
      title: 'the format of before 4.1',
      code: 'obsolete-config-format',
      remedy: 'convert-config',
      napcat: (bot) => ({
        config: {
          http: { enable: false },
          ws: { enable: false },
          reverseWs: { enable: true, urls: [to(bot)] },
          token: '',
        },
      }),
    },
    {
      title: 'two entries to one bot',
      code: 'duplicate-connection',
      remedy: 'keep-one-link',
      napcat: (bot) => ({ clients: [{ url: to(bot) }, { url: to(bot, '/onebot/v11/') }] }),
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a file that was edited after NapCat started',
      code: 'config-not-applied',
      remedy: 'reload-config',
      napcat: (bot) => ({ clients: [{ url: to(bot), enable: false }] }),
      beforehand: ({ configFile }) => {
        const text = readFileSync(configFile, 'utf8');
        writeFileSync(configFile, `// 我的\r\n${text.replace('"enable": false', '"enable": true')}`);
        // Later than the start by more than the clocks of processes may be off.
        const later = Date.now() / 1000 + 60;
        utimesSync(configFile, later, later);
        return Promise.resolve();
      },
      stays: true,
    },
  ],
};
