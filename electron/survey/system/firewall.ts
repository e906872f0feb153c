/**
 * The Windows Firewall as the registry shows it: rules and profiles of this computer, of group policy and of MDM. No
 * netsh (translated) and no cmdlet (a minute for a thousand rules); reading needs no administrator (domain facts:
 * Windows dossier §a).
 */
import { ABSENT, known, mapAnswer, NOT_ASKED, unanswered, valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, FirewallProfile, Machine, NetworkState, RegistryValues } from '../../machine/machine.ts';
import type { FirewallFacts, FirewallRule } from '../facts.ts';
import { parseFirewallRule } from './firewall-rule.ts';
import { judgeProfile } from './firewall-profile.ts';
import { numberNamed } from './registry-values.ts';
import { expander } from './variables.ts';
import type { Expand } from './variables.ts';

const LOCAL = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const POLICY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const MDM = `${LOCAL}\\Mdm`;
const SERVICE = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MpsSvc';

/**
 * `not-asked` on Linux and when nobody looked at the local rules; `denied` or `timeout` when they could not be read;
 * `absent` when Windows has neither rules nor profiles. A policy that exists and could not be read stands in
 * `unreadable` with its key.
 */
export async function surveyFirewall(
  machine: Machine,
  network: Answer<NetworkState>,
  ask: Ask,
): Promise<Answer<FirewallFacts>> {
  if (machine.host.platform !== 'win32') return NOT_ASKED;
  // An async wrapper: should a machine break its promise and throw, nothing stays behind unawaited.
  const read = async (key: string) => machine.registry(key, ask);
  const [rules, profiles, service] = await Promise.all([readRules(read), readProfiles(read), read(SERVICE)]);

  const { local } = rules;
  const anyLocalProfile = Object.values(profiles).some((profile) => profile.local.state === 'known');
  if (local.state !== 'known' && local.state !== 'absent') return local;
  if (local.state === 'absent' && !anyLocalProfile) return ABSENT;

  const expand = expander(valueOf(machine.env()) ?? {});
  const facts: FirewallFacts = {
    serviceRunning: serviceState(service, network),
    activeProfiles: profilesInForce(network),
    profiles: {
      domain: judgeProfile(profiles.domain),
      private: judgeProfile(profiles.private),
      public: judgeProfile(profiles.public),
    },
    ...parseRules(rules, expand),
  };
  return known(facts, local.state === 'known' ? local.via : undefined);
}

type Read = (key: string) => Promise<Answer<RegistryValues>>;
type ByStore = Readonly<Record<FirewallRule['store'], Answer<RegistryValues>>>;

async function readRules(read: Read): Promise<ByStore> {
  const [local, policy, mdm] = await Promise.all([LOCAL, POLICY, MDM].map((store) => read(`${store}\\FirewallRules`)));
  return { local: local ?? NOT_ASKED, policy: policy ?? NOT_ASKED, mdm: mdm ?? NOT_ASKED };
}

/** Key of each profile by store; locally the private one is called StandardProfile (domain facts: Windows dossier §a). */
const PROFILE_KEYS: Readonly<Record<FirewallProfile, Readonly<Record<FirewallRule['store'], string>>>> = {
  domain: { local: 'DomainProfile', policy: 'DomainProfile', mdm: 'DomainProfile' },
  private: { local: 'StandardProfile', policy: 'PrivateProfile', mdm: 'PrivateProfile' },
  public: { local: 'PublicProfile', policy: 'PublicProfile', mdm: 'PublicProfile' },
};

async function readProfiles(read: Read): Promise<Readonly<Record<FirewallProfile, ByStore>>> {
  const readProfile = async (profile: FirewallProfile): Promise<ByStore> => {
    const keys = PROFILE_KEYS[profile];
    const [local, policy, mdm] = await Promise.all([
      read(`${LOCAL}\\${keys.local}`),
      read(`${POLICY}\\${keys.policy}`),
      read(`${MDM}\\${keys.mdm}`),
    ]);
    return { local, policy, mdm };
  };
  const [domain, ownPrivate, publicProfile, standardPolicy, standardMdm] = await Promise.all([
    readProfile('domain'),
    readProfile('private'),
    readProfile('public'),
    read(`${POLICY}\\StandardProfile`),
    read(`${MDM}\\StandardProfile`),
  ]);
  // MDM is seen with both names for the private profile.
  const privateProfile = { ...ownPrivate, mdm: ownPrivate.mdm.state === 'known' ? ownPrivate.mdm : standardMdm };
  // MS-GPFAS 2.2.3: StandardProfile of a policy speaks for both others, but only where the policy has neither of them.
  const oldPolicy = privateProfile.policy.state !== 'known' && publicProfile.policy.state !== 'known';
  const withOldPolicy = (profile: ByStore): ByStore => (oldPolicy ? { ...profile, policy: standardPolicy } : profile);
  return { domain, private: withOldPolicy(privateProfile), public: withOldPolicy(publicProfile) };
}

/** What the service itself says; the registry tells only how it is set: 4 = disabled, so it does not run. */
function serviceState(key: Answer<RegistryValues>, network: Answer<NetworkState>): Answer<boolean> {
  const running = valueOf(network)?.firewallRunning;
  if (running !== undefined) return known(running);
  if (key.state !== 'known') return key;
  return numberNamed(key.value, 'Start') === 4 ? known(false) : unanswered('not-asked', 'the registry does not say');
}

function profilesInForce(network: Answer<NetworkState>): Answer<readonly FirewallProfile[]> {
  if (network.state !== 'known') return network;
  const { activeProfiles } = network.value;
  return activeProfiles === undefined
    ? unanswered('not-asked', 'the network did not tell its profile')
    : mapAnswer(network, () => activeProfiles);
}

function parseRules(stores: ByStore, expand: Expand): Pick<FirewallFacts, 'rules' | 'unreadable'> {
  const rules: FirewallRule[] = [];
  const unreadable: string[] = [];
  for (const store of ['policy', 'mdm', 'local'] as const) {
    const answer = stores[store];
    if (answer.state === 'denied' || answer.state === 'timeout') unreadable.push(`${store}: ${answer.state}`);
    for (const [id, data] of Object.entries(valueOf(answer) ?? {})) {
      const rule = parseFirewallRule(id, data, store, expand);
      if ('error' in rule) unreadable.push(id);
      else rules.push(rule);
    }
  }
  return { rules, unreadable };
}
