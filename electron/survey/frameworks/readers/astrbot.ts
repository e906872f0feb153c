/** AstrBot: `data/cmd_config.json`, whose platform of type `aiocqhttp` is the OneBot server. It is written with a BOM. */
import { asList, asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import type { Found } from './document.ts';

export async function readAstrBot(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['data', 'cmd_config.json']], (text): unknown => JSON.parse(text));
  return readingOf('astrbot', project, document, findPlatform);
}

/** The platform that is switched on; of several the first. */
function findPlatform(config: unknown): Found {
  const platforms = (asList(asRecord(config)?.platform) ?? []).map((value, index) => ({
    value: asRecord(value),
    index,
  }));
  const candidates = platforms.filter(({ value }) => value?.type === 'aiocqhttp');
  const chosen = candidates.find(({ value }) => value?.enable !== false) ?? candidates[0];
  if (chosen?.value == null) return { adapterEnabled: false };
  const { value, index } = chosen;
  const key = (name: string) => `platform[${index}].${name}`;
  return {
    host: keyed(key('ws_reverse_host'), asScalarText(value.ws_reverse_host)),
    port: keyed(key('ws_reverse_port'), asPort(value.ws_reverse_port)),
    token: keyed(key('ws_reverse_token'), asScalarText(value.ws_reverse_token)),
    adapterEnabled: value.enable !== false,
  };
}
