/** Tokens that keep the two sides apart. */
import { venv } from '../../support/installed.ts';
import { to } from './cure.ts';
import type { Cure, CureSheet } from './cure.ts';

const DIFFERENT = {
  title: 'tokens that differ',
  code: 'token-mismatch',
  bot: { token: 's3cret-A' },
  napcat: (bot) => ({ clients: [{ url: to(bot), token: 's3cret-B' }] }),
  beforehand: (napcat) => napcat.waitFailed(),
} as const satisfies Omit<Cure, 'remedy'>;

export const TOKENS: CureSheet = {
  needs: () => [venv('nonebot-current')],
  cures: [
    { ...DIFFERENT, remedy: 'set-token' },
    { ...DIFFERENT, remedy: 'new-token', botFiles: ['.env.prod'] },
    {
      title: 'a token that cannot be sent',
      code: 'token-mismatch',
      remedy: 'set-token',
      napcat: (bot) => ({ clients: [{ url: to(bot), token: '口令' }] }),
      beforehand: (napcat) => napcat.waitFailed(),
    },
  ],
};
