/** One new strong token, written to both sides in one plan: the framework first, so that NapCat comes with the right one. */
import { valueOf } from '../../machine/answer.ts';
import { changeEntry, entryOf } from '../napcat/entry.ts';
import { speaksOfNoneBot } from '../napcat/set-token.ts';
import { envSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import type { Remedy } from '../remedy.ts';
import { strongToken } from '../strong-token.ts';

export const newToken: Remedy = {
  code: 'new-token',
  cures: ['token-mismatch'],
  fits: speaksOfNoneBot,
  plan: async (context) => {
    const framework = noneBotOf(context);
    const token = strongToken();
    // What the survey found may be the alias ONEBOT_V11_ACCESS_TOKEN, which wins over the generic key.
    const found = valueOf(framework.token)?.origin;
    const key = found?.kind === 'file' ? (found.key ?? TOKEN_KEY) : TOKEN_KEY;
    const env = await envSteps(context, framework, [{ key, value: token, now: framework.token }]);
    const napcat = await changeEntry(context, entryOf(context), 'set-token', {}, { token });
    const ours = [...env, ...napcat].filter(({ by }) => by === 'doctor');
    return [...ours, ...[...env, ...napcat].filter(({ by }) => by === 'user')];
  },
};

const TOKEN_KEY = 'ONEBOT_ACCESS_TOKEN';
