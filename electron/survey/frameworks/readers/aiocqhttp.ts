/** A program of the user's own on the aiocqhttp library: `CQHttp(access_token=…)` and `bot.run(host=…, port=…)`. */
import { known, unanswered } from '../../../machine/answer.ts';
import { asPort } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { dereference, readProgram } from '../python/program.ts';
import type { Argument, PythonProgram } from '../python/program.ts';
import { START_SCRIPTS } from '../start-scripts.ts';
import { readDocument, readingOf } from './document.ts';
import type { Keyed } from './document.ts';

export async function readAiocqhttp(project: Project): Promise<Reading> {
  const script = project.launch?.scriptName;
  const names = script == null ? START_SCRIPTS.map((name) => [name]) : [[script]];
  const document = await readDocument(project, names, readProgram);
  const reading = readingOf('aiocqhttp', project, document, (program) => {
    const port = argument(program, 'run', 'port');
    const number = asPort(port?.value);
    return {
      host: argument(program, 'run', 'host'),
      port: port === null || number === null ? null : { ...port, value: number },
      token: argument(program, 'CQHttp', 'access_token'),
    };
  });
  // A token that the program computes is demanded all the same.
  const computed =
    document.content.state === 'known' &&
    given(document.content.value, 'CQHttp', 'access_token') !== undefined &&
    reading.token.state === 'known' &&
    reading.token.value === null;
  return { ...reading, adapterEnabled: known(true), ...(computed ? { token: COMPUTED } : {}) };
}

const COMPUTED = unanswered('not-asked', 'the program computes it');

function given(program: PythonProgram, method: string, name: string): Argument | undefined {
  return program.calls
    .filter(({ callee }) => callee.split('.').at(-1) === method)
    .flatMap((call) => call.arguments)
    .find((argument) => argument.name === name);
}

function argument(program: PythonProgram, method: string, name: string): Keyed<string> | null {
  const found = given(program, method, name);
  const value = found === undefined ? undefined : dereference(program, found.value);
  return found === undefined || value?.kind !== 'text'
    ? null
    : { key: `${method}(${name})`, value: value.text, line: found.line };
}
