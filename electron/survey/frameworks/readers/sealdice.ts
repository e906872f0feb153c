/**
 * SealDice keeps its connections in `data/default/serve.yaml`. Only the fields that its OneBot adapter names are read
 * (`reverseUrl`, `reverseSuffix`, `token`), wherever they stand: the file's layout is not documented.
 */
import { asList, asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import { parseYaml } from './yaml.ts';

export async function readSealDice(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['data', 'default', 'serve.yaml']], parseYaml);
  return readingOf('sealdice', project, document, (config) => {
    const adapter = findReverse(config, 0);
    if (adapter === null) return { adapterEnabled: false };
    const [, host, port] =
      /^(?:wss?:\/\/)?\[?([^/[\]]*?)\]?:(\d+)(?:\/|$)/.exec(asScalarText(adapter.reverseUrl) ?? '') ?? [];
    return {
      host: keyed('reverseUrl', host === '' ? null : host),
      port: keyed('reverseUrl', asPort(port)),
      path: keyed('reverseSuffix', asScalarText(adapter.reverseSuffix)),
      token: keyed('token', asScalarText(adapter.token)),
      adapterEnabled: true,
    };
  });
}

const MAX_DEPTH = 12;

function findReverse(value: unknown, depth: number): Readonly<Record<string, unknown>> | null {
  const record = asRecord(value);
  if (record !== null && asScalarText(record.reverseUrl)) return record;
  if (depth > MAX_DEPTH) return null;
  for (const child of asList(value) ?? Object.values(record ?? {})) {
    const found = findReverse(child, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
