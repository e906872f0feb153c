/** The app's own texts. Those of a diagnosis come from the Catalogue. */
import type { Demo, LANGUAGES, THEMES } from '../app.ts';
import type { FirewallProfile, FirewallRuleRow, LogProductName, TimelineEvent } from '../app-details.ts';
import type { PasteTexts } from './app-paste.ts';
import type { RepairTexts } from './app-repair.ts';
import type { ShareTexts } from './app-share.ts';
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
  readonly home: {
    readonly heading: string;
    readonly lead: string;
    readonly start: string;
    readonly again: string;
    readonly cancel: string;
    readonly cancelled: string;
    readonly sourceLost: string;
    readonly running: string;
    readonly looking: (what: readonly string[]) => string;
    readonly finished: (title: string) => string;
    readonly showVerdict: string;
    readonly promise: string;
    readonly chain: string;
    /** State of a hop before and during an examination. */
    readonly waiting: string;
    readonly seeing: string;
    readonly seen: string;
    readonly lookingAt: string;
    readonly thisComputer: string;
    readonly demos: Readonly<Record<Demo, string>>;
    readonly demoNote: string;
    readonly openRecording: string;
    readonly opened: (name: string) => string;
    readonly refused: (name: string, reason: string, line: number | null) => string;
    readonly unreadable: (name: string) => string;
    readonly tooLarge: (name: string) => string;
    readonly account: string;
    readonly accountOf: (uin: string, dir: string | null) => string;
    readonly anyAccount: string;
    readonly bot: string;
    readonly botOf: (framework: string, place: string) => string;
    readonly anyBot: string;
    readonly folder: string;
    readonly folderHint: string;
    readonly folderAsk: string;
  };
  readonly verdict: {
    readonly nothingYet: string;
    readonly goHome: string;
    readonly side: string;
    readonly confidence: string;
    readonly hop: string;
    readonly code: string;
    readonly steps: string;
    readonly avoid: string;
    readonly evidence: string;
    readonly noEvidence: string;
    readonly also: string;
    readonly symptoms: string;
    readonly symptomsLead: string;
    readonly unseen: string;
    readonly unseenLead: string;
    readonly allSeen: string;
    readonly ways: string;
    readonly rest: string;
    readonly restLead: string;
    readonly about: string;
    readonly account: string;
    readonly sure: {
      readonly heading: string;
      readonly guess: string;
      readonly rests: (level: string, kinds: readonly string[]) => string;
      readonly towards: (level: string, ways: readonly (readonly string[])[]) => string;
      readonly never: (level: string) => string;
      readonly enough: (level: string) => string;
    };
    readonly others: {
      readonly heading: string;
      readonly lead: string;
      readonly of: (account: string | null, dir: string | null) => string;
      readonly lookAt: (account: string) => string;
    };
    readonly harmless: { readonly heading: string; readonly lead: string; readonly symptoms: readonly string[] };
    readonly mistaken: string;
    readonly more: string;
    readonly again: string;
    readonly details: string;
    readonly elapsed: (time: string) => string;
    readonly fields: {
      readonly path: string;
      readonly line: string;
      readonly key: string;
      readonly value: string;
      readonly process: string;
      readonly pid: string;
      readonly address: string;
      readonly remote: string;
      readonly target: string;
      readonly answer: string;
      readonly time: string;
      readonly text: string;
      readonly state: string;
    };
  };
  readonly details: {
    readonly napcat: string;
    readonly noNapCat: string;
    readonly mode: string;
    readonly modes: Readonly<Record<string, string>>;
    readonly otherModes: string;
    readonly otherMode: (mode: string, reason: string) => string;
    readonly modeEvidence: string;
    readonly version: string;
    readonly folder: string;
    readonly running: string;
    readonly notRunning: string;
    readonly runningAs: (pid: number) => string;
    readonly account: (uin: string, inUse: boolean) => string;
    readonly file: string;
    readonly entries: string;
    readonly noEntries: string;
    readonly entry: {
      readonly name: string;
      readonly url: string;
      readonly enabled: string;
      readonly token: string;
      readonly set: string;
      readonly empty: string;
    };
    readonly qq: string;
    readonly frameworks: string;
    readonly noQq: string;
    readonly noFrameworks: string;
    readonly listens: string;
    readonly configFiles: string;
    readonly ports: string;
    readonly portsLead: string;
    readonly showPorts: string;
    readonly port: {
      readonly address: string;
      readonly port: string;
      readonly process: string;
      readonly pid: string;
      readonly answer: string;
    };
    readonly hiddenOwner: string;
    readonly noPorts: string;
    readonly firewall: {
      readonly title: string;
      readonly lead: string;
      readonly serviceOff: string;
      readonly profiles: Readonly<Record<FirewallProfile['name'], string>>;
      readonly off: string;
      readonly blocksByDefault: string;
      readonly allowsByDefault: string;
      readonly blocksAll: string;
      readonly policyOnly: string;
      readonly inUse: string;
      readonly rules: string;
      readonly noRules: string;
      readonly rule: string;
      readonly action: string;
      readonly actions: Readonly<Record<FirewallRuleRow['action'], string>>;
      readonly program: string;
      readonly port: string;
      readonly where: string;
      readonly any: string;
      readonly fromPrompt: string;
    };
    readonly timeline: string;
    readonly timelineLead: string;
    readonly noTimeline: string;
    readonly filter: {
      readonly level: string;
      readonly anyLevel: string;
      readonly trouble: string;
      readonly whose: string;
      readonly anybody: string;
      readonly search: string;
      readonly found: (count: number, all: number) => string;
      readonly nothing: string;
      readonly earlier: (count: number, all: number) => string;
    };
    readonly products: Readonly<Record<LogProductName, string>>;
    readonly logs: string;
    readonly logsLead: string;
    readonly noLogs: string;
    readonly log: {
      readonly source: string;
      readonly read: string;
      readonly lines: string;
      readonly last: string;
      readonly tail: (lines: number) => string;
    };
    readonly severities: Readonly<Record<TimelineEvent['severity'], string>>;
    readonly times: (count: number) => string;
    readonly place: (source: string, line: number) => string;
    readonly coverage: string;
    readonly machine: string;
    readonly elevated: string;
  };
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
