/**
 * Proxies that a program may take without being told: variables of the session, those that Windows keeps for the next
 * session, and the system proxy. Python's websockets obeys them even for 127.0.0.1 (domain facts: Windows dossier §g).
 */
import { known, NOT_ASKED } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine, RegistryValues } from '../../machine/machine.ts';
import type { ProxyFacts } from '../facts.ts';
import { numberNamed, textNamed } from './registry-values.ts';

const SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
/** Variables of the user, then of the machine: what a program started from now on gets. */
const KEPT_VARIABLES = [
  'HKCU\\Environment',
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment',
] as const;

/** `system` is `null` where there is none (Linux) or where it could not be read. Credentials never leave this file. */
export async function surveyProxy(machine: Machine, ask: Ask): Promise<Answer<ProxyFacts>> {
  const windows = machine.host.platform === 'win32';
  const read = async (key: string): Promise<Answer<RegistryValues>> =>
    windows ? machine.registry(key, ask) : NOT_ASKED;
  const session = machine.env();
  const [settings, ...kept] = await Promise.all([read(SETTINGS), ...KEPT_VARIABLES.map(read)]);

  const anyAnswer = [settings, ...kept].some((answer) => answer.state === 'known');
  if (session.state !== 'known' && !anyAnswer) return session;

  const variables = mergeVariables([session, ...kept]);
  return known({
    environment: Object.fromEntries(
      [...variables.values()]
        .filter(({ name }) => PROXY_VARIABLE.test(name))
        .map(({ name, value }) => [name, withoutCredentials(value)]),
    ),
    noProxy: variables.get('no_proxy')?.value ?? null,
    system: settings.state === 'known' ? systemProxy(settings.value) : null,
  });
}

/** Proxies in the environment of one program, which may have been started from another session, or by a script. */
export function proxiesIn(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...mergeVariables([known(environment)]).values()]
      .filter(({ name }) => PROXY_VARIABLE.test(name) || /^no_proxy$/i.test(name))
      .map(({ name, value }) => [name, withoutCredentials(value)]),
  );
}

/** What urllib's getproxies looks for, the schemes that a link can have. */
const PROXY_VARIABLE = /^(?:https?|wss?|socks[45]?|all)_proxy$/i;

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** By name in lower case; of several the first source wins, and an empty one counts as not set. */
function mergeVariables(sources: readonly Answer<RegistryValues>[]): ReadonlyMap<string, Variable> {
  const merged = new Map<string, Variable>();
  for (const source of sources) {
    if (source.state !== 'known') continue;
    for (const [name, value] of Object.entries(source.value)) {
      const key = name.toLowerCase();
      if (typeof value === 'string' && value.trim() !== '' && !merged.has(key)) {
        merged.set(key, { name, value: value.trim() });
      }
    }
  }
  return merged;
}

function systemProxy(values: RegistryValues): NonNullable<ProxyFacts['system']> {
  const server = textNamed(values, 'ProxyServer');
  const autoConfig = textNamed(values, 'AutoConfigURL');
  return {
    enabled: numberNamed(values, 'ProxyEnable') === 1,
    // One for all, or `http=host:port;https=host:port`.
    server: server?.split(';').map(withoutCredentials).join(';') ?? null,
    bypass: textNamed(values, 'ProxyOverride'),
    autoConfig: autoConfig === null ? null : withoutCredentials(autoConfig),
  };
}

/**
 * `http://user:secret@host:1080/?token=x` → `http://host:1080/`. A password may hold anything, so all up to the last
 * `@` goes.
 */
function withoutCredentials(address: string): string {
  const [, scheme = '', rest = ''] = /^((?:\w+=)?(?:[a-z][\w+.-]*:\/\/)?)(.*)$/is.exec(address) ?? [];
  return scheme + rest.slice(rest.lastIndexOf('@') + 1).replace(/[?#].*$/s, '');
}
