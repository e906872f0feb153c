/** How much a plan changes, in numbers for the question before it is carried out. */
import type { Plan } from '../../electron/contract/remedies.ts';

export interface Extent {
  readonly files: number;
  readonly programs: number;
  readonly elevated: number;
  /** Steps that the user makes. */
  readonly yours: number;
}

export function extentOf({ steps }: Plan): Extent {
  const previews = steps.filter(({ by }) => by === 'doctor').flatMap((step) => step.previews);
  return {
    files: new Set(previews.flatMap((preview) => (preview.kind === 'diff' ? [preview.path] : []))).size,
    programs: previews.filter(({ kind }) => kind === 'command').length,
    elevated: steps.filter(({ needsElevation }) => needsElevation).length,
    yours: steps.filter(({ by }) => by === 'user').length,
  };
}
