/** Services of docker-compose files that the disk walk passed: which ports a container gives to the host. */
import { valueOf } from '../machine/answer.ts';
import type { Ask, Machine } from '../machine/machine.ts';
import type { ComposeService } from './facts.ts';
import { decodeText } from './text.ts';
import type { VisitedFolder } from './walk.ts';

const FILE = /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/i;
/** A machine with more compose files than this is a server farm; the first ones near the top tell enough. */
const MOST_FILES = 20;

export async function surveyCompose(
  machine: Machine,
  folders: readonly VisitedFolder[],
  ask: Ask,
): Promise<readonly ComposeService[]> {
  const files = folders
    .flatMap(({ dir, entries }) =>
      entries
        .filter(({ name, kind }) => kind === 'file' && FILE.test(name))
        .map(({ name }) => ({ dir, path: machine.paths.join(dir, name) })),
    )
    .slice(0, MOST_FILES);
  const services = await Promise.all(
    files.map(async ({ dir, path }) => {
      const content = valueOf(await machine.readFile(path, { ...ask, limit: 256 * 1024 }));
      return content === undefined
        ? []
        : composeServices(decodeText(content.bytes, machine.host.oemCodePage).text, path, dir);
    }),
  );
  return services.flat();
}

/** The services of one document; none where it is no such document. */
export async function composeServices(text: string, file: string, dir: string): Promise<readonly ComposeService[]> {
  return servicesIn(await parse(text), file, dir);
}

async function parse(text: string): Promise<unknown> {
  const { parse: parseYaml } = await import('yaml');
  try {
    return parseYaml(text, { maxAliasCount: 50, logLevel: 'silent' });
  } catch {
    return null;
  }
}

type Loose = Readonly<Record<string, unknown>>;

function servicesIn(document: unknown, file: string, dir: string): readonly ComposeService[] {
  const services = isObject(document) && isObject(document.services) ? document.services : {};
  return Object.entries(services).flatMap(([name, service]): ComposeService[] =>
    isObject(service)
      ? [
          {
            file,
            dir,
            name,
            image: typeof service.image === 'string' ? service.image : null,
            hostNetwork: service.network_mode === 'host',
            ports: (Array.isArray(service.ports) ? (service.ports as readonly unknown[]) : []).flatMap(portOf),
          },
        ]
      : [],
  );
}

/** Compose specification, "ports": `[host ip:]host:container[/protocol]`, a lone container port, or the long form. */
function portOf(entry: unknown): { host: number; container: number }[] {
  if (isObject(entry)) {
    const host = Number(entry.published);
    const container = Number(entry.target);
    return Number.isInteger(host) && Number.isInteger(container) ? [{ host, container }] : [];
  }
  const match = /^(?:.*:)?(\d+):(\d+)(?:\/tcp)?$/.exec(String(entry));
  return match === null ? [] : [{ host: Number(match[1]), container: Number(match[2]) }];
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
