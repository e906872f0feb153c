/** What both stop-gaps do besides their own: the client entries that lead to NoneBot are switched off. */
import type { Edit, Json } from '../editors/json5.ts';
import { mapAnswer } from '../../machine/answer.ts';
import { elementOf } from '../napcat/config-step.ts';
import type { OpenConfig } from '../napcat/config-step.ts';
import type { EnvChange } from '../nonebot/env-step.ts';
import type { NoneBotProject } from '../nonebot/framework.ts';
import { isFree } from '../nonebot/free-port.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import type { Step } from '../step.ts';

/** A second connection of one account is refused (domain facts: NoneBot dossier §1.2). */
export function switchClientsOff(context: PlanContext, config: OpenConfig): readonly Edit[] {
  return context.situation.dialled.flatMap(({ entry }): readonly Edit[] =>
    entry === null ? [] : [{ set: [...elementOf(config, entry), 'enable'], to: false }],
  );
}

/** The first free port of these. Throws `Refused`. */
export async function firstFree(context: PlanContext, ports: readonly number[]): Promise<number> {
  for (const port of ports) if (await isFree(context, port)) return port;
  throw new Refused('no-free-port');
}

/** A setting of the adapter, where it stands now; `ONEBOT_V11_…` wins over the key without a version. */
export function adapterChange(
  { nonebot }: NoneBotProject,
  setting: 'wsUrls' | 'apiRoots' | 'secret',
  key: string,
  value: Json,
): EnvChange {
  const now = mapAnswer(nonebot.adapterSettings[setting], (origin) => ({ value: null, origin }));
  return { key, value: typeof value === 'string' ? value : JSON.stringify(value), now };
}

/** First what we do, then what the user does. */
export function oursFirst(steps: readonly Step[]): readonly Step[] {
  return [...steps.filter(({ by }) => by === 'doctor'), ...steps.filter(({ by }) => by === 'user')];
}
