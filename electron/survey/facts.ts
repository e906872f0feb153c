/**
 * Facts: what the survey found, plain and serialisable. Diagnosis reads nothing else.
 *
 * Every fact that may be missing is an `Answer`, so that "not there" and "could not look" never mix. No token, no chat
 * text and no environment value that may be secret is ever in here: a secret becomes a `Secret` where it is read.
 */
import type { Collector } from '../contract/collectors.ts';
import type { Answer, AnswerState } from '../machine/answer.ts';
import type { Connection, HostInfo, Listener, ProcessInfo } from '../machine/machine.ts';
import type { FrameworkFacts } from './facts/frameworks.ts';
import type { LogFacts } from './facts/logs.ts';
import type { ConfigFacts } from './facts/onebot-config.ts';
import type { NapCatFacts } from './facts/napcat.ts';
import type { QqFacts } from './facts/qq.ts';
import type { SystemFacts } from './facts/system.ts';
import type { ComposeService, TargetFacts } from './facts/targets.ts';
import type { WatchFacts } from './facts/watch.ts';

export type * from './facts/frameworks.ts';
export type * from './facts/logs.ts';
export type * from './facts/napcat.ts';
export type * from './facts/onebot-config.ts';
export type * from './facts/pasted.ts';
export type * from './facts/qq.ts';
export type * from './facts/system.ts';
export type * from './facts/targets.ts';
export type * from './facts/values.ts';
export type * from './facts/watch.ts';

export interface Facts {
  /** `null`: a recording that does not say when it was taken. */
  readonly takenAt: string | null;
  readonly host: HostInfo;
  readonly request: SurveyRequest;
  /** One line a collector: how its question ended. */
  readonly coverage: Readonly<Record<Collector, AnswerState>>;
  readonly processes: Answer<readonly ProcessInfo[]>;
  readonly listeners: Answer<readonly Listener[]>;
  readonly connections: Answer<readonly Connection[]>;
  /** Running ones first; of several, the one with the wanted account first. */
  readonly napcats: readonly NapCatFacts[];
  /** NapCat's file as the reporter pasted it; `null`: not pasted, or a file of the machine itself was read. */
  readonly pastedConfig: ConfigFacts | null;
  readonly qqs: readonly QqFacts[];
  /** Running ones first. */
  readonly frameworks: readonly FrameworkFacts[];
  /** Containers that compose files on this machine describe. */
  readonly compose: readonly ComposeService[];
  /** Where the client entries of the accounts looked at point, one an entry, and `--url` if given. */
  readonly targets: readonly TargetFacts[];
  readonly logs: readonly LogFacts[];
  readonly system: SystemFacts;
  /** What happened while the machine was watched; `null`: it was not. */
  readonly watch: WatchFacts | null;
}

export interface SurveyRequest {
  readonly napcatDir?: string;
  readonly account?: string;
  readonly url?: string;
  readonly deep: boolean;
  /** Whether the user agreed that the running NapCat is asked through its WebUI. */
  readonly webui?: boolean;
}
