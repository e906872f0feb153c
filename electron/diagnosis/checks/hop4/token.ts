/** Do both sides hold the same token? Only the server checks it: a token that only NapCat has does no harm. */
import type { RefusalCause } from '../../../contract/frameworks.ts';
import { valueOf } from '../../../machine/answer.ts';
import { asNapCatSends, meantBy, refusals } from '../../answers.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofOrigin, ofUpgrades } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { TOKEN_REFUSED_RULES } from '../../log-rules/groups.ts';
import type { Situation } from '../../situation.ts';
import { kindAt } from './far-end.ts';

export const tokensAgree: Check = {
  id: 'tokens-agree',
  hop: 4,
  run: (situation) => forEachLink(situation, mismatch),
};

function mismatch(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { entry } = link;
  if (link.connection != null || entry === null) return 'pass';
  const result = (
    variant: 'napcat-empty' | 'differ' | 'framework-empty-in-force' | 'character',
    confidence: CheckResult['confidence'],
    evidence: CheckResult['evidence'],
  ): CheckResult => ({
    code: 'token-mismatch',
    outcome: 'fail',
    confidence,
    variant,
    // A token that only the system's environment holds surprises its owner on the framework's side.
    ...(demanded?.origin.kind === 'environment' ? { side: 'framework' as const } : {}),
    params: {
      url: link.url.text,
      entry: entry.name,
      ...(link.target.file === null ? {} : { file: link.target.file }),
      ...(demanded?.origin.kind === 'file' ? { otherFile: demanded.origin.path } : {}),
      framework: kindAt(link) ?? framework?.kind ?? 'nonebot2',
    },
    evidence,
    about: situation.links.indexOf(link),
  });
  const framework = link.framework ?? situation.framework;
  const setting = framework === null ? undefined : valueOf(framework.token);
  const demanded = setting ?? undefined;
  const mine = ofEntry(link.target.file, entry, 'token', entry.token.length === 'empty' ? '(empty)' : entry.token.id);

  const badCharacter = entry.token.flaws.some((flaw) => flaw === 'non-latin' || flaw === 'control-character');
  if (badCharacter) {
    const said = situation.logs.latest('napcat.invalid-token-character');
    return [result('character', 'certain', [mine, ...(said === null ? [] : [ofEvent(said)])])];
  }
  const refused = refusalByToken(situation, link);
  if (refused !== null) return [result(refused.variant, refused.confidence, [mine, ...refused.evidence])];
  if (demanded === undefined) return setting === null ? 'pass' : 'unknown';
  if (demanded.value.length === 'empty' || demanded.value.id === entry.token.id) return 'pass';
  if ([demanded.value, entry.token].some(({ flaws }) => flaws.includes('hidden'))) return 'unknown';
  const theirs = ofOrigin(demanded.origin, demanded.value.id);
  return [result(entry.token.length === 'empty' ? 'napcat-empty' : 'differ', 'certain', [mine, theirs])];
}

interface Refused {
  readonly variant: 'napcat-empty' | 'differ';
  readonly confidence: CheckResult['confidence'];
  readonly evidence: CheckResult['evidence'];
}

/**
 * The framework's own word: its log line, or the answer of a server that checks the token before it registers anybody
 * (aiocqhttp: 401 when none came, 403 when it is wrong; domain facts: nonebot dossier §8).
 */
function refusalByToken(situation: Situation, link: Link): Refused | null {
  const said = situation.logs.latest(...TOKEN_REFUSED_RULES);
  if (said !== null) {
    const variant = said.rule.endsWith('token-missing') ? 'napcat-empty' : 'differ';
    return { variant, confidence: 'certain', evidence: [ofEvent(said)] };
  }
  const kind = kindAt(link);
  const guess = kind ?? meantBy(link);
  const table =
    guess === null
      ? undefined
      : refusals(situation, link, guess).find(({ means }) => means.every((cause) => TOKEN_CAUSES.has(cause)));
  if (table !== undefined) {
    const none = table.means[0] === 'token-missing' || link.entry?.token.length === 'empty';
    // Who only seems to be meant may be somebody else.
    const confidence = kind === null ? 'likely' : 'certain';
    return { variant: none ? 'napcat-empty' : 'differ', confidence, evidence: table.evidence };
  }
  return closedForToken(link);
}

const TOKEN_CAUSES: ReadonlySet<RefusalCause> = new Set(['token', 'token-missing', 'token-wrong']);

/** Whoever it is: it accepted, and closed with a word about the token, or with a code that only Karin uses. */
function closedForToken(link: Link): Refused | null {
  for (const { token, answer } of link.target.webSocket) {
    const value = valueOf(answer);
    if (!asNapCatSends(token, link) || value?.closeCode === undefined) continue;
    if (value.closeCode === 3001 || value.closeCode === 3002 || /token|鉴权/i.test(value.closeReason ?? '')) {
      return {
        variant: value.closeCode === 3002 || (value.closeReason ?? '').includes('未提供') ? 'napcat-empty' : 'differ',
        confidence: 'certain',
        evidence: ofUpgrades(link),
      };
    }
  }
  return null;
}
