/** The entry that a finding speaks about, and a new one with NapCat's own defaults. */
import type { Entry } from '../../survey/facts.ts';
import type { Json } from '../editors/json5.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import { configSteps, elementOf, openConfig } from './config-step.ts';
import type { StepCode, StepParams } from '../../contract/remedies.ts';
import type { Step } from '../step.ts';

/** The client entry by the name and URL that the finding gives. Throws `Refused`. */
export function entryOf({ situation, finding, link }: PlanContext): Entry {
  const { entry: name, url } = finding.params;
  if (link?.entry != null) return link.entry;
  const fitting = situation.clients.filter(
    (entry) => (name === undefined || entry.name === name) && (url === undefined || entry.url?.text === url),
  );
  const entry = fitting.find(({ enabled }) => enabled) ?? fitting[0];
  if (entry === undefined) throw new Refused('file-changed', { file: situation.config?.file ?? '' });
  return entry;
}

/** Sets keys of one entry and leaves the rest of the file as it is. Throws `Refused`. */
export async function changeEntry(
  context: PlanContext,
  entry: Entry,
  code: StepCode,
  params: StepParams,
  values: Readonly<Record<string, Json>>,
): Promise<readonly Step[]> {
  const config = await openConfig(context);
  const element = elementOf(config, entry);
  const edits = Object.entries(values).map(([key, to]) => ({ set: [...element, key], to }));
  return configSteps(context, config, code, { entry: entry.name, ...params }, edits);
}

/** A client entry as the WebUI makes it (packages/napcat-onebot/config/config.ts), switched on. */
export function clientEntry(name: string, url: string, token: string): Readonly<Record<string, Json>> {
  return {
    enable: true,
    name,
    url,
    reportSelfMessage: false,
    messagePostFormat: 'array',
    token,
    debug: false,
    heartInterval: 30_000,
    reconnectInterval: 5_000,
  };
}

export const NEW_NAME = 'nonebot';
