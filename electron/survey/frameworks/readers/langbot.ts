/**
 * LangBot keeps its adapters in a database that is edited in its web panel; up to version 3 they stood in
 * `data/config/platform.json`. Where only the database knows, nothing is claimed.
 */
import { NOT_ASKED, unanswered } from '../../../machine/answer.ts';
import { asList, asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import type { Found } from './document.ts';

export async function readLangBot(project: Project): Promise<Reading> {
  const names = [['data', 'config', 'platform.json']];
  const document = await readDocument(project, names, (text): unknown => JSON.parse(text));
  const reading = readingOf('langbot', project, document, findAdapter);
  if (document.content.state === 'known') return reading;
  return { ...reading, host: IN_DATABASE, port: IN_DATABASE, token: IN_DATABASE, adapterEnabled: NOT_ASKED };
}

const IN_DATABASE = unanswered('not-asked', 'kept in its database');

function findAdapter(config: unknown): Found {
  const adapters = (asList(asRecord(config)?.['platform-adapters']) ?? []).map(asRecord);
  const index = adapters.findIndex((adapter) => adapter?.adapter === 'aiocqhttp');
  const adapter = adapters[index];
  if (adapter == null) return { adapterEnabled: false };
  const key = (name: string) => `platform-adapters[${index}].${name}`;
  return {
    host: keyed(key('host'), asScalarText(adapter.host)),
    port: keyed(key('port'), asPort(adapter.port)),
    token: keyed(key('access-token'), asScalarText(adapter['access-token'])),
    adapterEnabled: adapter.enable !== false,
  };
}
