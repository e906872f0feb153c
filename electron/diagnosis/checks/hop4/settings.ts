/** Does the framework's own configuration leave its OneBot adapter switched on? */
import { valueOf } from '../../../machine/answer.ts';
import type { FrameworkFacts } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';

export const adapterSwitchedOn: Check = {
  id: 'adapter-switched-on',
  hop: 4,
  run: (situation) => forEachLink(situation, switchedOff),
};

/** Koishi, AstrBot and their like name the adapter in one file; NoneBot's is judged by its routes (route.ts). */
function switchedOff(situation: Situation, link: Link): readonly CheckResult[] | 'pass' {
  const framework = takerOf(situation, link);
  if (framework?.nonebot !== null || link.connection != null || valueOf(framework.adapterEnabled) !== false)
    return 'pass';
  const file = framework.configFiles[0];
  return [
    {
      code: 'adapter-not-registered',
      outcome: 'fail',
      // Whoever holds no connection to it was looked for; a file may have been edited after the start.
      confidence: link.connection === null ? 'certain' : 'likely',
      variant: 'switched-off',
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: framework.kind,
        ...(file === undefined ? {} : { file }),
      },
      evidence: [
        { kind: 'file', path: file ?? framework.kind, key: 'OneBot', value: 'false' },
        missing('connection', link.url.text),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** The framework that answers, or the running one whose configuration names this port while nobody answers. */
function takerOf({ framework }: Situation, link: Link): FrameworkFacts | null {
  if (link.framework !== null) return link.framework;
  if (link.answering !== null || framework?.running == null || !link.local) return null;
  return valueOf(framework.port)?.value === link.url.port ? framework : null;
}
