/**
 * Which OneBot adapters a project registers. With a program of its own only `register_adapter` in it counts; the list in
 * pyproject.toml is read by nb-cli alone, and counts where `nb run` writes the program itself.
 */
import { ABSENT, known } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { NoneBotFacts } from '../../facts.ts';
import { dereference } from '../python/program.ts';
import type { Literal, PythonProgram } from '../python/program.ts';
import type { NoneBotPyproject } from './pyproject.ts';

export type Adapters = NoneBotFacts['adapters'];

/** Adapters that a program registers, by the module they come from. */
export function adaptersOfProgram(program: PythonProgram, path: string, line?: number): Adapters {
  const calls = program.calls.filter(({ callee }) => callee.split('.').at(-1) === 'register_adapter');
  const registered = calls.flatMap((call) => call.arguments.map(({ value }) => modulesBehind(program, value)));
  const modules = registered.flat();
  const at = calls[0]?.line ?? line;
  return known({
    v11: modules.some(isV11),
    v12: modules.some(isV12),
    origin: { kind: 'file', path, key: 'register_adapter', ...(at === undefined ? {} : { line: at }) },
  });
}

/** Adapters that pyproject.toml lists, in the old form or the new. */
export function adaptersOfPyproject(pyproject: Answer<NoneBotPyproject>): Adapters {
  if (pyproject.state !== 'known') return pyproject;
  const { adapterModules, path } = pyproject.value;
  if (adapterModules === null) return ABSENT;
  return known({
    v11: adapterModules.includes('nonebot.adapters.onebot.v11'),
    v12: adapterModules.includes('nonebot.adapters.onebot.v12'),
    origin: { kind: 'file', path, key: 'tool.nonebot.adapters' },
  });
}

/** A name that leads nowhere (a loop over a list) may mean every adapter that is imported and used. */
function modulesBehind(program: PythonProgram, value: Literal): readonly string[] {
  const resolved = value.kind === 'name' ? program.resolve(value.name) : null;
  if (resolved !== null && isOneBot(resolved)) return [resolved];
  const constant = dereference(program, value);
  if (constant.kind === 'name') return modulesBehind(program, constant);
  return [...program.imports]
    .filter(([name, full]) => isOneBot(full) && full.endsWith('Adapter') && program.uses(name) > 1)
    .map(([, full]) => full);
}

function isOneBot(name: string): boolean {
  return isV11(name) || isV12(name);
}

function isV11(name: string): boolean {
  return /^nonebot\.adapters\.onebot\.(?:v11\b|V11)/.test(name);
}

function isV12(name: string): boolean {
  return /^nonebot\.adapters\.onebot\.(?:v12\b|V12)/.test(name);
}
