/**
 * A machine whose disk is asked each question once. Several collectors look into the same folders and read the same
 * small files; within one survey they shall also see the same.
 */
import type { Answer } from '../machine/answer.ts';
import type { Ask, Machine } from '../machine/machine.ts';

/** Larger pieces, which are logs, are read by one collector only and are not kept. */
const LARGEST_KEPT = 512 * 1024;

/** Only what the disk itself answered is kept: a question that ran out of time may be asked again. */
export function askedOnce(machine: Machine): Machine {
  const once = memory();
  return {
    ...machine,
    list: (dir, ask) => once(`list ${dir}`, ask, () => machine.list(dir, ask)),
    stat: (path, ask) => once(`stat ${path}`, ask, () => machine.stat(path, ask)),
    readFile: (path, options = {}) => {
      const { limit = Infinity, part = 'head' } = options;
      const read = (): ReturnType<Machine['readFile']> => machine.readFile(path, options);
      return limit > LARGEST_KEPT ? read() : once(`${part} ${String(limit)} ${path}`, options, read);
    },
  };
}

type Once = <T>(question: string, ask: Ask | undefined, put: () => Promise<Answer<T>>) => Promise<Answer<T>>;

function memory(): Once {
  const answers = new Map<string, Promise<Answer<unknown>>>();
  return async <T>(question: string, ask: Ask | undefined, put: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    // Equal questions have answers of one type.
    const earlier = answers.get(question) as Promise<Answer<T>> | undefined;
    if (earlier !== undefined) {
      const answer = await earlier;
      if (answer.state !== 'timeout') return answer;
    }
    const answer = put();
    answers.set(question, answer);
    return answer;
  };
}
