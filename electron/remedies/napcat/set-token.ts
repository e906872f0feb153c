/** Gives the entry the token that the framework demands, or takes one away that cannot be sent. */
import type { Finding } from '../../contract/diagnosis.ts';
import type { Facts } from '../../survey/facts.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import { demandedToken } from '../nonebot/token.ts';
import type { Remedy } from '../remedy.ts';
import { changeEntry, entryOf } from './entry.ts';

export const setToken: Remedy = {
  code: 'set-token',
  cures: ['token-mismatch'],
  fits: speaksOfNoneBot,
  plan: async (context) => {
    const token = await demandedToken(context, noneBotOf(context));
    const code = token === '' ? 'clear-token' : 'set-token';
    return changeEntry(context, entryOf(context), code, {}, { token });
  },
};

/** Where a NoneBot keeps its token is known; other frameworks have panels of their own for it. */
export function speaksOfNoneBot({ params }: Finding, { frameworks }: Facts): boolean {
  return frameworks.some(({ kind, nonebot }) => kind === params.framework && nonebot !== null);
}
