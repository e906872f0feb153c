/** The link is watched while it breaks for real, and the verdict knows what happened. */
import { expect, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import { startNoneBot } from '../../lab/support/nonebot.ts';
import { axe } from '../support/axe.ts';
import { activate, visit } from '../support/keyboard.ts';
import { examine } from '../support/patient.ts';
import { openApp } from '../support/app.ts';

const needs = venv('nonebot-current');

test.skipIf(lacks(needs))(named('a bot that ends is seen as it ends', needs), async () => {
  const texts = await appMessagesFor('zh');
  const { watchEvent } = await messagesFor('zh');
  const { watch } = texts;
  const bot = await startNoneBot();
  const napcat = await startNapCat({
    uin: '2000000079',
    clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }],
  });
  try {
    await napcat.waitConnected();
    const { page, faults } = await openApp({ demo: false, settings: { language: 'zh' } });
    await examine(page, napcat.dir, texts);
    await visit(page, texts.pages.watch);
    await activate(page, watch.start);
    await page.getByRole('button', { name: watch.end }).waitFor();
    await bot.stop();
    await page.getByRole('log').getByRole('listitem').first().waitFor();
    await expect.poll(() => page.getByRole('log').textContent(), { timeout: 20_000 }).toContain(wordsOf(watchEvent));
    expect(await axe(page)).toEqual([]);
    await activate(page, watch.end);
    await page.getByRole('button', { name: watch.again }).waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: /^结论：/ }).press('Enter');
    await page.getByRole('list', { name: watch.timeline }).waitFor();
    expect(faults).toEqual([]);
  } finally {
    await napcat.stop();
    await bot.stop();
  }
});

/** What the time line says when nobody listens there any more, up to the part that depends on the machine. */
function wordsOf(watchEvent: Awaited<ReturnType<typeof messagesFor>>['watchEvent']): string {
  const event = { at: 0, lastAt: 0, count: 1, severity: 'warn', who: 'napcat', by: 'sockets' } as const;
  return watchEvent({ ...event, kind: 'closed' }).slice(0, 4);
}
