/** The words after `napcat-doctor`, parsed into a command or into what is wrong with them. */
import { parseArgs } from 'node:util';

import { NAPCAT_FORMS, isRemedyCode } from '../../contract/remedies.ts';
import { WATCH_SECONDS } from '../../contract/watch.ts';
import type { Command, ExportCommand, FixCommand, Invocation, UndoCommand, UsageProblem } from './command.ts';
import { toLabCommand } from './lab-arguments.ts';
import { COMMAND_NAMES, OPTIONS } from './options.ts';
import type { CommandName } from './options.ts';

export { COMMAND_NAMES, OPTIONS } from './options.ts';
export type { CommandName } from './options.ts';
export type * from './command.ts';

export function parseInvocation(words: readonly string[]): Invocation {
  const json = words.some((word) => word === '--json' || word.startsWith('--json='));
  const language = languageIn(words);
  if (words.includes('--version')) return { language, json, command: { name: 'version' } };
  const { name, rest } = splitCommand(words);
  if (name === undefined) return { language, json, command: { name: 'help', topic: undefined } };
  if (!isCommandName(name)) return { language, json, command: { kind: 'unknown-command', word: name } };
  const parsed = parseOptions(name, rest);
  if ('kind' in parsed) return { language, json, command: parsed };
  const { values, positionals } = parsed;
  if (values.lang !== undefined && language === undefined)
    return { language, json, command: { kind: 'bad-value', word: `--lang ${String(values.lang)}` } };
  if (values.help === true) return { language, json, command: { name: 'help', topic: name } };
  return { language, json, command: toCommand(name, values, positionals) };
}

/** Options that take the next word as their value, whichever command they belong to. */
const WITH_VALUE = new Set(
  Object.values(OPTIONS).flatMap((options) =>
    Object.entries(options).flatMap(([name, { type }]) => (type === 'string' ? [`--${name}`] : [])),
  ),
);

/** The command is the first word that is neither an option nor the value of one. */
function splitCommand(words: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const at = words.findIndex((word, index) => !word.startsWith('-') && !WITH_VALUE.has(words[index - 1] ?? ''));
  if (at !== -1) return { name: words[at], rest: words.filter((_, index) => index !== at) };
  return {
    name: words.includes('--help') || words.includes('-h') || words.length === 0 ? undefined : 'diagnose',
    rest: words,
  };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function parseOptions(
  name: CommandName,
  rest: readonly string[],
): { values: Values; positionals: readonly string[] } | UsageProblem {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: OPTIONS[name],
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    const code = (error as { code?: string }).code;
    const word = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { kind: 'unknown-option', word, command: name };
    // A switch with a value is told from an option without one only by the words themselves.
    const given = rest.find((candidate) => candidate.startsWith(`${word}=`));
    return given === undefined ? { kind: 'missing-value', word } : { kind: 'bad-value', word: given };
  }
}

function toCommand(name: CommandName, values: Values, positionals: readonly string[]): Command | UsageProblem {
  const text = (key: string): string | undefined => (typeof values[key] === 'string' ? values[key] : undefined);
  const optional = <K extends string>(key: K): Readonly<Partial<Record<K, string>>> => {
    const value = text(key);
    return (value === undefined ? {} : { [key]: value }) as Readonly<Partial<Record<K, string>>>;
  };
  const allowed = {
    diagnose: 0,
    watch: 0,
    fix: 1,
    undo: 1,
    ports: 0,
    record: 1,
    export: 1,
    open: 1,
    triage: 1,
    knock: 1,
    listen: 1,
    relay: 2,
    explain: 1,
    completion: 1,
    help: 1,
  }[name];
  const extra = positionals[allowed];
  if (extra !== undefined) return { kind: 'extra-argument', word: extra };
  const account = text('account');
  if (account !== undefined && !/^\d{5,12}$/.test(account)) return { kind: 'bad-value', word: `--account ${account}` };
  const where = { ...optional('napcat'), ...optional('account'), ...optional('url'), deep: values.deep === true };
  const webui = values.webui === true;
  switch (name) {
    case 'diagnose':
      return { name, json: values.json === true, ...where, webui, ...optional('recording'), logs: listOf(values.log) };
    case 'watch': {
      const seconds = secondsIn('seconds', values) ?? WATCH_SECONDS.usual;
      if (typeof seconds !== 'number') return seconds;
      return { name, json: values.json === true, ...where, webui, logs: listOf(values.log), seconds };
    }
    case 'fix':
      return toFix(positionals[0], values, {
        ...{ ...optional('napcat'), ...optional('account'), ...optional('url'), ...optional('archive') },
      });
    case 'undo':
      return toUndo(positionals[0], values);
    case 'ports':
      return { name, json: values.json === true, ...optional('recording') };
    case 'record':
      return positionals[0] === undefined
        ? { kind: 'missing-argument', word: 'OUT.yaml' }
        : { name, out: positionals[0], ...where, webui };
    case 'export':
      return toExport(positionals[0], values, { ...where, webui, ...optional('recording'), ...optional('show') });
    case 'open':
      return positionals[0] === undefined
        ? { kind: 'missing-argument', word: 'BUNDLE.zip' }
        : { name, file: positionals[0], json: values.json === true };
    case 'triage':
      return positionals[0] === undefined
        ? { kind: 'missing-argument', word: 'DIR' }
        : { name, folder: positionals[0], json: values.json === true };
    case 'knock':
    case 'listen':
    case 'relay':
      return toLabCommand(name, values, positionals);
    case 'explain':
      return { name, code: positionals[0] };
    case 'completion':
      return { name, shell: positionals[0] };
    case 'help':
      return { name, topic: positionals[0] };
  }
}

