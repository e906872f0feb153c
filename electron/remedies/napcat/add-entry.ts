/** Adds the client entry that is missing in the file of the account, or that stands in the file of another one. */
import JSON5 from 'json5';

import { demandedToken } from '../nonebot/token.ts';
import { openForEdit } from '../editors/text-file.ts';
import type { Json } from '../editors/json5.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { addElement, configSteps, openConfig } from './config-step.ts';
import { elementsOf, uniqueName } from './document.ts';
import { NEW_NAME, clientEntry } from './entry.ts';
import { theFramework, urlForNewEntry } from './target.ts';

export const addEntry: Remedy = {
  code: 'add-entry',
  cures: ['no-client-entry', 'wrong-direction', 'wrong-account-config'],
  fits: ({ code, variant }) => code !== 'wrong-direction' || variant === 'server-instead',
  plan: async (context) => {
    const config = await openConfig(context);
    const entry = context.finding.code === 'wrong-account-config' ? await misplaced(context) : await fresh(context);
    const name = uniqueName(config.document, typeof entry.name === 'string' ? entry.name : NEW_NAME);
    const account = context.situation.account?.uin;
    const params = {
      entry: name,
      value: typeof entry.url === 'string' ? entry.url : '',
      ...(account === undefined ? {} : { account }),
    };
    const edits = addElement(config.document, 'websocketClients', { ...entry, name });
    return configSteps(context, config, 'add-entry', params, edits);
  },
};

type EntryValues = Readonly<Record<string, Json>>;

async function fresh(context: PlanContext): Promise<EntryValues> {
  return clientEntry(NEW_NAME, urlForNewEntry(context), await tokenOf(context));
}

/** With a URL of the user's own, the framework behind it may be a stranger to the survey: then without a token. */
async function tokenOf(context: PlanContext): Promise<string> {
  if (context.wanted.url === undefined) return demandedToken(context, theFramework(context));
  const port = Number(new URL(context.wanted.url).port);
  const framework = context.facts.frameworks.find(({ listeners }) =>
    listeners.some((listener) => listener.port === port),
  );
  return framework === undefined ? '' : demandedToken(context, framework);
}

/** What the user had typed into the other file, as it stands there. */
async function misplaced(context: PlanContext): Promise<EntryValues> {
  const path = context.finding.params.file ?? '';
  const file = await openForEdit(context.hand, path, context.facts.host.oemCodePage);
  const element = elementsOf(parsed(file.text), 'websocketClients').find(({ enable }) => enable === true);
  if (element === undefined) throw new Refused('file-changed', { file: path });
  return element as EntryValues;
}

function parsed(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}
