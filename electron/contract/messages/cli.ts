/** The command line's own texts. Those of a diagnosis come from the Catalogue. */
import type { Confidence } from '../codes.ts';
import type { BundleMessages } from './bundle.ts';
import type { Collector } from '../collectors.ts';
import type { ServerKind } from '../server-kind.ts';

export type Collectors = Readonly<Record<Collector, string>>;

export type CliCommand =
  | 'diagnose'
  | 'watch'
  | 'fix'
  | 'undo'
  | 'ports'
  | 'record'
  | 'export'
  | 'open'
  | 'triage'
  | 'knock'
  | 'listen'
  | 'relay'
  | 'explain'
  | 'completion'
  | 'help';
export type CliOption =
  | 'json'
  | 'dry-run'
  | 'form'
  | 'archive'
  | 'prove'
  | 'step'
  | 'list'
  | 'yes'
  | 'without'
  | 'recording'
  | 'napcat'
  | 'account'
  | 'url'
  | 'log'
  | 'deep'
  | 'webui'
  | 'seconds'
  | 'watch'
  | 'show'
  | 'token'
  | 'lang'
  | 'help'
  | 'version';

export interface CommandHelp {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The words after `napcat-doctor`. */
  readonly usage: string;
  readonly details: readonly string[];
  /** Whole command lines. */
  readonly examples: readonly string[];
}

export interface OptionHelp {
  /** Placeholder of the option's value; `null` for a switch. */
  readonly value: string | null;
  readonly text: string;
}

/** How a collector's question ended; the names are those of AnswerState. */
export type Coverage = Readonly<Record<'known' | 'absent' | 'denied' | 'timeout' | 'not-asked', string>>;

export interface CliMessages {
  readonly progress: {
    readonly looking: (what: string) => string;
    readonly done: (what: string, state: string) => string;
    readonly cancelHint: string;
  };
  readonly collectors: Collectors;
  readonly coverage: Coverage;
  readonly labels: {
    readonly verdict: string;
    readonly evidence: string;
    readonly nextStep: string;
    readonly also: string;
    readonly others: string;
    /** Names one of several accounts; by its NapCat's folder where the number is not known. */
    readonly otherAccount: (account: string | null, dir: string | null) => string;
    readonly unseen: string;
    readonly code: string;
    readonly hop: string;
    readonly side: string;
    readonly napcat: string;
    readonly qq: string;
    readonly framework: string;
    /** Follows the line of NapCat. */
    readonly otherReading: (mode: string, form: string, reason: string) => string;
    /** Facts that one of the system's tools gave in place of its interface. */
    readonly ways: string;
    readonly elapsed: (milliseconds: number) => string;
    /** Put before the verdict: how sure it is. */
    readonly confidence: Readonly<Record<Confidence, string>>;
  };
  /** Headings of `explain CODE`. */
  readonly page: {
    readonly what: string;
    readonly proof: string;
    readonly ladder: string;
    /** Between two rungs that are enough each, and between two kinds that one rung needs. */
    readonly ladderOr: string;
    readonly ladderAnd: string;
    readonly ladderNever: string;
    readonly steps: string;
    readonly avoid: string;
    readonly mistakenFor: string;
    readonly allCodes: string;
  };
  readonly help: {
    readonly tagline: string;
    readonly usage: string;
    readonly commandsHeading: string;
    readonly optionsHeading: string;
    readonly examplesHeading: string;
    readonly exitHeading: string;
    readonly exit: readonly string[];
    readonly more: string;
    readonly commands: Readonly<Record<CliCommand, CommandHelp>>;
    readonly options: Readonly<Record<CliOption, OptionHelp>>;
  };
  readonly ports: {
    readonly headers: {
      readonly address: string;
      readonly port: string;
      readonly process: string;
      readonly pid: string;
      readonly answer: string;
    };
    /** What answers on a port, by the kinds of diagnosis/identity.ts. */
    readonly answers: Readonly<Record<ServerKind, string>>;
    readonly hiddenOwner: string;
    readonly none: string;
    readonly unseen: (state: string) => string;
  };
  readonly watch: {
    /** While it goes on. */
    readonly watching: (seconds: number) => string;
    readonly looking: string;
    /** Heading of the time line. */
    readonly timeline: string;
    readonly nothing: string;
  };
  readonly bundle: BundleMessages;
  readonly record: { readonly written: (file: string) => string; readonly unredacted: string };
  readonly errors: {
    readonly unknownCommand: (word: string, nearest: string | undefined) => string;
    readonly unknownOption: (word: string, nearest: string | undefined) => string;
    /** An option that other commands have. */
    readonly foreignOption: (word: string, command: string) => string;
    readonly unknownCode: (word: string, nearest: string | undefined) => string;
    readonly unknownShell: (word: string, known: readonly string[]) => string;
    readonly missingValue: (option: string) => string;
    readonly missingArgument: (argument: string) => string;
    readonly extraArgument: (word: string) => string;
    readonly badValue: (word: string) => string;
    readonly fileNotFound: (file: string) => string;
    readonly fileUnreadable: (file: string, reason: string) => string;
    readonly fileNotWritten: (file: string, reason: string) => string;
    /** `line` and `column` are 1-based. */
    readonly notARecording: (
      file: string,
      reason: string,
      line: number | undefined,
      column: number | undefined,
    ) => string;
    readonly cancelled: string;
    readonly incomplete: string;
    readonly ownFault: (reason: string) => string;
  };
}
