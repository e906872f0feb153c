/** The QQ client that carries a NapCat. */
import type { Answer } from '../../machine/answer.ts';
import type { Origin } from './values.ts';

export interface QqFacts {
  readonly dir: string;
  /** e.g. `9.9.17-30899`. */
  readonly version: Answer<{ readonly text: string; readonly origin: Origin }>;
  /** Traces of LiteLoaderQQNT and other patches in QQ's own folder. */
  readonly liteLoader: LiteLoaderFacts | null;
}

export interface LiteLoaderFacts {
  readonly root: string | null;
  readonly patchedMain: boolean | null;
  readonly patchedVersion: string | null;
  readonly dbghelp: boolean | null;
  readonly pluginEnabled: boolean | null;
  readonly manifest: boolean | null;
  readonly traces: readonly string[];
}
