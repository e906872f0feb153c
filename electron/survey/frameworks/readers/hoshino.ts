/** HoshinoBot (NoneBot 1): constants in `hoshino/config/__bot__.py`. */
import { asPort } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { readProgram } from '../python/program.ts';
import { readDocument, readingOf } from './document.ts';
import type { Keyed } from './document.ts';

export async function readHoshino(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['hoshino', 'config', '__bot__.py']], readProgram);
  return readingOf('nonebot1', project, document, ({ constants }) => {
    const text = (key: string): Keyed<string> | null => {
      const constant = constants.get(key);
      return constant?.value.kind === 'text' ? { key, value: constant.value.text, line: constant.line } : null;
    };
    const port = text('PORT');
    const number = asPort(port?.value);
    return {
      host: text('HOST'),
      port: port === null || number === null ? null : { ...port, value: number },
      token: text('ACCESS_TOKEN'),
    };
  });
}
