/** The fix wizard of a real machine, by keyboard alone, in one language and one theme. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Settings } from '../../../electron/contract/app.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import { REPAIR_NOTICES, REPAIR_PHASES } from '../../../electron/contract/messages/app-repair.ts';
import type { RepairPhase } from '../../../electron/contract/messages/app-repair.ts';
import type { AppMessages } from '../../../electron/contract/messages/app.ts';
import type { Catalogue } from '../../../electron/contract/messages/catalogue.ts';
import { appMessagesFor, messagesFor, remedyMessagesFor } from '../../../electron/contract/messages/index.ts';
import type { RemedyMessages } from '../../../electron/contract/messages/remedies.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';
import { until } from '../../lab/support/until.ts';
import { openApp } from './app.ts';
import type { App } from './app.ts';
import { axe } from './axe.ts';
import { activate } from './keyboard.ts';
import { examine } from './patient.ts';
import { eventOf, walked } from './walked.ts';

export type Look = readonly [language: 'zh' | 'en', theme: Settings['theme']];

/** Both languages, light and dark. */
export const LOOKS = [
  ['zh', 'light'],
  ['en', 'dark'],
  ['zh', 'dark'],
  ['en', 'light'],
] as const satisfies readonly Look[];

/** What axe has seen in this test file. */
const seen = new Set<string>();

/** Longer than a look at this machine takes when it is busy. */
const PHASE_MS = 40_000;

/** The phase lasts only seconds, and the walk has something to do in it: axe, which takes its time, stays out. */
export type Haste = 'in haste';

export interface RepairWalk {
  /** The app as it runs now: another one after `restart`. */
  readonly app: () => App;
  readonly texts: AppMessages;
  readonly catalogue: Catalogue;
  readonly remedies: RemedyMessages;
  /**
   * Looks at this computer until the verdict is about the NapCat in this folder, and expects this one. `said`: what the
   * bot's window shows.
   */
  readonly find: (dir: string, code: VerdictCode, said?: string) => Promise<void>;
  /** Looks at the machine in this recording, and expects this verdict. */
  readonly open: (file: string, code: VerdictCode) => Promise<void>;
  /** Begins the repair of the verdict on the screen. */
  readonly begin: () => Promise<void>;
  /** Chooses this remedy, or the way by hand, in place of the one that is offered first. */
  readonly choose: (way: RemedyCode | 'by-hand') => Promise<void>;
  /** Types into the field of this name. */
  readonly fill: (label: string, text: string) => Promise<void>;
  /** Presses the button of this name, and waits for the phase. */
  readonly press: (name: string, phase: RepairPhase, haste?: Haste) => Promise<void>;
  /** Waits until the wizard is in this phase, and lets axe look at it. */
  readonly reach: (phase: RepairPhase, haste?: Haste) => Promise<void>;
  /** From the preview on: confirms, carries it out, and waits for how it ends. */
  readonly carryOut: (end: RepairPhase) => Promise<void>;
  /** Lets axe look at the screen as it stands, unless it has seen one of this name in this look before. */
  readonly look: (name: string) => Promise<void>;
  /**
   * The app crashes, or is told to end, and is started again on the same data: where it stands in a repair has been
   * written down by then.
   */
  readonly restart: (how?: 'crash' | 'quit') => Promise<void>;
  /** Expects nothing that axe found on the way, and nothing that the page complained about. */
  readonly expectClean: () => void;
}

/** Opens the app on this computer. It is closed at the end of the test. `env`: of its host. */
export async function repairWalk([language, theme]: Look, env: NodeJS.ProcessEnv = {}): Promise<RepairWalk> {
  const texts = await appMessagesFor(language);
  const catalogue = await messagesFor(language);
  const remedies = await remedyMessagesFor(language);
  const { repair } = texts;
  const violations: string[] = [];
  let current = await openApp({ demo: false, settings: { language, theme }, env });
  const faults: string[] = [];
  const app = (): App => current;

  const look: RepairWalk['look'] = async (name) => {
    const screen = `${language} ${theme} ${name}`;
    if (seen.has(screen)) return;
    seen.add(screen);
    violations.push(...(await axe(app().page)).map((violation) => `${name}: ${violation}`));
  };
  const phaseNow = async (): Promise<RepairPhase | undefined> => {
    const [title] = await app().page.locator('main section h2').allTextContents();
    return REPAIR_PHASES.find((phase) => repair.phases[phase] === title?.trim());
  };
  const heading = (level: number, name: string): Promise<void> =>
    app().page.getByRole('heading', { level, name, exact: true }).waitFor({ timeout: PHASE_MS });
  const reach: RepairWalk['reach'] = async (phase, haste) => {
    await heading(2, repair.phases[phase]);
    walked(phase);
    const shown = await app().page.locator('main .note').allTextContents();
    const notice = REPAIR_NOTICES.find((one) => shown.includes(repair.notices[one]));
    if (notice !== undefined) walked(`notice ${notice}`);
    if (haste === undefined) await look(phase);
  };
  const press: RepairWalk['press'] = async (name, phase, haste) => {
    const from = await phaseNow();
    await activate(app().page, name);
    const event = eventOf(repair, name);
    if (from !== undefined && event !== undefined) walked(`${from} ${event}`);
    await reach(phase, haste);
  };
  /** Chooses or types, which the wizard takes at once. */
  const want = async (event: 'want' | 'by-hand', act: () => Promise<void>): Promise<void> => {
    const from = await phaseNow();
    await act();
    if (from !== undefined) walked(`${from} ${event}`);
    await reach(event === 'by-hand' ? 'by-hand' : 'explain');
  };

  const found = async (code: VerdictCode): Promise<void> => {
    await heading(1, catalogue.pages[code].title);
    await look(`verdict ${code}`);
  };

  return {
    ...{ app, texts, catalogue, remedies, look, reach, press },
    find: async (dir, code, said) => {
      await examine(app().page, dir, texts, said);
      await found(code);
    },
    open: async (file, code) => {
      await app().page.locator('input[type=file]').setInputFiles(file);
      await app()
        .page.getByText(texts.share.elsewhere(basename(file)))
        .waitFor();
      await activate(app().page, texts.home.start);
      await found(code);
    },
    begin: () => press(repair.fixNow, 'explain'),
    choose: async (way) => {
      const name = way === 'by-hand' ? repair.byHand : remedies.titles[way];
      await want(way === 'by-hand' ? way : 'want', async () => {
        await app().page.getByRole('radio', { name, exact: false }).focus();
        await app().page.keyboard.press('Space');
      });
    },
    fill: (label, text) =>
      want('want', async () => {
        await app().page.getByLabel(label, { exact: true }).focus();
        await app().page.keyboard.type(text);
        await app().page.keyboard.press('Tab');
      }),
    carryOut: async (end) => {
      await press(repair.goOn, 'confirm');
      await press(repair.apply, end);
    },
    restart: async (how = 'crash') => {
      const phase = await phaseNow();
      if (phase === 'applying' || phase === 'waiting')
        await until(`"${phase}" to be written down`, () => keptPhase(current.data) === phase);
      // What a page says of a host that is gone is no fault of the page.
      faults.push(...current.faults);
      await current[how]();
      current = await openApp({ demo: false, data: current.data, env });
    },
    expectClean: () => {
      expect(violations).toEqual([]);
      expect([...faults, ...current.faults]).toEqual([]);
    },
  };
}

/** Where the repair stood when the app last wrote it down. */
function keptPhase(data: string): string | null {
  const file = join(data, 'repair.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly phase: string }).phase : null;
}
