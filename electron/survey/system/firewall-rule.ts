/**
 * Reads the string in which the Windows Firewall keeps a rule: `v2.33|Action=Block|Active=TRUE|Dir=In|…|`
 * (MS-GPFAS 2.2.2.19; domain facts: Windows dossier §a). Split at `|`, then at the first `=`.
 *
 * A condition that we do not evaluate never disappears: its key stands in `narrowed`, so that nobody takes the rule for
 * more general than it is. A string that breaks the grammar becomes an error instead of a guess.
 */
import type { RegistryValue } from '../../machine/machine.ts';
import type { FirewallRule } from '../facts.ts';
import { programPath } from './program-path.ts';
import type { Expand } from './variables.ts';

export interface UnreadableRule {
  readonly error: string;
}

/** @param id Name of the registry value; a rule that the "allow access?" prompt wrote is known by it. */
export function parseFirewallRule(
  id: string,
  data: RegistryValue,
  store: FirewallRule['store'],
  expand: Expand,
): FirewallRule | UnreadableRule {
  if (typeof data !== 'string') return { error: 'not a string' };
  const [version = '', ...fields] = data.split('|');
  if (!/^v\d+\.\d+$/.test(version)) return { error: 'no version' };
  // The grammar closes every field, the last one too: what is left over was cut off.
  if (fields.pop() !== '') return { error: 'cut off' };

  const draft = emptyDraft();
  for (const field of fields) {
    const error = readField(draft, field, expand);
    if (error !== null) return { error };
  }
  if (draft.action === null) return { error: 'no Action' };
  return finish(id, store, draft.action, draft);
}

interface Draft {
  action: FirewallRule['action'] | null;
  /** MS-GPFAS 2.2.2.19: an absent Active means FALSE. */
  active: boolean | null;
  direction: FirewallRule['direction'];
  profiles: Profile[];
  /** 256 = any, also when absent. */
  protocol: number | null;
  localPorts: PortList;
  remotePorts: PortList;
  localAddresses: string[];
  remoteAddresses: string[];
  program: string | null;
  name: string;
  narrowed: Set<string>;
}

type Profile = Exclude<FirewallRule['profiles'], 'all'>[number];

interface PortList {
  readonly ranges: { readonly from: number; readonly to: number }[];
  keywords: number;
}

function emptyDraft(): Draft {
  return {
    ...{ action: null, active: null, direction: null, profiles: [], protocol: null },
    ...{ localPorts: { ranges: [], keywords: 0 }, remotePorts: { ranges: [], keywords: 0 } },
    ...{ localAddresses: [], remoteAddresses: [], program: null, name: '', narrowed: new Set<string>() },
  };
}

function readField(draft: Draft, field: string, expand: Expand): string | null {
  const equals = field.indexOf('=');
  if (equals <= 0) return `no "=" in "${field.slice(0, 40)}"`;
  const key = field.slice(0, equals);
  const value = field.slice(equals + 1);
  const read = READERS.get(key);
  if (read === undefined) {
    draft.narrowed.add(key);
    return null;
  }
  return read(draft, value, expand) ? null : `${key} "${value.slice(0, 40)}"`;
}

/** Takes a value into the draft; `false`: the grammar does not know it, or it must not come twice. */
type Reader = (draft: Draft, value: string, expand: Expand) => boolean;

const ACTIONS: ReadonlyMap<string, FirewallRule['action']> = new Map([
  ['Allow', 'allow'],
  ['Block', 'block'],
  ['ByPass', 'bypass'],
]);
const DIRECTIONS: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['In', 'in'],
  ['Out', 'out'],
]);
const PROFILES: ReadonlyMap<string, Profile> = new Map([
  ['Domain', 'domain'],
  ['Private', 'private'],
  ['Public', 'public'],
]);
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
]);
const ANY_PROTOCOL = 256;

const localPort: Reader = (draft, value) => readPort(draft.localPorts, value);
const remotePort: Reader = (draft, value) => readPort(draft.remotePorts, value);
const localAddress: Reader = (draft, value) => draft.localAddresses.push(value.trim()) > 0;
const remoteAddress: Reader = (draft, value) => draft.remoteAddresses.push(value.trim()) > 0;
/** Says something to people, nothing about which traffic is meant. */
const ignore: Reader = () => true;

