/** Every remedy is clicked through in the window, on a machine that really has the fault which it cures. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RELEASE_PAGE, REMEDY_CODES } from '../../../electron/contract/remedies.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';
import { CURE_SHEETS } from '../../lab/remedies/cures/index.ts';
import { UIN } from '../../lab/remedies/cures/cure.ts';
import { expectTakenAway, launcherGone, snapshot } from '../../lab/remedies/launcher-gone.ts';
import { online, startNapCat } from '../../lab/remedies/stage.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { keeper } from '../../lab/support/keeper.ts';
import { startNoneBot } from '../../lab/support/nonebot.ts';
import { walkCure } from '../support/cure-walk.ts';
import { RECORDED } from '../support/recorded-repairs.ts';
import { LOOKS, repairWalk } from '../support/repair-walk.ts';
import type { Look } from '../support/repair-walk.ts';

const CASES = join(import.meta.dirname, '../../cases');

/** The first fault of each remedy; the command line's lab cures the others too. */
const walked = new Set<RemedyCode>();
const sheets = CURE_SHEETS.map(({ needs, cures }) => ({
  needs: needs(),
  cures: cures.filter(({ remedy }) => walked.size < walked.add(remedy).size),
}));

/** Each walk in the look after that of the one before. */
let turn = 0;
const nextLook = (): Look => LOOKS[turn++ % LOOKS.length] ?? LOOKS[0];

for (const { needs, cures } of sheets) {
  describe.skipIf(lacks(...needs))(named('mended in the window', ...needs), () => {
    const keep = keeper();
    for (const cure of cures) {
      const look = nextLook();
      test(`${cure.title}: ${cure.remedy} (${look.join(', ')})`, () => walkCure(cure, look, keep));
    }
  });
}

describe.skipIf(lacks(venv('nonebot-current')))(named('a fresh NapCat', venv('nonebot-current')), () => {
  const keep = keeper();
  const look = nextLook();

  test(`takes the place of a broken one, out of the archive of its release: switch-form (${look.join(', ')})`, async () => {
    const bot = await keep(startNoneBot({ token: 's3cret' }));
    const { old, archive, made, home } = await launcherGone(bot);
    const before = snapshot(old);
    const walk = await repairWalk(look, { HOME: home });
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(join(old, 'napcat'), 'napcat-launcher-broken');
    await walk.begin();
    await page.getByRole('radio', { name: repair.forms.shell }).press('Space');
    // Without the archive the plan is a guide: where to download it.
    await walk.press(repair.preview, 'preview');
    await page.getByRole('link', { name: RELEASE_PAGE }).waitFor();
    expect(await page.getByRole('button', { name: repair.goOn }).count()).toBe(0);
    await walk.fill(repair.archive, archive);
    expect(await page.getByRole('radio', { name: repair.forms.shell }).isChecked()).toBe(true);
    await walk.press(repair.preview, 'preview');
    await page.getByText(walk.remedies.words.archive(17, made)).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('s3cret');
    expect(existsSync(made)).toBe(false);

    await walk.carryOut('waiting');
    const config = `napcat/config/onebot11_${UIN}.json`;
    expect(readFileSync(join(made, config))).toEqual(readFileSync(join(old, config)));
    const napcat = await keep(startNapCat({ dir: made }));
    await online(bot);
    await walk.press(repair.verify, 'cured');
    expect(snapshot(old)).toEqual(before);

    await napcat.stop();
    await walk.press(repair.undo, 'undone');
    expectTakenAway(made);
    expect(snapshot(old)).toEqual(before);
    walk.expectClean();
  });
});

describe('what only Windows has is shown as it would be done', () => {
  for (const { remedy, code, file, argv, elevated } of RECORDED) {
    const look = nextLook();
    test(`${remedy} (${look.join(', ')})`, async () => {
      const walk = await repairWalk(look);
      const { page } = walk.app();
      const { repair } = walk.texts;
      await walk.open(join(CASES, file), code);
      await walk.press(repair.showPlan, 'explain');
      await walk.choose(remedy);
      await walk.press(repair.preview, 'preview');
      const words = await page.locator('.argv').first().getByRole('listitem').allTextContents();
      expect(words.map((word, index) => (fits(word, argv[index]) ? argv[index] : word))).toEqual(argv);
      expect(await page.getByText(repair.elevated).count()).toBe(elevated ? 1 : 0);
      expect(await page.getByText(repair.onlyShown).count()).toBe(1);
      expect(await page.getByRole('button', { name: repair.goOn }).count()).toBe(0);
      expect(await page.getByRole('button', { name: repair.verify }).count()).toBe(0);
      walk.expectClean();
    });
  }
});

function fits(word: string, pattern: string | RegExp | undefined): boolean {
  return pattern instanceof RegExp && pattern.test(word);
}

test('no remedy is left out', () => {
  // The proof is no remedy of a fault: it is walked where an entry is switched on.
  const all = [...walked, ...RECORDED.map(({ remedy }) => remedy), 'switch-form', 'prove-link'];
  expect(all.toSorted()).toEqual(REMEDY_CODES.toSorted());
});