function toFix(
  remedy: string | undefined,
  values: Values,
  where: Pick<FixCommand, 'napcat' | 'account' | 'url' | 'archive'>,
): FixCommand | UsageProblem {
  if (remedy === undefined) return { kind: 'missing-argument', word: 'REMEDY' };
  if (!isRemedyCode(remedy)) return { kind: 'bad-value', word: remedy };
  const form = NAPCAT_FORMS.find((candidate) => candidate === values.form);
  if (values.form !== undefined && form === undefined)
    return { kind: 'bad-value', word: `--form ${String(values.form)}` };
  if (values['dry-run'] === true && values.yes === true) return { kind: 'bad-value', word: '--dry-run --yes' };
  return {
    name: 'fix',
    remedy,
    json: values.json === true,
    dryRun: values['dry-run'] === true,
    yes: values.yes === true,
    prove: values.prove === true,
    logs: listOf(values.log),
    ...(form === undefined ? {} : { form }),
    ...where,
  };
}

function toUndo(id: string | undefined, values: Values): UndoCommand | UsageProblem {
  const { step } = values;
  // People count steps from 1, as the plan shows them.
  if (step !== undefined && !/^[1-9]\d{0,2}$/.test(String(step)))
    return { kind: 'bad-value', word: `--step ${String(step)}` };
  return {
    name: 'undo',
    json: values.json === true,
    list: values.list === true,
    ...(id === undefined ? {} : { id }),
    ...(step === undefined ? {} : { step: Number(step) - 1 }),
  };
}

type ExportSource = Pick<ExportCommand, 'deep' | 'webui' | 'recording' | 'napcat' | 'account' | 'url' | 'show'>;

function toExport(out: string | undefined, values: Values, source: ExportSource): ExportCommand | UsageProblem {
  if (out === undefined) return { kind: 'missing-argument', word: 'OUT.zip' };
  const watch = secondsIn('watch', values) ?? null;
  if (watch !== null && typeof watch !== 'number') return watch;
  if (watch !== null && source.recording !== undefined) return { kind: 'bad-value', word: '--watch --recording' };
  const without = listOf(values.without);
  const [yes, json] = [values.yes === true, values.json === true];
  return { name: 'export', out, yes, json, without, logs: listOf(values.log), watch, ...source };
}

/** `undefined`: not given. */
function secondsIn(option: 'seconds' | 'watch', values: Values): number | UsageProblem | undefined {
  const given = values[option];
  if (typeof given !== 'string') return undefined;
  const { least, most } = WATCH_SECONDS;
  const value = /^\d{1,5}$/.test(given) ? Number(given) : NaN;
  return value >= least && value <= most ? value : { kind: 'bad-value', word: `--${option} ${given}` };
}

function listOf(value: Values[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function languageIn(words: readonly string[]): 'zh' | 'en' | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = at === -1 ? undefined : words[at] === '--lang' ? words[at + 1] : words[at]?.slice('--lang='.length);
  return value === 'zh' || value === 'en' ? value : undefined;
}

function isCommandName(word: string): word is CommandName {
  return (COMMAND_NAMES as readonly string[]).includes(word);
}
