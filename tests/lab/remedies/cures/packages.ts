/** A package that the bot lacks: it is fetched for real. */
import { tempFolder } from '../../support/folders.ts';
import { venv } from '../../support/installed.ts';
import { ownVenv } from '../own-venv.ts';
import { packageIndex } from '../package-index.ts';
import { to } from './cure.ts';
import type { CureSheet } from './cure.ts';

const bare = venv('nonebot-no-websockets');

export const PACKAGES: CureSheet = {
  needs: () => [bare, packageIndex(bare)],
  cures: [
    {
      title: 'no WebSocket library',
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
    },
  ],
};
