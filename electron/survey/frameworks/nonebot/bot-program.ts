/** The Python program that starts a NoneBot: bot.py or its like, or the code that `nb run` wrote. */
import { ABSENT, known, mapAnswer, valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import { readTextFile } from '../files.ts';
import type { Project } from '../project.ts';
import { readProgram } from '../python/program.ts';
import type { PythonProgram } from '../python/program.ts';
import { START_SCRIPTS } from '../start-scripts.ts';

export interface BotProgram {
  readonly path: string | null;
  /** `absent`: NoneBot is started without a file of its own (`nb run`). */
  readonly content: Answer<PythonProgram>;
  /** Whether it is a file of the user's, not what nb-cli generated. */
  readonly isFile: boolean;
}

/** The program that runs; else the one that would be started. */
export async function findProgram({ machine, ask, launch }: Project, dir: string): Promise<BotProgram> {
  if (launch?.code != null) return { path: null, content: known(readProgram(launch.code)), isFile: false };
  const names = launch?.script == null ? START_SCRIPTS.map((name) => machine.paths.join(dir, name)) : [launch.script];
  let unread: BotProgram | null = null;
  for (const path of names) {
    const file = await readTextFile(machine, path, ask);
    const content = mapAnswer(file, ({ text }) => readProgram(text));
    if (content.state === 'known' && (launch?.script != null || importsNoneBot(content.value))) {
      return { path, content, isFile: true };
    }
    if (content.state !== 'known' && content.state !== 'absent') unread ??= { path, content, isFile: true };
  }
  return unread ?? { path: null, content: ABSENT, isFile: false };
}

function importsNoneBot(program: PythonProgram): boolean {
  return [...program.modules].some((name) => /^nonebot(?:\.|$)/.test(name));
}

/** Whether anything hands pyproject.toml to NoneBot. */
export function readsPyproject({ content, isFile }: BotProgram): boolean {
  if (!isFile) return true;
  const calls = valueOf(content)?.calls ?? [];
  return calls.some(({ callee }) => callee.split('.').at(-1) === 'load_from_toml');
}
