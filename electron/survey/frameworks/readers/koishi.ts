/**
 * Koishi: `koishi.yml`, a tree of plugins whose keys are names with an optional `:id` behind and a `~` before when they
 * are switched off. Groups nest. Its OneBot adapter ignores the token of whoever dials in.
 */
import { asPort, asRecord, asScalarText } from '../plain.ts';
import type { Project, Reading } from '../project.ts';
import { keyed, readDocument, readingOf } from './document.ts';
import type { Found, Keyed } from './document.ts';
import { parseYaml } from './yaml.ts';

export async function readKoishi(project: Project): Promise<Reading> {
  const document = await readDocument(project, [['koishi.yml'], ['koishi.yaml']], parseYaml);
  return readingOf('koishi', project, document, findPlugins);
}

interface Plugin {
  readonly name: string;
  /** Path of its key. */
  readonly key: string;
  readonly enabled: boolean;
  readonly config: Readonly<Record<string, unknown>>;
}

function findPlugins(document: unknown): Found {
  const root = asRecord(document) ?? {};
  const plugins = pluginsBelow(root.plugins, 'plugins', true, 0);
  const server = plugins.find(({ name, enabled }) => name === 'server' && enabled);
  const adapters = plugins.filter(({ name }) => name === 'adapter-onebot');
  const adapter = adapters.find(isReverse) ?? adapters.find(({ enabled }) => enabled) ?? adapters[0];
  // Before Koishi 4.16 host and port stood at the top.
  const host = from(server, 'host', asScalarText) ?? keyed('host', asScalarText(root.host));
  const port = from(server, 'port', asPort) ?? keyed('port', asPort(root.port));
  return {
    host: isLiteral(host?.value) ? host : null,
    port,
    path: from(adapter, 'path', asScalarText) ?? null,
    token: null,
    adapterEnabled: adapter === undefined ? false : isReverse(adapter),
    dials: adapters
      .filter(({ enabled, config }) => enabled && config.protocol === 'ws')
      .flatMap(({ config }) => asScalarText(config.endpoint) ?? []),
    expectedAccounts: adapters.filter(isReverse).flatMap(({ config }) => asScalarText(config.selfId) ?? []),
  };
}

function isReverse({ enabled, config }: Plugin): boolean {
  return enabled && (config.protocol === undefined || config.protocol === 'ws-reverse');
}

/** `${{ env.HOST }}` is computed when Koishi loads the file. */
function isLiteral(value: string | undefined): boolean {
  return value?.includes('${{') === false;
}

const MAX_DEPTH = 16;

function pluginsBelow(value: unknown, path: string, enabled: boolean, depth: number): readonly Plugin[] {
  if (depth > MAX_DEPTH) return [];
  return Object.entries(asRecord(value) ?? {}).flatMap(([key, config]): readonly Plugin[] => {
    const [, off = '', name = ''] = /^(~?)([^:]*)/.exec(key) ?? [];
    const here = `${path}.${key}`;
    const on = enabled && off === '';
    if (name === 'group') return pluginsBelow(config, here, on, depth + 1);
    return [
      {
        name: name.replace(/^(?:@koishijs\/plugin-|koishi-plugin-)/, ''),
        key: here,
        enabled: on,
        config: asRecord(config) ?? {},
      },
    ];
  });
}

function from<T>(plugin: Plugin | undefined, name: string, read: (value: unknown) => T | null): Keyed<T> | null {
  return plugin === undefined ? null : keyed(`${plugin.key}.${name}`, read(plugin.config[name]));
}
