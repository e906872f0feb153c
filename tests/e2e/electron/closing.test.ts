/**
 * Closing, quitting, interrupting and crashing while a repair is carried out, against a real NapCat configuration. The
 * engine is held still in the middle of it, so that nothing depends on who is faster.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { keeper } from '../../lab/support/keeper.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import type { NapCat } from '../../lab/support/napcat.ts';
import { box, isThere, noBoxes, OUR_WINDOW, pressInWindow, whyNoBoxes } from '../support/boxes.ts';
import { freshData, openDesktopApp } from '../support/desktop-app.ts';
import type { DesktopApp, Options } from '../support/desktop-app.ts';
import { activate } from '../support/keyboard.ts';
import { examine } from '../support/patient.ts';
import { dies, ENGINE, freePort, pageAnew, processOf } from '../support/processes.ts';

const zh = await appMessagesFor('zh');
const catalogue = await messagesFor('zh');
const { repair, closing } = zh;
const CTRL_C = 'SIGINT';

const windows = process.platform === 'win32';
const whyNot = windows ? ' [skipped: Windows has no signals]' : '';

interface Repairing extends DesktopApp {
  readonly napcat: NapCat;
  /** Lets the engine go on. */
  readonly goOn: () => void;
  /** Whether the entry is on; throws when the file is half written. */
  readonly mended: () => boolean;
}

describe.skipIf(windows)(`while a repair is carried out${whyNot}`, () => {
  const keep = keeper();

  /** On this computer, with the journal of repairs in the test’s own folder. */
  async function openHere({ data = freshData(), ...options }: Options): Promise<DesktopApp> {
    return openDesktopApp({ ...options, data, demo: false, env: { XDG_STATE_HOME: data } });
  }

  async function repairing(options: Options = {}): Promise<Repairing> {
    const napcat = await keep(
      startNapCat({ uin: '2000000079', clients: [{ url: 'ws://127.0.0.1:9/onebot/v11/ws', enable: false }] }),
    );
    const app = await openHere(options);
    const { page } = app;
    await examine(page, napcat.dir, zh);
    await activate(page, repair.fixNow);
    await activate(page, repair.preview);
    await page.getByRole('heading', { level: 2, name: repair.phases.preview }).waitFor({ timeout: 20_000 });
    await activate(page, repair.goOn);
    await page.getByRole('heading', { name: repair.confirmHeading }).waitFor();
    const engine = await processOf(app, ENGINE);
    process.kill(engine, 'SIGSTOP');
    await activate(page, repair.apply);
    await page.getByRole('heading', { level: 2, name: repair.phases.applying }).waitFor();
    const mended = (): boolean => {
      const { network } = JSON.parse(readFileSync(napcat.configFile, 'utf8')) as Config;
      return network.websocketClients[0]?.enable === true;
    };
    expect(mended()).toBe(false);
    return { ...app, napcat, mended, goOn: () => void process.kill(engine, 'SIGCONT') };
  }

  test.skipIf(noBoxes)(
    `closing the window asks; staying stays, and “when done” is when it is done${whyNoBoxes}`,
    async () => {
      const { process: app, goOn, mended } = await repairing();
      pressInWindow(OUR_WINDOW, 'ctrl+w');
      const first = await box(closing.heading);
      first.press('Escape');
      await first.gone();
      expect(isThere(OUR_WINDOW)).toBe(true);
      pressInWindow(OUR_WINDOW, 'ctrl+w');
      const second = await box(closing.heading);
      second.press('Return');
      await second.gone();
      expect({ window: isThere(OUR_WINDOW), mended: mended() }).toEqual({ window: true, mended: false });
      goOn();
      expect(await once(app, 'exit')).toEqual([0, null]);
      expect(mended()).toBe(true);
    },
  );

  test.skipIf(noBoxes)(`closing the window at once takes the change back first, behind it${whyNoBoxes}`, async () => {
    const { process: app, goOn, mended } = await repairing();
    pressInWindow(OUR_WINDOW, 'ctrl+w');
    (await box(closing.heading)).press('Tab', 'Return');
    await expect.poll(() => isThere(OUR_WINDOW)).toBe(false);
    expect(app.exitCode).toBeNull();
    goOn();
    expect(await once(app, 'exit')).toEqual([0, null]);
    expect(mended()).toBe(false);
  });

  test('the end of the session waits until the change is taken back, and asks nobody', async () => {
    const { process: app, goOn, mended } = await repairing();
    app.kill('SIGTERM');
    await sleep(500);
    expect({ asked: isThere(closing.heading), ended: app.exitCode }).toEqual({ asked: false, ended: null });
    goOn();
    expect(await once(app, 'exit')).toEqual([0, null]);
    expect(mended()).toBe(false);
  });

  test('Ctrl+C in the terminal, which every process of the app hears, waits for that too', async () => {
    const { process: app, log, goOn, mended } = await repairing({ under: ['setsid'] });
    process.kill(-(app.pid ?? NaN), CTRL_C);
    goOn();
    expect(await once(app, 'exit')).toEqual([0, null]);
    // Ended by the app, not by the key.
    expect(log()).not.toContain('the engine ended');
    expect(mended()).toBe(false);
  });

  test('a second Ctrl+C ends at once, with whole files, and the next start knows of the repair', async () => {
    const { process: app, data, goOn, mended } = await repairing({ under: ['setsid'] });
    const all = -(app.pid ?? NaN);
    process.kill(all, CTRL_C);
    await sleep(300);
    expect(app.exitCode).toBeNull();
    process.kill(all, CTRL_C);
    expect(await once(app, 'exit')).toEqual([null, CTRL_C]);
    goOn();
    const left = (): string => spawnSync('pgrep', ['-f', data], { encoding: 'utf8' }).stdout;
    await expect.poll(left, { timeout: 10_000 }).toBe('');
    // Done or not done, but never half.
    mended();
    const { page } = await openHere({ data });
    await page.getByText(repair.unfinished(catalogue.pages['entry-disabled'].title)).waitFor();
  });

  test.skipIf(noBoxes)(
    `the change of a page that dies is taken back, and the page comes back to its repair${whyNoBoxes}`,
    async () => {
      const port = await freePort();
      const { page, goOn, mended } = await repairing({ args: [`--remote-debugging-port=${port}`] });
      await dies(page);
      const told = await box(zh.fault.heading);
      told.press('Return');
      await told.gone();
      goOn();
      const anew = await pageAnew(port);
      await anew.getByRole('heading', { level: 2, name: repair.phases.explain }).waitFor();
      expect(mended()).toBe(false);
    },
  );
});

interface Config {
  readonly network: { readonly websocketClients: readonly { readonly enable: boolean }[] };
}
