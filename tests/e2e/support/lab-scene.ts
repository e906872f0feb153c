/** Faults of the lab that several walks begin with. */
import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { to } from '../../lab/remedies/cures/cure.ts';
import { keeper } from '../../lab/support/keeper.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import type { NapCat, NapCatOptions } from '../../lab/support/napcat.ts';
import { startAgain, startNoneBot } from '../../lab/support/nonebot.ts';
import type { NoneBot, NoneBotOptions } from '../../lab/support/nonebot.ts';
import { untouched } from '../../lab/support/untouched.ts';

/** Not the one that the lab's own tests log in with: both may run on one machine. */
export const UIN = '2000000078';

export { to };

export interface Lab {
  readonly bot: NoneBot;
  readonly napcat: NapCat;
  /** The files that a repair of both sides changes. */
  readonly env: string;
  /** Expects every file as it was at the beginning, byte for byte. */
  readonly expectUntouched: () => void;
  /** Starts NoneBot again in its folder, with the files that lie there. */
  readonly restartBot: () => Promise<void>;
}

export interface LabScene {
  /** A bot and a NapCat whose tokens differ. */
  readonly tokensDiffer: (napcat?: NapCatOptions, bot?: NoneBotOptions) => Promise<Lab>;
  /** A bot and a NapCat whose entry for it is off. */
  readonly entryOff: (napcat?: NapCatOptions) => Promise<Lab>;
  readonly napcatWith: (options: NapCatOptions) => Promise<NapCat>;
  readonly botWith: (options?: NoneBotOptions) => Promise<NoneBot>;
}

/** To be called inside `describe`: what a test started ends with it. */
export function labScene(): LabScene {
  const keep = keeper();
  const napcatWith: LabScene['napcatWith'] = (options) => keep(startNapCat({ uin: UIN, ...options }));
  const botWith: LabScene['botWith'] = (options) => keep(startNoneBot(options));

  const labOf = (bot: NoneBot, napcat: NapCat): Lab => {
    const env = join(bot.dir, '.env.prod');
    return {
      ...{ bot, napcat, env },
      expectUntouched: untouched([env, napcat.configFile]),
      restartBot: async () => {
        const again = await keep(startAgain(bot, ['.env', '.env.prod']));
        await again.waitForEvent(`connect ${UIN}`);
      },
    };
  };

  return {
    ...{ napcatWith, botWith },
    tokensDiffer: async (options = {}, botOptions = {}) => {
      const bot = await botWith({ token: 's3cret-A', ...botOptions });
      const napcat = await napcatWith({ clients: [{ url: to(bot), token: 's3cret-B' }], ...options });
      await napcat.waitFailed();
      return labOf(bot, napcat);
    },
    entryOff: async (options = {}) => {
      const bot = await botWith();
      return labOf(bot, await napcatWith({ clients: [{ url: to(bot), enable: false }], ...options }));
    },
  };
}

/**
 * Makes writing the file fail, for whoever writes and on every system: something lies where its new content has to be
 * put first. Returns what takes it away again.
 */
export function blockWrites(file: string): () => void {
  const obstacle = join(dirname(file), `.${basename(file)}.napcat-doctor`);
  mkdirSync(join(obstacle, 'full'), { recursive: true });
  return () => rmSync(obstacle, { recursive: true, force: true });
}
