/**
 * The fields of a firewall rule: which keys MS-GPFAS 2.2.2.19 knows and what each takes into the draft of a rule. A key
 * that is not in `FIELD_READERS` is a condition that we do not evaluate.
 */
import type { FirewallRule } from '../facts.ts';
import { programPath } from './program-path.ts';
import type { Expand } from './variables.ts';

export interface RuleDraft {
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

export interface PortList {
  readonly ranges: { readonly from: number; readonly to: number }[];
  keywords: number;
}

export function emptyDraft(): RuleDraft {
  return {
    action: null,
    active: null,
    direction: null,
    profiles: [],
    protocol: null,
    localPorts: { ranges: [], keywords: 0 },
    remotePorts: { ranges: [], keywords: 0 },
    localAddresses: [],
    remoteAddresses: [],
    program: null,
    name: '',
    narrowed: new Set(),
  };
}

/** Takes a value into the draft; `false`: the grammar does not know it, or it must not come twice. */
export type FieldReader = (draft: RuleDraft, value: string, expand: Expand) => boolean;

type Single = 'action' | 'active' | 'direction' | 'protocol';

function once<K extends Single>(slot: K, read: (value: string) => RuleDraft[K] | undefined): FieldReader {
  return (draft, value) => {
    const found = read(value);
    if (draft[slot] !== null || found == null) return false;
    draft[slot] = found;
    return true;
  };
}

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
export const ANY_PROTOCOL = 256;

const localPort: FieldReader = (draft, value) => readPort(draft.localPorts, value);
const remotePort: FieldReader = (draft, value) => readPort(draft.remotePorts, value);
const localAddress: FieldReader = (draft, value) => add(draft.localAddresses, value.trim());
const remoteAddress: FieldReader = (draft, value) => add(draft.remoteAddresses, value.trim());
/** Says something to people, nothing about which traffic is meant. */
const forPeople: FieldReader = () => true;

/** The version in a key (`LPort2_10`) is the schema that brought its values; all of them are ORed. */
export const FIELD_READERS: ReadonlyMap<string, FieldReader> = new Map([
  ['Action', once('action', (value) => ACTIONS.get(value))],
  ['Active', once('active', (value) => TRUTH.get(value.toUpperCase()))],
  ['Dir', once('direction', (value) => DIRECTIONS.get(value))],
  [
    'Protocol',
    once('protocol', (value) => (/^\d{1,3}$/.test(value) && Number(value) <= ANY_PROTOCOL ? Number(value) : null)),
  ],
  ['Profile', (draft, value) => add(draft.profiles, PROFILES.get(value))],
  ...each(localPort, 'LPort', 'LPort2_10', 'LPort2_20', 'LPort2_24', 'LPort2_25', 'LPort2_29'),
  ...each(remotePort, 'RPort', 'RPort2_10', 'RPort2_25', 'RPort2_28'),
  ...each(localAddress, 'LA4', 'LA6', 'LA42', 'LA62'),
  ...each(remoteAddress, 'RA4', 'RA6', 'RA42', 'RA62'),
  ['App', readProgram],
  ['Svc', readService],
  ['Name', readName],
  ...each(forPeople, 'Desc', 'EmbedCtxt', 'Edge', 'Defer'),
]);

function each(reader: FieldReader, ...keys: readonly string[]): readonly (readonly [string, FieldReader])[] {
  return keys.map((key) => [key, reader]);
}

function readName(draft: RuleDraft, value: string): boolean {
  draft.name = value.trim();
  return true;
}

/** A rule for one service never means a program of the user; `*` means any service and any program. */
function readService(draft: RuleDraft, value: string): boolean {
  if (value.trim() !== '*') draft.narrowed.add('Svc');
  return true;
}

function readProgram(draft: RuleDraft, value: string, expand: Expand): boolean {
  if (draft.program !== null) return false;
  const path = programPath(value, expand);
  if (path !== '') draft.program = path;
  // An empty path, or a variable that the surveyed machine does not tell: which program is meant stays open.
  if (path === '' || /%[^%\\]+%/.test(path)) draft.narrowed.add('App');
  return true;
}

/** A number, a range, or a keyword such as `RPC-EPMap`, `Teredo`, `IPHTTPSIn`, `mDNS`, which is no ordinary TCP port. */
function readPort(ports: PortList, value: string): boolean {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? [];
  if (first !== undefined) {
    const from = Number(first);
    const to = Number(last ?? first);
    return add(ports.ranges, from <= to && to <= 65535 ? { from, to } : undefined);
  }
  ports.keywords++;
  return /^[A-Za-z][\w-]*$/.test(value);
}

function add<T>(list: T[], value: T | undefined): boolean {
  if (value !== undefined) list.push(value);
  return value !== undefined;
}
