/**
 * One account, one link: whatever else connects it, or keeps NapCat's own client from connecting, is switched off. It is
 * also the way back from a stop-gap whose plan is not in the journal any more.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Entry } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { changeEntry, entryOf } from '../napcat/entry.ts';
import { urlOf } from '../napcat/target.ts';
import { envSteps, restartSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import { servingDriver } from '../nonebot/set-driver.ts';
import type { Step } from '../step.ts';
import { adapterChange, oursFirst } from './stop-gap.ts';

export const keepOneLink: Remedy = {
  code: 'keep-one-link',
  cures: ['duplicate-connection', 'wrong-direction'],
  fits: ({ variant }, { frameworks }) => {
    const ways = variant === undefined ? undefined : WAYS[variant];
    return ways !== undefined && (!ways.asksNoneBot || frameworks.some(({ nonebot }) => nonebot !== null));
  },
  plan: async (context) => {
    const { variant = '' } = context.finding;
    const way = WAYS[variant];
    if (way === undefined) throw new Refused('not-offered');
    return way.plan(context);
  },
};

interface Way {
  readonly asksNoneBot: boolean;
  readonly plan: (context: PlanContext) => Promise<readonly Step[]>;
}

/** By the variant of the finding: what there is besides the link. */
const WAYS: Readonly<Record<string, Way | undefined>> = {
  'second-entry': { asksNoneBot: false, plan: (context) => switchOff(context, ['websocketClients']) },
  // The bot that came by HTTP stays until NoneBot is started again (domain facts: NoneBot dossier §1.3).
  'http-post': {
    asksNoneBot: true,
    plan: async (context) => [...(await switchOff(context, ['httpClients'])), ...restartSteps(noneBotOf(context))],
  },
  forward: { asksNoneBot: true, plan: dialNoMore },
  'both-clients': { asksNoneBot: true, plan: letNoneBotListen },
};

async function switchOff(context: PlanContext, kinds: readonly Entry['kind'][]): Promise<readonly Step[]> {
  const { entry: name } = context.finding.params;
  const entry = context.situation.content?.entries.find(
    (candidate) =>
      kinds.includes(candidate.kind) && candidate.enabled && !candidate.shadowed && candidate.name === name,
  );
  if (entry === undefined) throw new Refused('file-changed', { file: context.situation.config?.file ?? '' });
  return changeEntry(context, entry, 'disable-entry', {}, { enable: false });
}

async function dialNoMore(context: PlanContext): Promise<readonly Step[]> {
  const framework = noneBotOf(context);
  return envSteps(context, framework, [adapterChange(framework, 'wsUrls', 'ONEBOT_WS_URLS', [])]);
}

/** Both dial and nobody listens: NoneBot serves again, and NapCat's entry leads there. */
async function letNoneBotListen(context: PlanContext): Promise<readonly Step[]> {
  const framework = noneBotOf(context);
  const { driver } = framework.nonebot;
  const present = valueOf(driver)?.value ?? '';
  const serving = servingDriver(present);
  const env = await envSteps(context, framework, [
    adapterChange(framework, 'wsUrls', 'ONEBOT_WS_URLS', []),
    ...(serving === present ? [] : [{ key: 'DRIVER', value: serving, now: driver }]),
  ]);
  const entry = entryOf(context);
  const value = urlOf(framework);
  if (entry.url?.text === value) return env;
  const before = entry.url?.text ?? '';
  return oursFirst([...env, ...(await changeEntry(context, entry, 'set-url', { before, value }, { url: value }))]);
}
