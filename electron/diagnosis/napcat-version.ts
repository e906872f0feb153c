/** NapCat's version: as installed, else as its own log or its answers to the framework say. */
import { valueOf } from '../machine/answer.ts';
import type { Evidence } from '../contract/diagnosis.ts';
import { ofEvent, ofOrigin } from './evidence.ts';
import type { Situation } from './situation.ts';

export interface SeenVersion {
  readonly text: string;
  readonly evidence: Evidence;
}

export function napcatVersion({ napcat, logs }: Situation): SeenVersion | null {
  const installed = napcat === null ? undefined : valueOf(napcat.version);
  if (installed !== undefined) return { text: installed.text, evidence: ofOrigin(installed.origin, installed.text) };
  const said = logs
    .history('napcat.core-version', 'napcat.v1-version', 'wire.version-answered', 'yunzai.connected')
    .findLast(({ captures }) => captures.version !== undefined);
  return said?.captures.version === undefined ? null : { text: said.captures.version, evidence: ofEvent(said) };
}

/** Its log names the version only after its file was read, so that nobody knew in which format NapCat reads it. */
export function isReadAsItsOwn({ napcat }: Pick<Situation, 'napcat'>): boolean {
  const version = napcat === null ? undefined : valueOf(napcat.version);
  return version !== undefined && version.origin.kind !== 'log';
}
