/** The contract's traits of a framework, widened to their interface. */
import { FRAMEWORKS } from '../../contract/frameworks.ts';
import type { FrameworkTraits } from '../../contract/frameworks.ts';
import type { FrameworkKind } from '../facts.ts';

export function traitsOf(kind: FrameworkKind): FrameworkTraits {
  return FRAMEWORKS[kind];
}
