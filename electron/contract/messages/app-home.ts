/** Texts of the start page: what is looked at, and the picture of the five hops that fills. */
import type { Demo, RecordingFault } from '../app.ts';

export interface HomeTexts {
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
  readonly refused: (name: string, error: RecordingFault, reason: string, line: number | null) => string;
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
}
