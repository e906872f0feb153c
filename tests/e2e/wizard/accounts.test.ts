/** Two NapCats: a repair is of the account that it was begun for, whatever is chosen in the picker meanwhile. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { activate, visit } from '../support/keyboard.ts';
import { labScene, to, UIN } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');
const OTHER = '2000000079';

describe.skipIf(lacks(needs))(named('two accounts', needs), () => {
  const { botWith, napcatWith } = labScene();

  test('the one that was looked at is mended, and no other', async () => {
    const bot = await botWith();
    const clients = [{ url: to(bot), enable: false }];
    const here = async (uin: string) => {
      const { dir, configFile } = await napcatWith({ uin, clients });
      const text = (): string => readFileSync(configFile, 'utf8');
      return { uin, dir, text, before: text() };
    };
    const [one, other] = [await here(UIN), await here(OTHER)];
    const walk = await repairWalk(['en', 'light']);
    const { page } = walk.app();
    const { home, pages, repair } = walk.texts;
    // Whichever is in trouble: both are, and one of them is shown.
    await activate(page, home.start);
    await page.getByRole('heading', { level: 1, name: walk.catalogue.pages['entry-disabled'].title }).waitFor();
    await walk.begin();
    const shown = (await page.getByText(repair.of('')).textContent()) ?? '';
    const [mended, left] = shown.includes(one.uin) ? [one, other] : [other, one];
    await walk.press(repair.preview, 'preview');
    await visit(page, pages.home);
    const picker = page.getByLabel(home.account, { exact: true });
    const labels = await picker.locator('option').allTextContents();
    await picker.selectOption({ label: labels.find((label) => label.includes(left.dir)) ?? left.dir });
    await visit(page, pages.repair);
    await walk.carryOut('cured');
    await bot.waitForEvent(`connect ${mended.uin}`);
    expect([mended.text() === mended.before, left.text() === left.before]).toEqual([false, true]);
    await walk.press(repair.undo, 'undone');
    expect([mended.text(), left.text()]).toEqual([mended.before, left.before]);
    walk.expectClean();
  });
});
