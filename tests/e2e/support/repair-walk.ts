/** The fix wizard of a real machine, by keyboard alone, in one language and one theme. */
import { expect } from 'vitest';
import type { Settings } from '../../../electron/contract/app.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { RepairPhase } from '../../../electron/contract/messages/app-repair.ts';
import type { AppMessages } from '../../../electron/contract/messages/app.ts';
import type { Catalogue } from '../../../electron/contract/messages/catalogue.ts';
import { appMessagesFor, messagesFor, remedyMessagesFor } from '../../../electron/contract/messages/index.ts';
import type { RemedyMessages } from '../../../electron/contract/messages/remedies.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';
import { openApp } from './app.ts';
import type { App } from './app.ts';
import { axe } from './axe.ts';
import { activate } from './keyboard.ts';
import { examine } from './patient.ts';

export type Look = readonly [language: 'zh' | 'en', theme: Settings['theme']];

/** Both languages, light and dark. */
export const LOOKS: readonly Look[] = [
  ['zh', 'light'],
  ['en', 'dark'],
  ['zh', 'dark'],
  ['en', 'light'],
];

/** Longer than a look at this machine takes when it is busy. */
const PHASE_MS = 40_000;

export interface RepairWalk {
  /** The app as it runs now: another one after `restart`. */
  readonly app: () => App;
  readonly texts: AppMessages;
  readonly catalogue: Catalogue;
  readonly remedies: RemedyMessages;
  /** Looks at this computer until the verdict is about the NapCat in this folder, and expects this one. */
  readonly find: (dir: string, code: VerdictCode) => Promise<void>;
  /** Begins the repair of the verdict on the screen. */
  readonly begin: () => Promise<void>;
  /** Chooses this remedy, or the way by hand, in place of the one that is offered first. */
  readonly choose: (way: RemedyCode | 'by-hand') => Promise<void>;
  /** Presses the button of this name, and waits for the phase. */
  readonly press: (name: string, phase: RepairPhase) => Promise<void>;
  /** Waits until the wizard is in this phase, and lets axe look at it. */
  readonly reach: (phase: RepairPhase) => Promise<void>;
  /** From the preview on: confirms, carries it out, and waits for how it ends. */
  readonly carryOut: (end: RepairPhase) => Promise<void>;
  /** Lets axe look at the screen as it stands. */
  readonly look: (name: string) => Promise<void>;
  /** The app crashes, and is started again on the same data. */
  readonly restart: () => Promise<void>;
  /** Expects nothing that axe found on the way, and nothing that the page complained about. */
  readonly expectClean: () => void;
}

/** Opens the app on this computer. It is closed at the end of the test. */
export async function repairWalk([language, theme]: Look): Promise<RepairWalk> {
  const texts = await appMessagesFor(language);
  const catalogue = await messagesFor(language);
  const remedies = await remedyMessagesFor(language);
  const { repair } = texts;
  const violations: string[] = [];
  let current = await openApp({ demo: false, settings: { language, theme } });
  const apps = [current];
  const app = (): App => current;

  const look: RepairWalk['look'] = async (name) => {
    violations.push(...(await axe(app().page)).map((violation) => `${name}: ${violation}`));
  };
  const heading = (level: number, name: string): Promise<void> =>
    app().page.getByRole('heading', { level, name, exact: true }).waitFor({ timeout: PHASE_MS });
  const reach: RepairWalk['reach'] = async (phase) => {
    await heading(2, repair.phases[phase]);
    await look(phase);
  };
  const press: RepairWalk['press'] = async (name, phase) => {
    await activate(app().page, name);
    await reach(phase);
  };

  return {
    ...{ app, texts, catalogue, remedies, look, reach, press },
    find: async (dir, code) => {
      await examine(app().page, dir, texts);
      await heading(1, catalogue.pages[code].title);
      await look(`verdict ${code}`);
    },
    begin: () => press(repair.fixNow, 'explain'),
    choose: async (way) => {
      const name = way === 'by-hand' ? repair.byHand : remedies.titles[way];
      const radio = app().page.getByRole('radio', { name, exact: false });
      await radio.focus();
      await app().page.keyboard.press('Space');
      await reach(way === 'by-hand' ? 'by-hand' : 'explain');
    },
    carryOut: async (end) => {
      await activate(app().page, repair.goOn);
      await app().page.getByRole('heading', { name: repair.confirmHeading }).waitFor();
      await look('confirm');
      await press(repair.apply, end);
    },
    restart: async () => {
      await current.crash();
      current = await openApp({ demo: false, data: current.data });
      apps.push(current);
    },
    expectClean: () => {
      expect(violations).toEqual([]);
      expect(apps.flatMap(({ faults }) => faults)).toEqual([]);
    },
  };
}
