/** The texts of the page that watches a link. */

export interface WatchTexts {
  readonly heading: string;
  readonly lead: string;
  readonly promise: string;
  readonly length: string;
  readonly minutes: (count: number) => string;
  readonly start: string;
  readonly again: string;
  readonly preparing: string;
  readonly watching: (time: string) => string;
  readonly judging: string;
  readonly end: string;
  readonly giveUp: string;
  readonly verdict: (title: string) => string;
  readonly timeline: string;
  readonly timelineLead: string;
  readonly nothing: string;
  readonly notHere: string;
  readonly lasted: (time: string, looks: number) => string;
}
