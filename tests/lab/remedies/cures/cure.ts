/** A fault as a declaration, and what cures it: carried out by the command line (`scene.ts`) and in the app's window. */
import type { VerdictCode } from '../../../../electron/contract/codes.ts';
import type { RemedyCode } from '../../../../electron/contract/remedies.ts';
import type { NapCat, NapCatOptions } from '../../support/napcat.ts';
import type { NoneBot, NoneBotOptions } from '../../support/nonebot.ts';

export interface Cure {
  /** The fault, for the name of a test. */
  readonly title: string;
  readonly code: VerdictCode;
  readonly remedy: RemedyCode;
  readonly bot?: NoneBotOptions | (() => NoneBotOptions | Promise<NoneBotOptions>);
  /** Whether a second bot runs, which the entries may lead to as well. */
  readonly second?: true;
  readonly napcat: (bot: NoneBot, second: NoneBot | null) => NapCatOptions | Promise<NapCatOptions>;
  /** The address, said by the user: on a machine with many bots the right one has to be named. */
  readonly url?: (bot: NoneBot) => string;
  /** Text that the bot printed is handed over: a bot that ended left nothing else. */
  readonly log?: true;
  /** Files of the bot that the cure changes; NoneBot is then started again. */
  readonly botFiles?: readonly string[];
  /** How the bot is started after the cure, where it differs. */
  readonly botAfter?: Partial<NoneBotOptions>;
  readonly beforehand?: (napcat: NapCat) => Promise<unknown>;
  /** Undo has nothing to take back: no file was changed, or what was installed stays. */
  readonly stays?: true;
  /** What is seen of the bot when it is cured, besides that it is online. */
  readonly proof?: (bot: NoneBot, napcat: NapCat) => Promise<unknown>;
}

/** Faults of one kind, and what has to be installed to make them. */
export interface CureSheet {
  readonly needs: () => readonly object[];
  readonly cures: readonly Cure[];
}

/** Nobody else's: two NapCats with one account are a fault of their own. */
export const UIN = `29${String(process.pid).padStart(8, '0')}`;
export const PATH = '/onebot/v11/ws';

export const to = ({ port }: Pick<NoneBot, 'port'>, path = PATH): string => `ws://127.0.0.1:${port}${path}`;
