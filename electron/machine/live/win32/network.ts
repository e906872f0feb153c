/** The firewall profiles in force, and whether its service runs. */
import type { Answer } from '../../answer.ts';
import { known, mapAnswer, unanswered, valueOf } from '../../answer.ts';
import type { Ask, FirewallProfile, NetworkState } from '../../machine.ts';
import { currentProfileTypes } from './api/firewall-policy.ts';
import { registrySubkeys, registryValues } from './api/registry.ts';
import { SERVICE_RUNNING, serviceState } from './api/service.ts';
import { attempt } from './either.ts';
import { askPowerShell } from './fallback/powershell.ts';
import type { PowerShellTable } from './fallback/powershell.ts';
import type { RunTool } from './fallback/run.ts';
import { registryRecord } from './registry-value.ts';

/** Adds the state of the firewall to what is known of the network, or leaves out what cannot be told. */
export async function withFirewall(
  network: Answer<NetworkState>,
  run: RunTool,
  ask: Ask,
): Promise<Answer<NetworkState>> {
  if (network.state !== 'known') return network;
  const running = attempt(() => known(serviceState(FIREWALL_SERVICE) === SERVICE_RUNNING));
  const profiles = profilesInForce();
  const told = profiles.state === 'known' ? profiles : fromTable(await askPowerShell(run, ask));
  const activeProfiles = valueOf(told)?.profiles ?? [];
  const firewallRunning = valueOf(running) ?? valueOf(told)?.running;
  const state = {
    ...network.value,
    ...(activeProfiles.length === 0 ? {} : { activeProfiles }),
    ...(firewallRunning === undefined ? {} : { firewallRunning }),
  };
  return activeProfiles.length === 0 || told.state !== 'known' ? known(state) : known(state, told.via);
}

const FIREWALL_SERVICE = 'MpsSvc';

interface Told {
  readonly profiles: readonly FirewallProfile[];
  readonly running?: boolean;
}

function profilesInForce(): Answer<Told> {
  const asked = attempt(() => known({ profiles: profilesIn(currentProfileTypes()) }));
  if (asked.state === 'known') return asked;
  const only = attempt(() => known({ profiles: onlyProfileEverSeen() }, 'registry'));
  return only.state === 'known' && only.value.profiles.length === 0 ? unanswered('not-asked') : only;
}

function fromTable(table: Answer<PowerShellTable>): Answer<Told> {
  return mapAnswer(table, ({ categories, firewallRunning }) => ({
    profiles: [...new Set((categories ?? []).flatMap((category) => CATEGORIES[category] ?? []))],
    ...(firewallRunning === null ? {} : { running: firewallRunning }),
  }));
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
/** NetworkCategory, in the registry as in CIM. */
const CATEGORIES: readonly FirewallProfile[] = ['public', 'private', 'domain'];

/**
 * The registry lists every network ever seen, not the one in use. It decides only when all of them have the same
 * category: then that profile is the only possible one.
 */
function onlyProfileEverSeen(): FirewallProfile[] {
  const seen = new Set(
    registrySubkeys(KNOWN_NETWORKS).map(
      (name) => registryRecord(registryValues(`${KNOWN_NETWORKS}\\${name}`)).Category,
    ),
  );
  const [only] = seen;
  const profile = seen.size === 1 && typeof only === 'number' ? CATEGORIES[only] : undefined;
  return profile === undefined ? [] : [profile];
}
