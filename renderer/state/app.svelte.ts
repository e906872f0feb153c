/** Everything that lives as long as the window: the host, the settings, the texts, the place and the check. */
import { createContext } from 'svelte';
import type { Bridge, Hello, Settings, Source } from '../../electron/contract/app.ts';
import type { Finding } from '../../electron/contract/diagnosis.ts';
import { DEMOS } from '../../electron/contract/app.ts';
import { isLogName } from '../model/given.ts';
import { textsFor } from '../model/texts.ts';
import type { Texts } from '../model/texts.ts';
import { Check } from './check.svelte.ts';
import type { Account } from './check.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { Files } from './files.svelte.ts';
import { Repair } from './repair.svelte.ts';
import { Watching } from './watching.svelte.ts';
import { Route } from './route.svelte.ts';

/** Milliseconds for what was repaired before; it is a small file, and an engine that starts. */
const TAKE_UP_MS = 5_000;

export class App {
  readonly bridge: Bridge;
  readonly hello: Hello;
  readonly route = new Route();
  readonly check: Check;
  readonly repair: Repair;
  readonly files: Files;
  readonly draft: Draft;
  readonly watching: Watching;
  settings: Settings;
  texts: Texts;
  /** Said to screen readers, politely. */
  announcement = $state('');

  private constructor(bridge: Bridge, hello: Hello, texts: Texts) {
    this.bridge = bridge;
    this.hello = hello;
    this.settings = $state.raw(hello.settings);
    this.texts = $state.raw(texts);
    this.check = new Check(bridge);
    this.repair = new Repair(bridge, this.check);
    this.watching = new Watching(bridge, this.check);
    this.draft = new Draft(bridge, this.check);
    this.files = new Files(bridge, () => this.texts);
    if (hello.demo) this.check.choose({ kind: 'demo', demo: DEMOS[0] });
  }

  /** Throws when the host does not answer. */
  static async open(bridge: Bridge): Promise<App> {
    const hello = await bridge.call('hello', null);
    if (!hello.ok) throw new Error(hello.message);
    const app = new App(bridge, hello.value, await textsFor(hello.value.settings.language));
    // The page comes up with the repair as it stood, but never waits long for the journal to be read.
    if (hello.value.repair !== null && !hello.value.demo)
      await Promise.race([app.repair.takeUp(hello.value.repair), new Promise((late) => setTimeout(late, TAKE_UP_MS))]);
    return app;
  }

  /** Shown at once; kept by the host. */
  async change(change: Partial<Settings>): Promise<void> {
    await this.#adopt({ ...this.settings, ...change });
    await this.bridge.call('save-settings', this.settings);
  }

  async clearData(): Promise<boolean> {
    const cleared = await this.bridge.call('clear-data', null);
    if (cleared.ok) await this.#adopt(cleared.value);
    return cleared.ok;
  }

  /** Checks, and shows the verdict unless the user has gone elsewhere meanwhile. */
  async runCheck(): Promise<void> {
    this.route.go('home');
    const { home } = this.texts.app;
    this.announcement = home.running;
    const complete = await this.check.start();
    const code = this.check.state.done?.diagnosis.verdict.code;
    if (!complete || code === undefined) {
      this.announcement = this.check.state.phase === 'cancelled' ? home.cancelled : '';
      return;
    }
    this.announcement = home.finished(this.texts.catalogue.pages[code].title);
    if (this.route.place.page === 'home') this.route.go('verdict');
  }

  /** Looks at this account of the machine. */
  lookAtAccount(account: Account): Promise<void> {
    this.check.account = account;
    return this.runCheck();
  }

  /** Another machine: what was found on the last one, and a repair of it, say nothing about this one. */
  look(source: Source): void {
    if (this.repair.busy) return;
    this.repair.turnTo(source);
    this.draft.forget();
    this.watching.forget();
    this.files.message = '';
  }

  /** Shows where the text of a window is pasted. */
  askForText(): void {
    this.check.given.open = true;
    this.route.go('home');
  }

  /** Opens the file, and checks the machine in it; a log belongs to the machine that is looked at. */
  async openFile(file: File): Promise<void> {
    if (this.check.running || this.repair.busy) return;
    if (isLogName(file.name)) {
      this.askForText();
      await this.check.given.take(file);
      return;
    }
    const opened = await this.files.open(file);
    if (opened === null) {
      // Where the reason is shown.
      if (this.route.place.page !== 'home') this.route.go('share');
      return;
    }
    const { message } = this.files;
    this.look(opened.source);
    this.files.message = message;
    this.route.go('home');
  }

  /** Opens the wizard for a finding. */
  fix(finding: Finding): void {
    this.repair.begin(finding);
    this.route.go('repair');
  }

  async #adopt(settings: Settings): Promise<void> {
    const texts = await textsFor(settings.language);
    this.settings = settings;
    this.texts = texts;
  }
}

export const [useApp, provideApp] = createContext<App>();
