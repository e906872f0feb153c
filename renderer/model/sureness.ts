/** Why a finding is as sure as it is: the step of the ladder that its evidence reached, and what the next one takes. */
import { LADDERS } from '../../electron/contract/ladder.ts';
import type { Ladder, Rung } from '../../electron/contract/ladder.ts';
import type { Confidence } from '../../electron/contract/codes.ts';
import type { Finding } from '../../electron/contract/diagnosis.ts';

export interface Sureness {
  readonly level: Confidence;
  /** Kinds of evidence that carry it; none for a mere possibility. */
  readonly rests: Rung;
  /** The next step up; `null` at the top. */
  readonly towards: {
    readonly level: keyof Ladder;
    /** Ways there, each with the kinds still missing. None: nothing leads there. */
    readonly missing: readonly Rung[];
    /** The kinds are all there, and yet something speaks against being that sure. */
    readonly enough: boolean;
  } | null;
}

const NEXT: Readonly<Record<Confidence, keyof Ladder | null>> = {
  possible: 'likely',
  likely: 'certain',
  certain: null,
};

export function surenessOf({
  code,
  confidence,
  evidence,
}: Pick<Finding, 'code' | 'confidence' | 'evidence'>): Sureness {
  const seen = new Set(evidence.map(({ kind }) => kind));
  const level = NEXT[confidence];
  return {
    level: confidence,
    rests: confidence === 'possible' ? [] : reached(LADDERS[code][confidence], seen),
    towards: level === null ? null : { level, ...wayTo(LADDERS[code][level], seen) },
  };
}

type Seen = ReadonlySet<Rung[number]>;

/** The rung that says most; what was watched happen stands for any. */
function reached(rungs: readonly Rung[], seen: Seen): Rung {
  const [most] = rungs.filter((rung) => rung.every((kind) => seen.has(kind))).toSorted((a, b) => b.length - a.length);
  return most ?? (seen.has('watch') ? ['watch'] : []);
}

function wayTo(rungs: readonly Rung[], seen: Seen): { readonly missing: readonly Rung[]; readonly enough: boolean } {
  const missing = rungs.map((rung) => rung.filter((kind) => !seen.has(kind)));
  if (seen.has('watch') || missing.some((rung) => rung.length === 0)) return { missing: [], enough: true };
  // A way that needs all of another one, and more, is none of its own.
  const shorter = (rung: Rung, at: number): boolean =>
    missing.some(
      (other, index) =>
        index !== at && other.every((kind) => rung.includes(kind)) && (other.length < rung.length || index < at),
    );
  return { missing: missing.filter((rung, at) => !shorter(rung, at)), enough: false };
}
