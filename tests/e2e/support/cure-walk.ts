/**
 * A fault of the lab, mended in the window by keyboard alone: found, previewed without a change, carried out, the bot
 * online, and taken back byte for byte.
 */
import { expect } from 'vitest';
import type { Cure } from '../../lab/remedies/cures/cure.ts';
import { stageOf } from '../../lab/remedies/stage.ts';
import type { Keep } from '../../lab/remedies/stage.ts';
import { repairWalk } from './repair-walk.ts';
import type { Look } from './repair-walk.ts';

export async function walkCure(cure: Cure, look: Look, keep: Keep): Promise<void> {
  const stage = await stageOf(cure, keep);
  const walk = await repairWalk(look, { HOME: stage.home });
  const { page } = walk.app();
  const { repair } = walk.texts;

  await walk.find(stage.napcat().dir, cure.code, cure.log === undefined ? undefined : stage.bot().output());
  await walk.begin();
  if (!(await page.getByRole('radio', { name: walk.remedies.titles[cure.remedy] }).isChecked())) {
    await walk.choose(cure.remedy);
  }
  if (cure.url !== undefined) await walk.fill(repair.url, cure.url(stage.bot()));
  await walk.press(repair.preview, 'preview');
  // Exactly what would be done stands there: the changed lines of a file, a program word by word, or a call.
  expect(await page.locator('figure .line.add, .argv li, .box p').count()).toBeGreaterThan(0);
  stage.expectUntouched();

  await walk.carryOut(cure.botFiles === undefined ? 'cured' : 'waiting');
  if (cure.botFiles !== undefined) {
    await stage.restartBot();
    await stage.expectOnline();
    await walk.press(repair.verify, 'cured');
  }
  await page.getByText(walk.catalogue.pages.healthy.title).first().waitFor();
  await stage.expectOnline();

  if (cure.stays === true) expect(await page.getByRole('button', { name: repair.undo }).count()).toBe(0);
  else await walk.press(repair.undo, 'undone');
  stage.expectUntouched();
  walk.expectClean();
}
