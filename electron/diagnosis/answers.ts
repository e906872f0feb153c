/**
 * What the other end answered to a handshake like NapCat's, and what its framework means by it: the probes of the
 * survey and the status that NapCat wrote down, read with the table of contract/frameworks.ts.
 */
import { frameworkMeantBy, meaningsOf } from '../contract/frameworks.ts';
import type { AnswerMeaning, FrameworkName, RefusalCause } from '../contract/frameworks.ts';
import type { Evidence } from '../contract/diagnosis.ts';
import { valueOf } from '../machine/answer.ts';
import type { ProbeToken } from '../machine/machine.ts';
import { INTERPRETER } from './checks/hop3/forwarders.ts';
import { ofEvent, ofUpgrades } from './evidence.ts';
import type { Link } from './link.ts';
import type { Situation } from './situation.ts';

export interface Refusal {
  /** All that the answer may mean to this framework, likeliest first. */
  readonly means: readonly RefusalCause[];
  readonly evidence: readonly Evidence[];
  /** `probe`: answered to us, now. `log`: answered to NapCat, some time ago. */
  readonly seenBy: 'probe' | 'log';
}

/** The refusals of one link, as `kind` means them; what its table does not name is left out. */
export function refusals(situation: Situation, link: Link, kind: FrameworkName): readonly Refusal[] {
  const probed = link.target.webSocket.flatMap(({ token, answer }): Refusal[] => {
    const value = valueOf(answer);
    if (value === undefined || !asNapCatSends(token, link)) return [];
    const means = [
      ...meaning(kind, 'upgrade', value.status, value.body),
      ...meaning(kind, 'close', value.closeCode, value.closeReason ?? ''),
    ].filter((cause) => !OURS_ALONE.has(cause));
    return means.length === 0 ? [] : [{ means, evidence: ofUpgrades(link), seenBy: 'probe' }];
  });
  const event = situation.logs.latestAbout(
    link.url.text,
    'napcat.server-401',
    'napcat.server-403',
    'napcat.server-response',
  );
  const means = meaning(kind, 'upgrade', event === null ? undefined : Number(event.captures.status), '');
  return event === null || means.length === 0
    ? probed
    : [...probed, { means, evidence: [ofEvent(event)], seenBy: 'log' }];
}

/** NapCat sends account and role; our harmless probe leaves them out. */
const OURS_ALONE: ReadonlySet<RefusalCause> = new Set(['no-account-header', 'no-role-header']);

function meaning(
  kind: FrameworkName,
  at: AnswerMeaning['at'],
  code: number | undefined,
  text: string | undefined,
): readonly RefusalCause[] {
  return code === undefined ? [] : meaningsOf(kind, at, code, text ?? '');
}

/** A probe with the entry's token; without one it is what NapCat sends when the entry has none. */
export function asNapCatSends(token: ProbeToken, { entry }: Link): boolean {
  return token === 'configured' || (token === 'none' && entry?.token.length === 'empty');
}

/** The framework that this address is meant for, when neither a process nor an answer names one. */
export function meantBy({ url, owner }: Link): FrameworkName | null {
  const stranger = owner !== null && !INTERPRETER.test(owner.name);
  return stranger ? null : frameworkMeantBy(url.port, url.path);
}
