/** The app's own texts. Those of a diagnosis come from the Catalogue. */
import type { LANGUAGES, THEMES } from '../app.ts';
import type { DetailsTexts } from './app-details.ts';
import type { HomeTexts } from './app-home.ts';
import type { PasteTexts } from './app-paste.ts';
import type { RepairTexts } from './app-repair.ts';
import type { ShareTexts } from './app-share.ts';
import type { VerdictTexts } from './app-verdict.ts';
import type { WatchTexts } from './app-watch.ts';
import type { CliMessages, Collectors } from './cli.ts';
import type { LadderWords } from './ladder-lines.ts';

export const PAGES = [
  'home',
  'verdict',
  'repair',
  'watch',
  'details',
  'share',
  'explain',
  'settings',
  'about',
] as const;
export type PageName = (typeof PAGES)[number];

export interface AppMessages {
  /** Name of the language, as it calls itself. */
  readonly self: string;
  readonly title: string;
  readonly tagline: string;
  readonly skipToContent: string;
  readonly navigation: string;
  readonly pages: Readonly<Record<PageName, string>>;
  readonly collectors: Collectors;
  readonly coverage: CliMessages['coverage'];
  readonly answers: CliMessages['ports']['answers'];
  readonly common: {
    readonly copy: string;
    readonly copied: string;
    readonly copyOf: (what: string) => string;
    readonly yes: string;
    readonly no: string;
    readonly unknown: string;
    readonly none: string;
    /** A length of time. */
    readonly time: (milliseconds: number) => string;
    readonly failed: (reason: string) => string;
    readonly loading: string;
    /** A name with its value. */
    readonly pair: (name: string, value: string) => string;
    /** Where a record of a log stands: the path of its file, or what was given without one. */
    readonly source: (source: string) => string;
  };
  readonly home: HomeTexts;
  readonly verdict: VerdictTexts;
  readonly details: DetailsTexts;
  readonly explain: {
    readonly heading: string;
    readonly lead: string;
    readonly search: string;
    readonly found: (count: number) => string;
    readonly noCause: string;
    readonly what: string;
    readonly proof: string;
    readonly ladder: string;
    readonly ladderWords: LadderWords;
    readonly steps: string;
    readonly avoid: string;
    readonly mistakenFor: string;
    readonly back: string;
  };
  readonly settings: {
    readonly language: string;
    readonly languages: Readonly<Record<(typeof LANGUAGES)[number], string>>;
    readonly theme: string;
    readonly themes: Readonly<Record<(typeof THEMES)[number], string>>;
    readonly probes: string;
    readonly deepProbe: string;
    readonly deepProbeText: string;
    readonly webui: string;
    readonly webuiText: string;
    readonly data: string;
    readonly dataText: string;
    readonly clear: string;
    readonly clearQuestion: string;
    readonly clearConfirm: string;
    readonly keep: string;
    readonly cleared: string;
  };
  readonly about: {
    readonly version: string;
    readonly runtimes: string;
    readonly independent: string;
    readonly privacy: string;
    readonly licence: string;
    readonly licences: string;
    readonly licencesLead: string;
    readonly links: string;
    readonly napcat: string;
    readonly nonebot: string;
    readonly releases: string;
  };
  readonly bundle: CliMessages['bundle'];
  readonly paste: PasteTexts;
  readonly repair: RepairTexts;
  readonly share: ShareTexts;
  readonly watch: WatchTexts;
  readonly locked: { readonly heading: string; readonly text: string };
  readonly fault: {
    readonly heading: string;
    readonly text: string;
    /** Above what the program itself says of its fault. */
    readonly what: string;
    readonly reload: string;
    /** The page does not answer: wait for it, or load it again. */
    readonly hung: string;
    readonly hungText: string;
    readonly wait: string;
    readonly openLog: string;
    readonly close: string;
    /** The main process failed; nothing of the app is left to show it. */
    readonly ended: string;
    readonly log: (folder: string) => string;
  };
  /** The window is closed while this computer is being changed. */
  readonly closing: {
    readonly heading: string;
    readonly text: string;
    readonly afterwards: string;
    readonly now: string;
    readonly stay: string;
  };
}
