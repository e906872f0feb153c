/** Faults that a detour gets around, both ways round; undo is the way back to reverse WebSocket. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tempFolder } from '../../support/folders.ts';
import { venv } from '../../support/installed.ts';
import { freePort } from '../../support/ports.ts';
import { ownVenv } from '../own-venv.ts';
import { PATH, UIN, to } from './cure.ts';
import type { CureSheet } from './cure.ts';
import { heldPort } from './held.ts';

export const STOP_GAPS: CureSheet = {
  needs: () => [venv('nonebot-current'), venv('nonebot-no-websockets')],
  cures: [
    {
      title: 'no WebSocket at all in NoneBot',
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
    },
    {
      title: 'two sides that both dial',
      code: 'wrong-direction',
      remedy: 'keep-one-link',
      bot: async () => {
        const env = `ENVIRONMENT=prod\nDRIVER=~websockets\nONEBOT_WS_URLS=["ws://127.0.0.1:${await freePort()}"]\n`;
        return { files: { '.env': env }, until: 'running' };
      },
      // Where the bot dials, and nobody is.
      napcat: ({ dir }) => ({
        clients: [{ url: `${/ws:[^"]+/.exec(readFileSync(join(dir, '.env'), 'utf8'))?.[0] ?? ''}${PATH}` }],
      }),
      botFiles: ['.env'],
      beforehand: (napcat) => napcat.waitFailed(),
    },
    {
      title: 'a port that somebody else holds',
      code: 'port-in-use',
      remedy: 'serve-websocket',
      bot: async () => ({ port: await heldPort(), until: 'exit', callsApi: true }),
      napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
      log: true,
      botFiles: ['.env', '.env.prod'],
      botAfter: { until: 'running' },
      beforehand: (napcat) => napcat.waitFailed(),
      proof: (bot) => bot.waitForEvent(`api ${UIN} 测试猫`),
    },
  ],
};
