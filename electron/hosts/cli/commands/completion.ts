/** `completion SHELL`: a script for the shell, made from the same table that parses the words. */
import { VERDICT_CODES } from '../../../contract/codes.ts';
import { REMEDY_CODES } from '../../../contract/remedies.ts';
import { COMMAND_NAMES, OPTIONS } from '../arguments.ts';
import type { CommandName } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const SCRIPTS: Readonly<Record<string, () => string>> = { bash, zsh, fish, powershell };

export function completion({ shell }: { readonly shell: string | undefined }, { out, messages }: Terminal): number {
  const script = shell === undefined ? undefined : SCRIPTS[shell];
  if (script === undefined || !Object.hasOwn(SCRIPTS, shell ?? '')) {
    throw new CommandError(messages.errors.unknownShell(shell ?? '', Object.keys(SCRIPTS)), EXIT.usage);
  }
  out(script());
  return EXIT.healthy;
}

const flagsOf = (name: CommandName): readonly string[] => Object.keys(OPTIONS[name]).map((option) => `--${option}`);

/** The words that may follow a command besides its options. */
const wordsAfter = (name: CommandName): readonly string[] =>
  name === 'explain'
    ? VERDICT_CODES
    : name === 'fix'
      ? REMEDY_CODES
      : name === 'completion'
        ? Object.keys(SCRIPTS)
        : name === 'help'
          ? COMMAND_NAMES
          : [];

function bash(): string {
  const cases = COMMAND_NAMES.map(
    (name) => `    ${name}) words="${[...flagsOf(name), ...wordsAfter(name)].join(' ')}" ;;`,
  );
  return [
    '_napcat_doctor() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" words',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    `    *) words="${COMMAND_NAMES.join(' ')} --help --version --lang" ;;`,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _napcat_doctor napcat-doctor',
  ].join('\n');
}

function zsh(): string {
  return ['#compdef napcat-doctor', 'autoload -U +X bashcompinit && bashcompinit', bash()].join('\n');
}

function fish(): string {
  const first = `complete -c napcat-doctor -n __fish_use_subcommand -f -a '${COMMAND_NAMES.join(' ')}'`;
  const rest = COMMAND_NAMES.flatMap((name) => [
    ...Object.keys(OPTIONS[name]).map(
      (option) => `complete -c napcat-doctor -n '__fish_seen_subcommand_from ${name}' -l ${option}`,
    ),
    ...(wordsAfter(name).length === 0
      ? []
      : [`complete -c napcat-doctor -n '__fish_seen_subcommand_from ${name}' -f -a '${wordsAfter(name).join(' ')}'`]),
  ]);
  return [first, ...rest].join('\n');
}

function powershell(): string {
  const rows = COMMAND_NAMES.map(
    (name) => `    '${name}' { @(${[...flagsOf(name), ...wordsAfter(name)].map((word) => `'${word}'`).join(', ')}) }`,
  );
  return [
    'Register-ArgumentCompleter -Native -CommandName napcat-doctor -ScriptBlock {',
    '  param($word, $ast, $position)',
    '  $command = if ($ast.CommandElements.Count -gt 1) { $ast.CommandElements[1].ToString() } else { "" }',
    '  $words = switch ($command) {',
    ...rows,
    `    default { @(${COMMAND_NAMES.map((name) => `'${name}'`).join(', ')}) }`,
    '  }',
    '  $words | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }',
    '}',
  ].join('\n');
}
