/** The texts of the fix wizard and of past repairs. What remedies do and say comes from RemedyMessages. */

/** Where a repair stands (renderer/model/repair.ts). */
export const REPAIR_PHASES = [
  'explain',
  'planning',
  'preview',
  'confirm',
  'applying',
  'verifying',
  /** Our part is done; the rest is the user's: a restart, a step in another program. */
  'waiting',
  'cured',
  'not-cured',
  /** There is no plan, or it was not begun: nothing was changed. */
  'refused',
  /** The user said no to Windows, or stopped it; what had been done was taken back. */
  'declined',
  'failed',
  'undoing',
  'undone',
  /** Not all of it could be taken back: what was changed since is left alone. */
  'not-undone',
  /** No remedy of ours: the steps of the cause's page. */
  'by-hand',
] as const;
export type RepairPhase = (typeof REPAIR_PHASES)[number];

/** The stations that the wizard shows above itself. */
export const REPAIR_STATIONS = ['explain', 'preview', 'confirm', 'apply', 'verify', 'end'] as const;
export type RepairStation = (typeof REPAIR_STATIONS)[number];

/** What the user should know about how a repair came here. */
export const REPAIR_NOTICES = [
  'plan-lost',
  'source-lost',
  'interrupted',
  'nothing-changed',
  'taken-up',
  /** Our part was done, and the look that follows was stopped. */
  'unchecked',
] as const;
export type RepairNotice = (typeof REPAIR_NOTICES)[number];

export interface RepairTexts {
  readonly heading: string;
  readonly nothing: string;
  readonly nothingText: string;
  readonly stations: Readonly<Record<RepairStation, string>>;
  readonly progress: string;
  /** Headline of a phase. */
  readonly phases: Readonly<Record<RepairPhase, string>>;
  readonly notices: Readonly<Record<RepairNotice, string>>;
  readonly cause: string;
  readonly choose: string;
  readonly best: string;
  readonly triedMark: string;
  readonly byHand: string;
  readonly byHandLead: string;
  readonly url: string;
  readonly urlHint: string;
  readonly form: string;
  readonly forms: Readonly<Record<'recommended' | 'shell' | 'framework', string>>;
  readonly archive: string;
  readonly archiveHint: string;
  readonly browse: string;
  readonly preview: string;
  readonly previewAgain: string;
  readonly planning: string;
  readonly notes: string;
  readonly changes: (steps: number, yours: number) => string;
  readonly elevated: string;
  readonly yours: string;
  readonly diffOf: (path: string) => string;
  readonly added: string;
  readonly removed: string;
  readonly command: string;
  readonly onlyShown: string;
  readonly nothingForUs: string;
  readonly goOn: string;
  readonly confirmHeading: string;
  readonly confirmFiles: (count: number) => string;
  readonly confirmPrograms: (count: number) => string;
  readonly confirmElevated: (count: number) => string;
  readonly confirmUndo: string;
  /** Instead of it, for what stays. */
  readonly confirmStays: string;
  readonly apply: string;
  readonly back: string;
  readonly stop: string;
  readonly output: string;
  readonly pending: string;
  readonly running: string;
  readonly stopped: string;
  readonly nothingChanged: string;
  /** Something that was done could not be taken back when a later step failed. */
  readonly somethingStays: string;
  readonly nothingYet: string;
  readonly yourTurn: string;
  readonly of: (account: string) => string;
  readonly notUndone: string;
  readonly verify: string;
  /** Where nothing is left for the user to do first. */
  readonly verifyAgain: string;
  readonly curedText: string;
  readonly alsoFound: (title: string) => string;
  readonly stillThere: string;
  /** Where nothing of ours is in effect. */
  readonly stillFound: string;
  readonly now: (title: string) => string;
  readonly nextBest: string;
  readonly prove: string;
  readonly proveText: string;
  readonly proving: string;
  readonly undo: string;
  readonly undoOne: (title: string, at: string) => string;
  readonly close: string;
  readonly verdict: string;
  readonly fixNow: string;
  readonly fixWith: (title: string) => string;
  readonly showPlan: string;
  readonly past: string;
  readonly pastLead: (folder: string) => string;
  readonly pastNone: string;
  readonly pastFailed: string;
  readonly unfinished: (title: string) => string;
  readonly continue: string;
  readonly recorded: string;
  readonly webui: WebUiForm;
}

/** NapCat's own form for a WebSocket client, in its own words. */
export interface WebUiForm {
  readonly heading: string;
  readonly lead: string;
  readonly picture: string;
  readonly enable: string;
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly save: string;
  readonly sameToken: string;
}
