/** Do both sides dial, so that nobody listens? */
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofEntry } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { portOf } from '../../other-way.ts';
import type { Situation } from '../../situation.ts';

export const bothDial: Check = {
  id: 'both-dial',
  hop: 2,
  run: (situation) => forEachLink(situation, clientMeetsClient),
};

/** NapCat's client entry and the framework's ONEBOT_WS_URLS name the same port, and nobody listens on it. */
function clientMeetsClient({ facts, links }: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null || link.answering != null) return 'pass';
  const framework = facts.frameworks.find((candidate) =>
    (candidate.nonebot?.forwardUrls ?? []).some((url) => portOf(url) === link.url.port),
  );
  if (framework === undefined) return 'pass';
  return [
    {
      code: 'wrong-direction',
      outcome: 'fail',
      confidence: link.answering === null ? 'certain' : 'likely',
      variant: 'both-clients',
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: framework.kind,
        ...(link.entry === null ? {} : { entry: link.entry.name }),
      },
      evidence: [
        ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
        {
          kind: 'file',
          path: framework.configFiles[0] ?? framework.kind,
          key: 'ONEBOT_WS_URLS',
          value: (framework.nonebot?.forwardUrls ?? []).join(', '),
        },
        missing('listener', `:${link.url.port}`),
      ],
      about: links.indexOf(link),
    },
  ];
}
