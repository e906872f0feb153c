/** The confidence ladder of a code in words: for each confidence what it takes. */
import type { VerdictCode } from '../codes.ts';
import { LADDERS } from '../ladder.ts';
import type { Catalogue } from './catalogue.ts';
import type { CliMessages } from './cli.ts';

export type LadderWords = Pick<CliMessages['page'], 'ladderOr' | 'ladderAnd' | 'ladderNever'>;

export function ladderLines(
  code: VerdictCode,
  { confidence, evidenceKinds }: Pick<Catalogue, 'confidence' | 'evidenceKinds'>,
  words: LadderWords,
): readonly { readonly level: string; readonly takes: string }[] {
  return (['certain', 'likely'] as const).map((level) => {
    const rungs = LADDERS[code][level].map((rung) => rung.map((kind) => evidenceKinds[kind]).join(words.ladderAnd));
    return { level: confidence[level], takes: rungs.length === 0 ? words.ladderNever : rungs.join(words.ladderOr) };
  });
}
