/** The hosts file: which names it answers before any server is asked. */
import { mapAnswer, valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, FileContent, Machine } from '../../machine/machine.ts';
import type { SystemFacts } from '../facts.ts';
import { decodeText } from '../text.ts';
import { textNamed } from './registry-values.ts';
import { expander } from './variables.ts';

type HostsEntries = SystemFacts['hostsFile'] extends Answer<infer T> ? T : never;

const PARAMETERS = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
const WINDOWS_FOLDER = '%SystemRoot%\\System32\\drivers\\etc';

/** One entry a name, names in lower case, in the order of the file. */
export async function surveyHosts(machine: Machine, ask: Ask): Promise<Answer<HostsEntries>> {
  const path = await hostsPath(machine, ask);
  const file = await machine.readFile(path, ask);
  return mapAnswer(file, (content) => readEntries(content, machine.host.oemCodePage));
}

async function hostsPath(machine: Machine, ask: Ask): Promise<string> {
  if (machine.host.platform === 'linux') return '/etc/hosts';
  const parameters = valueOf(await machine.registry(PARAMETERS, ask));
  const folder = (parameters && textNamed(parameters, 'DataBasePath')) ?? WINDOWS_FOLDER;
  const expand = expander({ SystemRoot: 'C:\\Windows', ...valueOf(machine.env()) });
  return machine.paths.join(expand(folder), 'hosts');
}

/** Block lists hold a hundred thousand names; what lies behind so many is kept only where it concerns this machine. */
const MOST_ENTRIES = 1000;

function readEntries(content: FileContent, oemCodePage: number | undefined): HostsEntries {
  const { text } = decodeText(content.bytes, oemCodePage, content.part);
  const entries = text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || !/^[\da-f.:%]+$/i.test(address)) return [];
    return names.map((name) => ({ address, name: name.toLowerCase(), line: index + 1 }));
  });
  return entries.filter(
    ({ name }, index) => index < MOST_ENTRIES || name === 'localhost' || name.endsWith('.localhost'),
  );
}
