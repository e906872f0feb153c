/** The machine of a cure: its fault made for real, and the files that have to be back byte for byte in the end. */
import { dirname, join } from 'node:path';

import { startNapCat as startAnyNapCat } from '../support/napcat.ts';
import type { NapCat, NapCatOptions } from '../support/napcat.ts';
import { startAgain, startNoneBot } from '../support/nonebot.ts';
import type { NoneBot } from '../support/nonebot.ts';
import type { Running } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { untouched } from '../support/untouched.ts';
import { UIN } from './cures/cure.ts';
import type { Cure } from './cures/cure.ts';

export type Keep = <T extends Running>(started: Promise<T>) => Promise<T>;

export interface Stage {
  /** As they run now: others after they were started again. */
  readonly bot: () => NoneBot;
  readonly napcat: () => NapCat;
  /** The folder where this person keeps bots: one that does not run is found there. */
  readonly home: string;
  readonly expectUntouched: () => void;
  /** Starts NoneBot again as it stands after the cure, as its user would. */
  readonly restartBot: () => Promise<void>;
  /** Expects what is seen of a bot that is cured. */
  readonly expectOnline: () => Promise<void>;
  /** Starts both again as they were before the cure. */
  readonly startOver: () => Promise<void>;
}

export const startNapCat = (options: NapCatOptions): Promise<NapCat> => startAnyNapCat({ uin: UIN, ...options });

export async function online(bot: NoneBot): Promise<void> {
  await until(`the bot online; NoneBot printed:\n${bot.output()}`, () => bot.events().includes(`connect ${UIN}`));
}

export async function stageOf(cure: Cure, keep: Keep): Promise<Stage> {
  const options = typeof cure.bot === 'function' ? await cure.bot() : (cure.bot ?? {});
  let bot = await keep(startNoneBot(options));
  const second = cure.second === undefined ? null : await keep(startNoneBot());
  let napcat = await keep(startNapCat(await cure.napcat(bot, second)));
  await cure.beforehand?.(napcat);
  const { port, dir } = bot;
  const { botFiles = [] } = cure;

  return {
    bot: () => bot,
    napcat: () => napcat,
    home: dirname(dir),
    expectUntouched: untouched([napcat.configFile, ...botFiles.map((name) => join(dir, name))]),
    restartBot: async () => {
      bot = await keep(startAgain(bot, botFiles, { ...options, until: 'serving', ...cure.botAfter }));
    },
    expectOnline: async () => {
      await online(bot);
      await cure.proof?.(bot, napcat);
    },
    startOver: async () => {
      await napcat.stop();
      await bot.stop();
      bot = await keep(startNoneBot({ ...options, port, dir }));
      napcat = await keep(startNapCat({ dir: napcat.dir }));
      await cure.beforehand?.(napcat);
    },
  };
}