/** The version in a key (`LPort2_10`) is the schema that brought its values; all of them are ORed. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Action', (draft, value) => draft.action === null && (draft.action = ACTIONS.get(value) ?? null) !== null],
  ['Active', (draft, value) => draft.active === null && (draft.active = TRUTH.get(value.toUpperCase()) ?? null) !== null],
  ['Dir', (draft, value) => draft.direction === null && (draft.direction = DIRECTIONS.get(value) ?? null) !== null],
  ['Profile', (draft, value) => add(draft.profiles, PROFILES.get(value))],
  ['Protocol', (draft, value) => draft.protocol === null && (draft.protocol = numberUpTo(value, ANY_PROTOCOL)) !== null],
  ...['LPort', 'LPort2_10', 'LPort2_20', 'LPort2_24', 'LPort2_25', 'LPort2_29'].map((key) => [key, localPort] as const),
  ...['RPort', 'RPort2_10', 'RPort2_25', 'RPort2_28'].map((key) => [key, remotePort] as const),
  ...['LA4', 'LA6', 'LA42', 'LA62'].map((key) => [key, localAddress] as const),
  ...['RA4', 'RA6', 'RA42', 'RA62'].map((key) => [key, remoteAddress] as const),
  ['App', readProgram],
  ['Svc', (draft, value) => value.trim() === '*' || draft.narrowed.add('Svc').size > 0],
  ['Name', (draft, value) => ((draft.name = value.trim()), true)],
  ...['Desc', 'EmbedCtxt', 'Edge', 'Defer'].map((key) => [key, ignore] as const),
]);

function readProgram(draft: Draft, value: string, expand: Expand): boolean {
  if (draft.program !== null) return false;
  const path = programPath(value, expand);
  if (path !== '') draft.program = path;
  // An empty path, or a variable that the surveyed machine does not tell: which program is meant stays open.
  if (path === '' || path.includes('%')) draft.narrowed.add('App');
  return true;
}

/** A number, a range, or a keyword such as `RPC-EPMap`, `Teredo`, `IPHTTPSIn`, `mDNS`, which is no ordinary TCP port. */
function readPort(ports: PortList, value: string): boolean {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? [];
  if (first !== undefined) {
    const from = Number(first);
    const to = Number(last ?? first);
    return from <= to && to <= 65535 && ports.ranges.push({ from, to }) > 0;
  }
  ports.keywords++;
  return /^[A-Za-z][\w-]*$/.test(value);
}

function finish(id: string, store: FirewallRule['store'], action: FirewallRule['action'], draft: Draft): FirewallRule {
  return {
    id,
    store,
    // "@FirewallAPI.dll,-25301" points to a text in a library; the value's name tells more.
    name: draft.name === '' || draft.name.startsWith('@') ? id : draft.name,
    action,
    active: draft.active ?? false,
    direction: draft.direction,
    profiles: draft.profiles.length === 0 ? 'all' : [...new Set(draft.profiles)],
    protocol: draft.protocol === ANY_PROTOCOL ? null : draft.protocol,
    localPorts: portsOf(draft.localPorts),
    remotePorts: portsOf(draft.remotePorts),
    localAddresses: draft.localAddresses.length === 0 ? null : draft.localAddresses,
    remoteAddresses: draft.remoteAddresses.length === 0 ? null : draft.remoteAddresses,
    program: draft.program,
    fromPrompt: FROM_PROMPT.test(id),
    narrowed: [...draft.narrowed],
  };
}

/** Names of the pair of values that the "allow access?" prompt writes (domain facts: Windows dossier §a). */
const FROM_PROMPT = /^(?:TCP|UDP) Query User\{[0-9a-f-]{36}\}/i;

function portsOf({ ranges, keywords }: PortList): FirewallRule['localPorts'] {
  if (ranges.length > 0) return ranges;
  return keywords > 0 ? 'keyword-only' : 'all';
}

function add<T>(list: T[], value: T | undefined): boolean {
  return value !== undefined && list.push(value) > 0;
}

function numberUpTo(text: string, most: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}
