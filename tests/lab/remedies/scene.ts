/**
 * One fault on a machine of its own: made for real, cured by `fix --yes`, and made again by `undo`. NoneBot's own log
 * shows the bot online in between, and afterwards every file is back byte for byte.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';

import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';
import { startNapCat as startAnyNapCat } from '../support/napcat.ts';
import type { NapCat, NapCatOptions } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import type { NoneBot, NoneBotOptions } from '../support/nonebot.ts';
import type { Running } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { cli } from './support.ts';

/** Nobody else's: two NapCats with one account are a fault of their own. */
export const UIN = `29${String(process.pid).padStart(8, '0')}`;
export const PATH = '/onebot/v11/ws';

export const to = ({ port }: Pick<NoneBot, 'port'>, path = PATH): string => `ws://127.0.0.1:${port}${path}`;

export const startNapCat = (options: NapCatOptions): Promise<NapCat> => startAnyNapCat({ uin: UIN, ...options });

export interface Cure {
  readonly code: VerdictCode;
  readonly remedy: RemedyCode;
  readonly bot?: NoneBotOptions | (() => NoneBotOptions | Promise<NoneBotOptions>);
  /** Whether a second bot runs, which the entries may lead to as well. */
  readonly second?: true;
  readonly napcat: (bot: NoneBot, second: NoneBot | null) => NapCatOptions;
  /** Said with `--url`: on a machine with many bots the right one has to be named. */
  readonly url?: (bot: NoneBot) => string;
  /** Text that the bot printed, for `--log`: a bot that ended left nothing else. */
  readonly log?: true;
  /** Files of the bot that the cure changes; NoneBot is then started again. */
  readonly botFiles?: readonly string[];
  /** How the bot is started after the cure, where it differs. */
  readonly botAfter?: Partial<NoneBotOptions>;
  readonly beforehand?: (napcat: NapCat) => Promise<unknown>;
  /** What was installed stays: undo has nothing to take back. */
  readonly stays?: true;
  /** What is seen of the bot when it is cured, besides that it is online. */
  readonly proof?: (bot: NoneBot, napcat: NapCat) => Promise<unknown>;
}

export interface Scene {
  readonly keep: <T extends Running>(started: Promise<T>) => Promise<T>;
  readonly expectVerdict: (napcat: NapCat, code: VerdictCode, more?: readonly string[]) => Promise<DiagnosisDocument>;
  readonly online: (bot: NoneBot) => Promise<void>;
  /** Defines a test. */
  readonly cured: (title: string, cure: Cure) => void;
}

/** To be called inside `describe`: what a test started ends with it. */
export function scene(): Scene {
  const running: Running[] = [];
  const keep = async <T extends Running>(started: Promise<T>): Promise<T> => {
    const process = await started;
    running.push(process);
    return process;
  };
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(running.splice(0).map((process) => process.stop()));
  });

  const expectVerdict: Scene['expectVerdict'] = async (napcat, code, more = []) => {
    const words = ['diagnose', '--json', '--napcat', napcat.dir, '--account', UIN, ...more];
    const document = JSON.parse((await cli(words)).out) as DiagnosisDocument;
    expect(document.verdict.code, JSON.stringify(document.findings, null, 1)).toBe(code);
    return document;
  };
  const online: Scene['online'] = async (bot) => {
    await until(`the bot online; NoneBot printed:\n${bot.output()}`, () => bot.events().includes(`connect ${UIN}`));
  };
  const cured: Scene['cured'] = (title, cure) => test(`${title}: ${cure.remedy}`, () => carryOut(cure));
  return { keep, expectVerdict, online, cured };

  async function carryOut(cure: Cure): Promise<void> {
    const options = typeof cure.bot === 'function' ? await cure.bot() : (cure.bot ?? {});
    let bot = await keep(startNoneBot(options));
    // A bot that does not run is found where people keep theirs.
    vi.stubEnv('HOME', dirname(bot.dir));
    const second = cure.second === undefined ? null : await keep(startNoneBot());
    let napcat = await keep(startNapCat(cure.napcat(bot, second)));
    await cure.beforehand?.(napcat);
    const files = [napcat.configFile, ...(cure.botFiles ?? []).map((name) => join(bot.dir, name))];
    const before = files.map(bytesOf);
    const log = cure.log === undefined ? [] : ['--log', writtenLog(bot)];
    const found = await expectVerdict(napcat, cure.code, log);
    expect(found.verdict.remedies).toContain(cure.remedy);

    const url = cure.url === undefined ? [] : ['--url', cure.url(bot)];
    const words = ['--yes', '--json', '--napcat', napcat.dir, '--account', UIN, ...url, ...log];
    const fixed = await cli(['fix', cure.remedy, ...words]);
    const result = JSON.parse(fixed.out) as { applied: boolean };
    expect(result.applied, fixed.out + fixed.err).toBe(true);
    if (cure.botFiles !== undefined) {
      const { port, dir } = bot;
      const own = Object.fromEntries(cure.botFiles.map((name) => [name, bytesOf(join(dir, name)) ?? '']));
      await bot.stop();
      const again = { ...options, until: 'serving', port, dir, files: { ...options.files, ...own } } as const;
      bot = await keep(startNoneBot({ ...again, ...cure.botAfter }));
    }
    await online(bot);
    await cure.proof?.(bot, napcat);
    await expectVerdict(napcat, 'healthy');

    if (cure.stays === true) return;
    const undone = await cli(['undo', '--json']);
    expect(undone.status, undone.out + undone.err).toBe(0);
    for (const [index, file] of files.entries()) expect(bytesOf(file)).toEqual(before[index]);
    if (cure.botFiles !== undefined) {
      await napcat.stop();
      await bot.stop();
      bot = await keep(startNoneBot({ ...options, port: bot.port, dir: bot.dir }));
      napcat = await keep(startNapCat({ dir: napcat.dir }));
      await cure.beforehand?.(napcat);
    }
    await expectVerdict(napcat, cure.code, cure.log === undefined ? [] : ['--log', writtenLog(bot)]);
  }
}

/** `null`: there is none. */
function bytesOf(file: string): Buffer | null {
  return existsSync(file) ? readFileSync(file) : null;
}

function writtenLog(bot: NoneBot): string {
  const file = join(bot.dir, 'printed.txt');
  writeFileSync(file, bot.output());
  return file;
}
