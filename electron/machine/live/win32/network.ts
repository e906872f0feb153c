/** The firewall profiles in force. */
import type { Answer } from '../../answer.ts';
import { known } from '../../answer.ts';
import type { FirewallProfile, NetworkState } from '../../machine.ts';
import { currentProfileTypes } from './api/firewall-policy.ts';
import { registrySubkeys, registryValues } from './api/registry.ts';
import { attempt } from './either.ts';
import { registryRecord } from './registry-value.ts';

/** Adds the profiles to what is known of the network, or leaves them out when they cannot be told. */
export function withProfiles(network: Answer<NetworkState>): Answer<NetworkState> {
  if (network.state !== 'known') return network;
  const asked = attempt(() => known(profilesIn(currentProfileTypes())));
  if (asked.state === 'known' && asked.value.length > 0)
    return known({ ...network.value, activeProfiles: asked.value });
  const only = attempt(() => known(onlyProfileEverSeen()));
  if (only.state !== 'known' || only.value === null) return network;
  return known({ ...network.value, activeProfiles: [only.value] }, 'registry');
}

/** NET_FW_PROFILE_TYPE2 (icftypes.h); several networks may put several in force. */
export function profilesIn(bits: number): FirewallProfile[] {
  const byBit: readonly (readonly [number, FirewallProfile])[] = [
    [1, 'domain'],
    [2, 'private'],
    [4, 'public'],
  ];
  return byBit.filter(([bit]) => (bits & bit) !== 0).map(([, profile]) => profile);
}

const KNOWN_NETWORKS = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\NetworkList\\Profiles';
const CATEGORIES: readonly FirewallProfile[] = ['public', 'private', 'domain'];

/**
 * The registry lists every network ever seen, not the one in use. It decides only when all of them have the same
 * category: then that profile is the only possible one.
 */
function onlyProfileEverSeen(): FirewallProfile | null {
  const seen = new Set(
    registrySubkeys(KNOWN_NETWORKS).map(
      (name) => registryRecord(registryValues(`${KNOWN_NETWORKS}\\${name}`)).Category,
    ),
  );
  const [only] = seen;
  return seen.size === 1 && typeof only === 'number' ? (CATEGORIES[only] ?? null) : null;
}
