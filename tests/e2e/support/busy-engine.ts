/**
 * Ends the engine as the app itself does it: it is busy with a large file and hears no "stop", so that the host gives it
 * up. What it held in its memory, a plan or a recording, is gone with it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RepairWalk } from './repair-walk.ts';
import { activate, visit } from './keyboard.ts';

/** Reading it takes many times as long as the host waits for a call that was stopped. */
const LINES = 150_000;

/** From any page of the wizard; ends on the home page. */
export async function loseEngine({ app, texts: { home, pages, common } }: RepairWalk): Promise<void> {
  const { page } = app();
  await visit(page, pages.home);
  await page.getByRole('heading', { name: home.heading }).waitFor();
  const text = `format: napcat-doctor/recording@1\nhost: { platform: win32 }\nx:\n${'- { a: 1, b: [1, 2, 3] }\n'.repeat(LINES)}`;
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'large.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  // The page reads it first, and hands it over then.
  await sleep(1_000);
  await activate(page, home.again);
  await activate(page, home.cancel);
  await page.getByText(common.failed('the examining process ended')).waitFor();
}
