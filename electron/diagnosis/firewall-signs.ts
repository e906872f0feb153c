/**
 * Signs that a link was dropped on its way, or that it was not. A dropped connection is silence: the client gives up by
 * itself, NapCat after two seconds ("Opening handshake has timed out"), the system after twenty. An outbound rule
 * answers at once with 10013 (EACCES).
 */
import { valueOf } from '../machine/answer.ts';
import type { Way } from './firewall-way.ts';
import { isOwnAddress } from './firewall-way.ts';
import type { Link } from './link.ts';
import { CONNECTED_RULES } from './log-rules/groups.ts';
import type { LogRuleId } from './log-rules/index.ts';
import type { SeenEvent } from './log-view.ts';
import type { Situation } from './situation.ts';

const SILENCE_RULES = [
  ...['napcat.connect-timed-out', 'napcat.handshake-timeout', 'napcat.v1-handshake-timeout'],
  ...['napcat.connect-forbidden'],
] as const satisfies readonly LogRuleId[];

/** Whatever got an answer was not dropped, a refusal included; a name that leads nowhere never set out. */
const ANSWER_RULES = [
  ...['napcat.server-401', 'napcat.server-403', 'napcat.server-response', 'napcat.connect-refused'],
  ...['napcat.connect-refused-all', 'napcat.connection-reset', 'napcat.socket-hang-up', 'napcat.connection-lost'],
  ...['napcat.tls-wrong-version', 'napcat.tls-certificate', 'napcat.not-http', 'napcat.upgrade-invalid'],
  ...['napcat.name-not-found', 'napcat.v1-refused'],
] as const satisfies readonly LogRuleId[];

/** The newest line about this link in which the other side stayed silent. */
export function timedOut({ logs }: Situation, { url }: Link): SeenEvent | null {
  return logs.latestAbout(url.text, ...SILENCE_RULES);
}

/** Whether the firewall is out of the question: the link stands, or was answered after it was last met with silence. */
export function cameThrough(situation: Situation, link: Link, way: Way): boolean {
  if (link.connection != null || (way.direction === 'in' && guestsOn(situation, link))) return true;
  const silence = timedOut(situation, link);
  const answered = situation.logs.latestAbout(link.url.text, ...ANSWER_RULES);
  if (answered !== null) return silence === null || isLater(answered, silence);
  return silence === null && situation.logs.latest(...CONNECTED_RULES) !== null;
}

/** Somebody from outside holds a connection to the port right now. */
function guestsOn(situation: Situation, { url }: Link): boolean {
  return (valueOf(situation.facts.connections) ?? []).some(
    ({ local, remote, state }) =>
      state === 'established' && local.port === url.port && !isOwnAddress(situation, remote.address),
  );
}

/** Within one log; between two logs, silence is taken for the newer word. */
function isLater(answered: SeenEvent, silence: SeenEvent): boolean {
  return answered.log === silence.log && answered.lastLine > silence.lastLine;
}
