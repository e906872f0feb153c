/** The sentences of what is not a cause. */
import type { Params } from '../../../diagnosis.ts';
import { given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { nextSteps } from '../next-steps.ts';
import { account, byVariant, framework, url } from '../phrases.ts';

export const otherSentences: Sentences<null> = {
  'misread-symptom': byVariant<'misread-symptom'>(
    (p) =>
      `What you see is normal${given(p.detail, (d) => ` (“${d}”)`)} and does not harm the link: nothing needs to be changed.`,
    {
      'browser-404': () =>
        'A 404 in the browser is normal: a WebSocket path does not answer plain requests, and the link is fine.',
      'browser-405': () =>
        'A 405 in the browser is normal: it shows that the OneBot adapter is loaded and only does not take a browser’s request, and the link is fine.',
      'packet-backend': () =>
        'The red PacketBackend message concerns only a few extra functions (such as poking), never messages or the reverse WebSocket, and the link is fine.',
      'missing-header-warning': () =>
        '“Missing Authorization Header” comes from another visitor without a Token, and NapCat’s link is fine.',
    },
  ),
  healthy: byVariant<'healthy'>((p) => connected(p, ''), {
    connected: (p) => connected(p, ''),
  }),
  undecided: byVariant<'undecided'>((p) => undecided(p), { general: (p) => undecided(p) }),
};

function connected(p: Params, more: string): string {
  return `All is well: ${account(p)} is connected to ${framework(p)}${given(p.url, () => ` (${url(p)})`)}${more}.`;
}

function undecided(p: Params): string {
  const about = given(
    p.url,
    () => `${url(p)} is not connected, but the evidence does not decide why`,
    'The evidence does not decide what is wrong',
  );
  return `${about}; next: ${p.next === undefined ? 'supply what could not be seen and check again' : nextSteps[p.next]}.`;
}
