/** Karin: its `.env`. A key is generated when the project is made, so an empty token in NapCat never fits. */
import { parseDotenv, resolveDotenv } from '../dotenv.ts';
import { asPort } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { readDocument, readingOf } from './document.ts';
import type { Keyed } from './document.ts';

export async function readKarin(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['.env']], (text) => resolveDotenv(parseDotenv(text).bindings, {}));
  return readingOf('karin', project, document, (env) => {
    const text = (key: string): Keyed<string> | null => {
      const { value, line } = env.get(key) ?? { value: null, line: 0 };
      return value === null || value === '' ? null : { key, value, line };
    };
    const port = text('HTTP_PORT');
    const number = asPort(port?.value);
    return {
      host: text('HTTP_HOST'),
      port: port === null || number === null ? null : { ...port, value: number },
      token: text('WS_SERVER_AUTH_KEY'),
    };
  });
}
