/** What the lab says: before it begins, of each thing that happens, and at the end. */
import type {
  FrameKind,
  Frame,
  KnockOutcome,
  ListenOutcome,
  Peer,
  RelayOutcome,
  StrangerKind,
  TokenState,
} from '../lab.ts';

/** What came out, and what to do; `next` is empty where there is nothing to do. */
export interface Conclusion {
  readonly title: string;
  readonly text: string;
  readonly next: readonly string[];
}

export interface LabMessages {
  /** Told before anything is done. */
  readonly before: {
    /** It registers a made-up account; every plugin sees it come and go. */
    readonly knock: (url: string, account: string) => readonly string[];
    /** `address`: what to put into NapCat's entry. */
    readonly listen: (address: string, seconds: number) => readonly string[];
    readonly relay: (address: string, url: string, seconds: number) => readonly string[];
  };
  readonly happened: {
    readonly handshake: (path: string, account: string | null, token: string) => string;
    readonly open: (tookMs: number) => string;
    readonly refused: (status: number) => string;
    readonly unreached: (outcome: string) => string;
    /** `what`: the frame in words. */
    readonly frame: (from: string, what: string) => string;
    readonly closed: (by: string, code: number, reason: string) => string;
    readonly stranger: Readonly<Record<StrangerKind, string>>;
  };
  readonly peers: Readonly<Record<Peer | 'us', string>>;
  readonly frames: Readonly<Record<FrameKind, (frame: Frame) => string>>;
  readonly tokens: Readonly<Record<TokenState, string>>;
  readonly tokenMatches: (matches: boolean) => string;
  /** Where the token of a knock came from. */
  readonly tokenFrom: Readonly<Record<'given' | 'from-entry' | 'none', string>>;
  readonly labels: {
    readonly result: string;
    readonly next: string;
    readonly calls: string;
    readonly links: string;
    readonly owner: (name: string, pid: number) => string;
    readonly link: (number: number, napcat: number, framework: number) => string;
    readonly dropped: (count: number) => string;
  };
  readonly knock: Readonly<Record<KnockOutcome, Conclusion>>;
  readonly listen: Readonly<Record<ListenOutcome, Conclusion>>;
  readonly relay: Readonly<Record<RelayOutcome, Conclusion>>;
}
