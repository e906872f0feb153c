/** Runs one invocation and turns whatever happens into output and an exit status. */
import type { Invocation, UsageProblem } from './arguments.ts';
import { COMMAND_NAMES, OPTIONS } from './arguments.ts';
import { EXIT } from './exit-status.ts';
import { nearest } from './nearest.ts';
import { harmless, jsonText } from './output/style.ts';
import { CommandError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export async function runCommand({ command, json }: Invocation, terminal: Terminal): Promise<number> {
  try {
    if ('kind' in command) throw new CommandError(usageMessage(command, terminal), EXIT.usage);
    switch (command.name) {
      case 'diagnose':
        return await (await import('./commands/diagnose.ts')).diagnose(command, terminal);
      case 'watch':
        return await (await import('./commands/watch.ts')).watch(command, terminal);
      case 'fix':
        return await (await import('./commands/fix.ts')).fix(command, terminal);
      case 'undo':
        return await (await import('./commands/undo.ts')).undo(command, terminal);
      case 'ports':
        return await (await import('./commands/ports.ts')).ports(command, terminal);
      case 'record':
        return await (await import('./commands/record.ts')).record(command, terminal);
      case 'export':
        return await (await import('./commands/export.ts')).exportBundle(command, terminal);
      case 'open':
        return await (await import('./commands/open.ts')).open(command, terminal);
      case 'triage':
        return await (await import('./commands/triage.ts')).triage(command, terminal);
      case 'knock':
      case 'listen':
      case 'relay':
        return await (await import('./commands/lab.ts')).lab(command, terminal);
      case 'explain':
        return await (await import('./commands/explain.ts')).explain(command, terminal);
      case 'completion':
        return (await import('./commands/completion.ts')).completion(command, terminal);
      case 'help':
        return (await import('./commands/help.ts')).help(command, terminal);
      case 'version':
        terminal.out(__VERSION__);
        return EXIT.healthy;
    }
  } catch (error) {
    return reportFault(error, json, terminal);
  }
}

/** Says what went wrong, on stderr and, for who asked for JSON, as the one document on stdout. Gives the exit status. */
export function reportFault(error: unknown, json: boolean, { out, err, messages: { errors } }: Terminal): number {
  const status = error instanceof CommandError ? error.status : EXIT.incomplete;
  const message =
    error instanceof CommandError
      ? error.message
      : errors.ownFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  err(`${harmless(message)}\n`);
  if (json) out(jsonText({ format: 'napcat-doctor/error@1', error: { status, message } }));
  return status;
}

function usageMessage(problem: UsageProblem, { messages: { errors, help } }: Terminal): string {
  if (problem.kind === 'unknown-option') return `${unknownOption(problem, errors)}\n${help.more}`;
  const say: Readonly<Record<Exclude<UsageProblem['kind'], 'unknown-option'>, (word: string) => string>> = {
    'unknown-command': (word) => errors.unknownCommand(word, nearest(word, COMMAND_NAMES)),
    'missing-value': errors.missingValue,
    'missing-argument': errors.missingArgument,
    'extra-argument': errors.extraArgument,
    'bad-value': errors.badValue,
  };
  return `${say[problem.kind](problem.word)}\n${help.more}`;
}

/** An option of another command is known, and yet no word to propose here. */
function unknownOption(
  { word, command }: Extract<UsageProblem, { kind: 'unknown-option' }>,
  errors: Terminal['messages']['errors'],
): string {
  const elsewhere = Object.values(OPTIONS).flatMap(optionsIn).includes(word);
  return elsewhere
    ? errors.foreignOption(word, command)
    : errors.unknownOption(word, nearest(word, optionsIn(OPTIONS[command])));
}

function optionsIn(options: object): readonly string[] {
  return Object.keys(options).map((name) => `--${name}`);
}
