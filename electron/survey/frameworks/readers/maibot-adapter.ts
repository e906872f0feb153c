/** MaiBot-Napcat-Adapter up to 0.7: `config.toml`, section `[napcat_server]`. Later ones are clients of NapCat. */
import { parse } from 'smol-toml';

import { asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';

export async function readMaiBotAdapter(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['config.toml']], parse);
  return readingOf('maibot-adapter', project, document, (config) => {
    const [section, server] = Object.entries(config).find(([name]) => name.toLowerCase() === 'napcat_server') ?? [];
    const values = asRecord(server) ?? {};
    const key = (name: string) => `${section ?? ''}.${name}`;
    return {
      host: keyed(key('host'), asScalarText(values.host)),
      port: keyed(key('port'), asPort(values.port)),
      token: keyed(key('token'), asScalarText(values.token)),
      adapterEnabled: section !== undefined,
    };
  });
}
