/**
 * The token that a NoneBot demands, as text. The survey keeps only its name, so it is read once more, where the survey
 * found it.
 */
import type { FrameworkFacts, Origin } from '../../survey/facts.ts';
import { valueOf } from '../../machine/answer.ts';
import { parseDotenv, resolveDotenv } from '../../survey/frameworks/dotenv.ts';
import { jsonOrText } from '../../survey/frameworks/nonebot/values.ts';
import { openForEdit } from '../editors/text-file.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

/** Empty when it demands none. Throws `Refused` when it cannot be read. */
export async function demandedToken(context: PlanContext, framework: FrameworkFacts): Promise<string> {
  const { token } = framework;
  if (token.state !== 'known') throw new Refused('token-unreadable', { framework: framework.kind });
  return token.value === null ? '' : settingAt(context, framework, token.value.origin);
}

/** The text of a setting that is kept secret, read where the survey found it. Throws `Refused`. */
export async function settingAt(context: PlanContext, framework: FrameworkFacts, origin: Origin): Promise<string> {
  const text =
    origin.kind === 'file' && framework.nonebot !== null && origin.key !== undefined
      ? await fromFile(context, origin.path, origin.key, framework)
      : origin.kind === 'environment'
        ? await fromEnvironment(context, origin.key, framework)
        : null;
  if (text === null) throw new Refused('token-unreadable', { framework: framework.kind });
  return text;
}

async function fromFile(
  context: PlanContext,
  path: string,
  key: string,
  framework: FrameworkFacts,
): Promise<string | null> {
  const { hand, facts } = context;
  const file = await openForEdit(hand, path, facts.host.oemCodePage);
  const text = resolveDotenv(parseDotenv(file.text).bindings, await environmentOf(context, framework)).get(key)?.value;
  if (text == null) return null;
  // NoneBot reads values of its files as JSON where they are JSON; a number stays the text that was typed.
  const value = jsonOrText(text);
  return typeof value === 'string' ? value : text;
}

async function fromEnvironment(context: PlanContext, key: string, framework: FrameworkFacts): Promise<string | null> {
  return (await environmentOf(context, framework))[key] ?? null;
}

async function environmentOf(
  { machine }: PlanContext,
  framework: FrameworkFacts,
): Promise<Readonly<Record<string, string>>> {
  for (const pid of framework.running?.family ?? []) {
    const own = valueOf(await machine.processEnv(pid));
    if (own !== undefined) return own;
  }
  return valueOf(machine.env()) ?? {};
}
