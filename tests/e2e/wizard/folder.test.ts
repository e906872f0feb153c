/** A NapCat that does not run and lies where nobody looks: the user says where. */
import { expect, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { tempFolder, writeFiles } from '../../lab/support/folders.ts';
import { oneBotConfig } from '../../lab/support/napcat.ts';
import { napCatFolder } from '../../lab/support/napcat-folder.ts';
import { openApp } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { activate } from '../support/keyboard.ts';

test.each(['zh', 'en'] as const)('is looked at in the folder that was entered (%s)', async (language) => {
  const texts = await appMessagesFor(language);
  const { pages } = await messagesFor(language);
  const { home } = texts;
  const dir = tempFolder('少见的 位置');
  const config = JSON.stringify(oneBotConfig([{ url: 'ws://127.0.0.1:19/onebot/v11/ws' }]));
  writeFiles(
    dir,
    napCatFolder({
      version: '4.5.23',
      webui: { host: '127.0.0.1', port: 0, token: 'napcat-webui' },
      fileLog: false,
      autoLogin: '',
      accounts: { 2000000081: config },
    }),
  );
  const { page, faults } = await openApp({ demo: false, settings: { language } });
  expect(await page.getByLabel(home.folder).count()).toBe(0);
  await activate(page, home.start);
  await page.getByRole('heading', { level: 1, name: pages['napcat-not-found'].title }).waitFor();

  await activate(page, home.folderAsk);
  const field = page.getByLabel(home.folder);
  // As Windows copies a path.
  await field.fill(`"${dir}"`);
  expect(await axe(page)).toEqual([]);
  await field.press('Shift+Tab');
  await activate(page, home.again);
  await page.getByRole('heading', { level: 1, name: pages['napcat-not-running'].title }).waitFor();
  expect(await page.locator('main').textContent()).toContain('2000000081');
  expect(faults).toEqual([]);
});
