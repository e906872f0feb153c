/** The NoneBot that a finding speaks about. Its files are changed, so a likely one will not do. */
import { valueOf } from '../../machine/answer.ts';
import type { FrameworkFacts, NoneBotFacts } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

export type NoneBotProject = FrameworkFacts & { readonly nonebot: NoneBotFacts };

/**
 * Of all NoneBot projects the one at the other end of the link, of those left the ones whose configured port an entry
 * names, of those left the ones that run. A sign that fits none of them is passed over. Throws `Refused` where several
 * are left in the end.
 */
export function noneBotOf({ link, situation, facts }: PlanContext): NoneBotProject {
  const dialled = new Set(situation.links.map(({ url }) => url.port));
  const signs: readonly ((project: NoneBotProject) => boolean)[] = [
    (project) => project === link?.framework,
    ({ port }) => dialled.has(valueOf(port)?.value ?? 0),
    ({ running }) => running !== null,
  ];
  const left = signs.reduce((projects, sign) => {
    const fitting = projects.filter(sign);
    return fitting.length > 0 ? fitting : projects;
  }, facts.frameworks.filter(isNoneBot));
  const [first, ...others] = left;
  if (first === undefined) throw new Refused('target-unknown');
  if (others.length > 0) throw new Refused('target-ambiguous');
  return first;
}

function isNoneBot(framework: FrameworkFacts): framework is NoneBotProject {
  return framework.nonebot !== null;
}
