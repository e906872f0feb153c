/** What bot.py itself sets: `nonebot.init(port=…, _env_file=…)` and `nonebot.run(host=…)`, as far as literals tell. */
import { ABSENT, known, unanswered } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { Origin } from '../../facts.ts';
import { dereference } from '../python/program.ts';
import type { Argument, Literal, PythonProgram } from '../python/program.ts';
import type { RawSetting } from './env-files.ts';

export interface InitCall {
  /** Argument of `nonebot.init` by key in lower case. `not-asked`: only running the program would tell. */
  argument(key: string): Answer<RawSetting>;
  /** Argument of `nonebot.run`, which beats every setting (drivers/fastapi.py `run`). */
  runArgument(key: 'host' | 'port'): Answer<RawSetting>;
  /** `_env_file`: names of the files read instead; `absent`: the usual ones. */
  readonly envFile: Answer<string | readonly string[]>;
}

/** `null` stands for a program that could not be read: it is taken to set nothing itself, as nearly all do. */
export function readInitCall(program: PythonProgram | null, path: string | null): InitCall {
  const init = argumentsOf(program, 'nonebot.init');
  const run = argumentsOf(program, 'nonebot.run');
  const settingFrom = (all: readonly Argument[], key: string) => settingOf(program, all, key, path);
  return {
    argument: (key) => settingFrom(init, key),
    runArgument: (key) => settingFrom(run, key),
    envFile: envFileOf(program, init),
  };
}

function argumentsOf(program: PythonProgram | null, callee: string): readonly Argument[] {
  return program?.calls.find((call) => call.callee === callee)?.arguments ?? [];
}

function settingOf(
  program: PythonProgram | null,
  all: readonly Argument[],
  key: string,
  path: string | null,
): Answer<RawSetting> {
  const argument = all.find(({ name }) => name?.toLowerCase() === key);
  if (argument === undefined) return all.some(({ name }) => name === '**') ? COMPUTED : ABSENT;
  const value = valueOf(program, argument);
  const origin: Origin =
    path === null ? { kind: 'default' } : { kind: 'file', path, key: `nonebot ${key}`, line: argument.line };
  if (value.kind === 'none') return known({ text: null, origin });
  return value.kind === 'text' ? known({ text: value.text, origin }) : COMPUTED;
}

function envFileOf(program: PythonProgram | null, all: readonly Argument[]): InitCall['envFile'] {
  const argument = all.find(({ name }) => name === '_env_file');
  if (argument === undefined) return all.some(({ name }) => name === '**') ? COMPUTED : ABSENT;
  const value = valueOf(program, argument);
  if (value.kind === 'none') return ABSENT;
  if (value.kind === 'text') return known(value.text);
  if (value.kind !== 'list') return COMPUTED;
  const names = value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return names.length === value.items.length ? known(names) : COMPUTED;
}

function valueOf(program: PythonProgram | null, { value }: Argument): Literal {
  return program === null ? value : dereference(program, value);
}

const COMPUTED = unanswered('not-asked', 'the program computes it');
