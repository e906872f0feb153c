/** Moves NoneBot to a port that it can have, and NapCat's entry with it. */
import { changeEntry } from '../napcat/entry.ts';
import { checkedUrl } from '../napcat/target.ts';
import { envSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import { freePort } from '../nonebot/free-port.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';

export const movePort: Remedy = {
  code: 'move-port',
  cures: ['port-in-use', 'port-excluded'],
  plan: async (context) => {
    const framework = noneBotOf(context);
    const old = context.finding.params.port;
    const entry = context.situation.dialled.find(({ url }) => url.port === old)?.entry ?? null;
    if (entry?.url?.usable !== true) throw new Refused('target-unknown', { framework: framework.kind });
    const port = await freePort(context);
    const url = new URL(entry.url.text);
    const value = checkedUrl(`${url.protocol}//${url.hostname}:${port}${entry.url.path}`);
    const env = await envSteps(context, framework, [{ key: 'PORT', value: String(port), now: framework.port }]);
    const napcat = await changeEntry(context, entry, 'set-url', { before: entry.url.text, value }, { url: value });
    const steps = [...env, ...napcat];
    return [...steps.filter(({ by }) => by === 'doctor'), ...steps.filter(({ by }) => by === 'user')];
  },
};
