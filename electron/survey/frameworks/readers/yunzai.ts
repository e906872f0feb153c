/** TRSS-Yunzai: `config/config/server.yaml`, which stands over `config/default_config/server.yaml`. */
import { unanswered } from '../../../machine/answer.ts';
import { asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import type { Keyed } from './document.ts';
import { parseYaml } from './yaml.ts';

export async function readYunzai(project: Project): Promise<Reading> {
  const document = await readDocument(project, FILES, async (text) => asRecord(await parseYaml(text)) ?? {});
  const { content } = document;
  const reading = readingOf('yunzai', project, document, (server) => ({
    port: keyed('port', asPort(server.port)),
    token: bearerOf(server.auth),
  }));
  const wantsOtherHeader = content.state === 'known' && demandsMoreThanBearer(content.value.auth);
  return wantsOtherHeader ? { ...reading, token: unanswered('not-asked', 'auth names no bearer token') } : reading;
}

const FILES = [
  ['config', 'config', 'server.yaml'],
  ['config', 'default_config', 'server.yaml'],
];
/** `auth` maps headers (or query names) to the exact text they must have; NapCat can send only `Bearer …`. */
function bearerOf(auth: unknown): Keyed<string> | null {
  const entry = Object.entries(asRecord(auth) ?? {}).find(([name]) => name.toLowerCase() === 'authorization');
  const bearer = /^Bearer (.*)$/s.exec(asScalarText(entry?.[1]) ?? '')?.[1];
  return entry === undefined ? null : keyed(`auth.${entry[0]}`, bearer);
}

function demandsMoreThanBearer(auth: unknown): boolean {
  const demands = Object.keys(asRecord(auth) ?? {});
  return demands.length > 1 || (demands.length === 1 && bearerOf(auth) === null);
}
