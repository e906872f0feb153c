/**
 * Reads the string in which the Windows Firewall keeps a rule: `v2.33|Action=Block|Active=TRUE|Dir=In|…|`
 * (MS-GPFAS 2.2.2.19; domain facts: Windows dossier §a). Split at `|`, then at the first `=`.
 *
 * A condition that we do not evaluate never disappears: its key stands in `narrowed`, so that nobody takes the rule for
 * more general than it is. A string that breaks the grammar becomes an error instead of a guess.
 */
import type { RegistryValue } from '../../machine/machine.ts';
import type { FirewallRule } from '../facts.ts';
import { ANY_PROTOCOL, emptyDraft, FIELD_READERS } from './firewall-fields.ts';
import type { PortList, RuleDraft } from './firewall-fields.ts';
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

function readField(draft: RuleDraft, field: string, expand: Expand): string | null {
  const equals = field.indexOf('=');
  if (equals <= 0) return `no "=" in "${field.slice(0, 40)}"`;
  const key = field.slice(0, equals);
  const value = field.slice(equals + 1);
  const read = FIELD_READERS.get(key);
  if (read === undefined) {
    draft.narrowed.add(key);
    return null;
  }
  return read(draft, value, expand) ? null : `${key} "${value.slice(0, 40)}"`;
}

function finish(
  id: string,
  store: FirewallRule['store'],
  action: FirewallRule['action'],
  draft: RuleDraft,
): FirewallRule {
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
