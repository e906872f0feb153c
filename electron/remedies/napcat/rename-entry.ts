/** Gives the entry that is lost behind its namesake a name of its own. */
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { configSteps, elementOf, openConfig } from './config-step.ts';
import { uniqueName } from './document.ts';

export const renameEntry: Remedy = {
  code: 'rename-entry',
  cures: ['duplicate-entry-name'],
  plan: async (context) => {
    const entry = lostEntry(context);
    const config = await openConfig(context);
    const value = uniqueName(config.document, entry.name);
    return configSteps(context, config, 'rename-entry', { before: entry.name, value }, [
      { set: [...elementOf(config, entry), 'name'], to: value },
    ]);
  },
};

function lostEntry({ situation, finding: { params } }: PlanContext) {
  const entry = situation.clients.find(
    ({ shadowed, name, url }) =>
      shadowed && name === params.entry && (params.url === undefined || url?.text === params.url),
  );
  if (entry === undefined) throw new Refused('file-changed', { file: params.file ?? '' });
  return entry;
}
