/** Is the program that answers on the port a OneBot server at all? */
import type { Check, CheckResult } from '../../check.ts';
import { ofListener } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { FORWARDERS, INTERPRETER } from './forwarders.ts';

export const knownServer: Check = {
  id: 'known-server',
  hop: 3,
  run: (situation) => forEachLink(situation, foreignServer),
};

/** Answers that no OneBot server gives. `asgi` is not among them: it may be NoneBot without its adapter. */
const FOREIGN_ANSWERS = new Set(['http', 'not-http', 'hang-up', 'silent']);

function foreignServer(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null || link.framework !== null) return 'pass';
  const nobody = link.answering === null && link.tcp !== 'connected';
  if (nobody) return 'pass';
  if (link.identity === null) return 'unknown';
  // An ASGI server whose command line is known and names no bot is some other web program.
  const otherAsgi = link.identity.kind === 'asgi' && link.owner?.commandLine != null;
  if (!FOREIGN_ANSWERS.has(link.identity.kind) && !otherAsgi) return 'pass';
  const process = link.owner?.name;
  // A forwarder only holds the port; what answers, or does not, is behind it.
  const known = process !== undefined && !INTERPRETER.test(process) && !FORWARDERS.test(process);
  const silent = link.identity.kind === 'silent' || link.identity.kind === 'hang-up';
  if (silent && !known) return 'pass';
  return [
    {
      code: 'foreign-server',
      outcome: 'fail',
      // Some frameworks answer like any web service; only what their process shows tells them apart.
      confidence:
        known ||
        link.identity.kind === 'not-http' ||
        (link.identity.kind === 'http' && link.owner?.commandLine != null && !FORWARDERS.test(link.owner.name))
          ? 'certain'
          : 'likely',
      variant: known ? 'known-program' : 'unknown',
      params: {
        url: link.url.text,
        port: link.url.port,
        ...(process === undefined ? {} : { process }),
        ...(link.owner === null ? {} : { pid: link.owner.pid }),
        ...(link.identity.server === null ? {} : { server: link.identity.server }),
      },
      evidence: [
        ...(link.answering == null ? [] : [ofListener(situation, link.answering)]),
        { kind: 'probe', probe: 'http', target: link.identity.url, answer: link.identity.answer },
      ],
      about: situation.links.indexOf(link),
    },
  ];
}
