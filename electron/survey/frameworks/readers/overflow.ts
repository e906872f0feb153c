/** Overflow (mirai): `overflow.json`, whose connection of type `websocket-reverse` is the server. */
import { asList, asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import type { Found } from './document.ts';

export async function readOverflow(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['overflow.json']], (text): unknown => JSON.parse(text));
  return readingOf('overflow', project, document, findConnection);
}

function findConnection(config: unknown): Found {
  const connections = (asList(asRecord(config)?.connections) ?? []).map(asRecord);
  const index = connections.findIndex((connection) => connection?.type === 'websocket-reverse');
  const connection = connections[index];
  if (connection == null) return { adapterEnabled: false };
  const key = (name: string) => `connections[${index}].${name}`;
  return {
    port: keyed(key('port'), asPort(connection.port)),
    token: keyed(key('token'), asScalarText(connection.token)),
    adapterEnabled: connection.enable !== false,
  };
}
