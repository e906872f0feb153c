/** The words after `napcat-doctor`, parsed into a command or into what is wrong with them. */
import { parseArgs } from 'node:util';

export interface DiagnoseCommand {
  readonly name: 'diagnose';
  readonly json: boolean;
  readonly deep: boolean;
  readonly recording?: string;
  readonly napcat?: string;
  readonly account?: string;
  readonly url?: string;
  /** Log texts to read besides; `-` is standard input. */
  readonly logs: readonly string[];
}

export type Command =
  | DiagnoseCommand
  | { readonly name: 'ports'; readonly json: boolean; readonly recording?: string }
  | {
      readonly name: 'record';
      readonly out: string;
      readonly napcat?: string;
      readonly account?: string;
      readonly url?: string;
      readonly deep: boolean;
    }
  | { readonly name: 'explain'; readonly code: string | undefined }
  | { readonly name: 'completion'; readonly shell: string | undefined }
  | { readonly name: 'help'; readonly topic: string | undefined }
  | { readonly name: 'version' };

export const COMMAND_NAMES = ['diagnose', 'ports', 'record', 'explain', 'completion', 'help'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export type UsageProblem =
  | { readonly kind: 'unknown-command'; readonly word: string }
  | { readonly kind: 'unknown-option'; readonly word: string }
  | { readonly kind: 'missing-value'; readonly word: string }
  | { readonly kind: 'missing-argument'; readonly word: string }
  | { readonly kind: 'extra-argument'; readonly word: string }
  | { readonly kind: 'bad-value'; readonly word: string };

export interface Invocation {
  readonly language: 'zh' | 'en' | undefined;
  /** Whether stdout must hold exactly one JSON document, also when the words are wrong. */
  readonly json: boolean;
  readonly command: Command | UsageProblem;
}

interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
}

const COMMON = {
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
} as const satisfies Record<string, OptionSpec>;
const WHERE = {
  napcat: { type: 'string' },
  account: { type: 'string' },
  url: { type: 'string' },
  deep: { type: 'boolean' },
} as const satisfies Record<string, OptionSpec>;

/** The options each command takes; completion and the usage errors read the same table. */
export const OPTIONS: Readonly<Record<CommandName, Readonly<Record<string, OptionSpec>>>> = {
  diagnose: { ...COMMON, ...WHERE, recording: { type: 'string' }, log: { type: 'string', multiple: true } },
  ports: { ...COMMON, recording: { type: 'string' } },
  record: { ...COMMON, ...WHERE },
  explain: COMMON,
  completion: COMMON,
  help: COMMON,
};

export function parseInvocation(words: readonly string[]): Invocation {
  const json = words.includes('--json');
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

/** The command is the first word that is neither an option nor the value of `--lang`. */
function splitCommand(words: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const at = words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '--lang');
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
    return { kind: code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'unknown-option' : 'missing-value', word };
  }
}

function toCommand(name: CommandName, values: Values, positionals: readonly string[]): Command | UsageProblem {
  const text = (key: string): string | undefined => (typeof values[key] === 'string' ? values[key] : undefined);
  const optional = <K extends string>(key: K): Readonly<Partial<Record<K, string>>> => {
    const value = text(key);
    return (value === undefined ? {} : { [key]: value }) as Readonly<Partial<Record<K, string>>>;
  };
  const allowed = { diagnose: 0, ports: 0, record: 1, explain: 1, completion: 1, help: 1 }[name];
  const extra = positionals[allowed];
  if (extra !== undefined) return { kind: 'extra-argument', word: extra };
  const account = text('account');
  if (account !== undefined && !/^\d{5,12}$/.test(account)) return { kind: 'bad-value', word: `--account ${account}` };
  const where = { ...optional('napcat'), ...optional('account'), ...optional('url'), deep: values.deep === true };
  switch (name) {
    case 'diagnose':
      return { name, json: values.json === true, ...where, ...optional('recording'), logs: listOf(values.log) };
    case 'ports':
      return { name, json: values.json === true, ...optional('recording') };
    case 'record':
      return positionals[0] === undefined
        ? { kind: 'missing-argument', word: 'OUT.yaml' }
        : { name, out: positionals[0], ...where };
    case 'explain':
      return { name, code: positionals[0] };
    case 'completion':
      return { name, shell: positionals[0] };
    case 'help':
      return { name, topic: positionals[0] };
  }
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
