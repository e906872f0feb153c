/** The commands and the options that each takes. */

export const COMMAND_NAMES = [
  'diagnose',
  'watch',
  'fix',
  'undo',
  'ports',
  'record',
  'export',
  'open',
  'triage',
  'knock',
  'listen',
  'relay',
  'explain',
  'completion',
  'help',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

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
/** Of the commands whose answer is a text for people. */
const PLAIN = { lang: COMMON.lang, help: COMMON.help } as const satisfies Record<string, OptionSpec>;
const WHERE = {
  napcat: { type: 'string' },
  account: { type: 'string' },
  url: { type: 'string' },
  deep: { type: 'boolean' },
} as const satisfies Record<string, OptionSpec>;

/** Consent to a question that is more than a look from outside. */
const ASKING = { webui: { type: 'boolean' } } as const satisfies Record<string, OptionSpec>;

/** How long a watch goes on. */
const LASTING = { seconds: { type: 'string' } } as const satisfies Record<string, OptionSpec>;

/** What NapCat would send, or what the framework expects. */
const TOKEN = { token: { type: 'string' } } as const satisfies Record<string, OptionSpec>;

/** The options each command takes; completion and the usage errors read the same table. */
export const OPTIONS: Readonly<Record<CommandName, Readonly<Record<string, OptionSpec>>>> = {
  diagnose: {
    ...COMMON,
    ...WHERE,
    ...ASKING,
    recording: { type: 'string' },
    log: { type: 'string', multiple: true },
  },
  watch: { ...COMMON, ...WHERE, ...ASKING, ...LASTING, log: { type: 'string', multiple: true } },
  fix: {
    ...COMMON,
    napcat: WHERE.napcat,
    account: WHERE.account,
    url: WHERE.url,
    log: { type: 'string', multiple: true },
    form: { type: 'string' },
    archive: { type: 'string' },
    prove: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  undo: { ...COMMON, step: { type: 'string' }, list: { type: 'boolean' } },
  ports: { ...COMMON, recording: { type: 'string' } },
  record: { ...PLAIN, ...WHERE, ...ASKING },
  export: {
    ...COMMON,
    ...WHERE,
    ...ASKING,
    recording: { type: 'string' },
    log: { type: 'string', multiple: true },
    watch: { type: 'string' },
    show: { type: 'string' },
    yes: { type: 'boolean' },
    without: { type: 'string', multiple: true },
  },
  open: COMMON,
  triage: COMMON,
  knock: { ...COMMON, ...LASTING, ...TOKEN, napcat: WHERE.napcat },
  listen: { ...COMMON, ...LASTING, ...TOKEN },
  relay: { ...COMMON, ...LASTING },
  explain: PLAIN,
  completion: PLAIN,
  help: PLAIN,
};
