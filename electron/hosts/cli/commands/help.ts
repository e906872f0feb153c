/** `help` and `--help`: what one can ask, with examples to learn from. */
import { COMMAND_NAMES, OPTIONS } from '../arguments.ts';
import type { CommandName } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import { nearest } from '../nearest.ts';
import { columns, padTo } from '../output/style.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export function help({ topic }: { readonly topic: string | undefined }, terminal: Terminal): number {
  if (topic === undefined) overview(terminal);
  else if ((COMMAND_NAMES as readonly string[]).includes(topic)) onCommand(topic as CommandName, terminal);
  else
    throw new CommandError(terminal.messages.errors.unknownCommand(topic, nearest(topic, COMMAND_NAMES)), EXIT.usage);
  return EXIT.healthy;
}

function overview({ out, style, messages: { help: texts } }: Terminal): void {
  const width = Math.max(...COMMAND_NAMES.map(columns));
  out(
    [
      `${style.bold('napcat-doctor')} ${__VERSION__}  ${texts.tagline}`,
      '',
      style.bold(texts.usage),
      ...COMMAND_NAMES.map((name) => `  napcat-doctor ${texts.commands[name].usage}`),
      '',
      style.bold(texts.commandsHeading),
      ...COMMAND_NAMES.map((name) => `  ${padTo(name, width)}  ${texts.commands[name].summary}`),
      '',
      style.bold(texts.exitHeading),
      ...texts.exit.map((line) => `  ${line}`),
      '',
      texts.more,
    ].join('\n'),
  );
}

function onCommand(name: CommandName, { out, style, messages: { help: texts } }: Terminal): void {
  const { usage, summary, details, examples } = texts.commands[name];
  const options = Object.keys(OPTIONS[name]).map((option) => {
    const { value, text } = texts.options[option as keyof typeof texts.options];
    return { flag: `--${option}${value === null ? '' : ` ${value}`}`, text };
  });
  const width = Math.max(...options.map(({ flag }) => columns(flag)));
  out(
    [
      summary,
      '',
      style.bold(texts.usage),
      `  napcat-doctor ${usage}`,
      ...(details.length === 0 ? [] : ['', ...details]),
      '',
      style.bold(texts.optionsHeading),
      ...options.map(({ flag, text }) => `  ${padTo(flag, width)}  ${text}`),
      ...(examples.length === 0 ? [] : ['', style.bold(texts.examplesHeading), ...examples.map((line) => `  ${line}`)]),
    ].join('\n'),
  );
}
