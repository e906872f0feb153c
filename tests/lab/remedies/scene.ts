/**
 * One fault on a machine of its own: made for real, cured by `fix --yes`, and made again by `undo`. NoneBot's own log
 * shows the bot online in between, and afterwards every file is back byte for byte.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import { lacks, named } from '../support/installed.ts';
import { keeper } from '../support/keeper.ts';
import type { NapCat } from '../support/napcat.ts';
import type { NoneBot } from '../support/nonebot.ts';
import { UIN } from './cures/cure.ts';
import type { Cure, CureSheet } from './cures/cure.ts';
import { stageOf } from './stage.ts';
import type { Keep } from './stage.ts';
import { cli } from './support.ts';

export interface Scene {
  readonly keep: Keep;
  readonly expectVerdict: (napcat: NapCat, code: VerdictCode, more?: readonly string[]) => Promise<DiagnosisDocument>;
}

/** Defines a test of each of these. */
export function cured(title: string, { needs, cures }: CureSheet): void {
  const all = needs();
  describe.skipIf(lacks(...all))(named(title, ...all), () => {
    const { keep, expectVerdict } = scene();
    for (const cure of cures) {
      test(`${cure.title}: ${cure.remedy}`, () => carryOut(cure, keep, expectVerdict));
    }
  });
}

/** To be called inside `describe`: what a test started ends with it. */
export function scene(): Scene {
  const keep = keeper();
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const expectVerdict: Scene['expectVerdict'] = async (napcat, code, more = []) => {
    const words = ['diagnose', '--json', '--napcat', napcat.dir, '--account', UIN, ...more];
    const document = JSON.parse((await cli(words)).out) as DiagnosisDocument;
    expect(document.verdict.code, JSON.stringify(document.findings, null, 1)).toBe(code);
    return document;
  };
  return { keep, expectVerdict };
}

async function carryOut(cure: Cure, keep: Keep, expectVerdict: Scene['expectVerdict']): Promise<void> {
  const stage = await stageOf(cure, keep);
  vi.stubEnv('HOME', stage.home);
  const printed = (): readonly string[] => (cure.log === undefined ? [] : ['--log', writtenLog(stage.bot())]);
  const log = printed();
  const found = await expectVerdict(stage.napcat(), cure.code, log);
  expect(found.verdict.remedies).toContain(cure.remedy);

  const url = cure.url === undefined ? [] : ['--url', cure.url(stage.bot())];
  const words = ['--yes', '--json', '--napcat', stage.napcat().dir, '--account', UIN, ...url, ...log];
  const fixed = await cli(['fix', cure.remedy, ...words]);
  const result = JSON.parse(fixed.out) as { applied: boolean };
  expect(result.applied, fixed.out + fixed.err).toBe(true);
  if (cure.botFiles !== undefined) await stage.restartBot();
  await stage.expectOnline();
  await expectVerdict(stage.napcat(), 'healthy');

  if (cure.stays === true) {
    stage.expectUntouched();
    return;
  }
  const undone = await cli(['undo', '--json']);
  expect(undone.status, undone.out + undone.err).toBe(0);
  stage.expectUntouched();
  if (cure.botFiles !== undefined) await stage.startOver();
  await expectVerdict(stage.napcat(), cure.code, printed());
}

function writtenLog(bot: NoneBot): string {
  const file = join(bot.dir, 'printed.txt');
  writeFileSync(file, bot.output());
  return file;
}
