/** Settings that the reporter pasted. */
import type { FrameworkFacts } from './frameworks.ts';
import type { ConfigFacts } from './onebot-config.ts';
import type { ComposeService } from './targets.ts';

export interface PastedFacts {
  /** NapCat's file, or what of it was pasted; `null`: none, or nothing in it that tells where NapCat dials. */
  readonly config: ConfigFacts | null;
  /** Frameworks of which only pasted settings are known. */
  readonly frameworks: readonly FrameworkFacts[];
  /** Services of a compose file. */
  readonly compose: readonly ComposeService[];
}
