/** What stands around a link: reserved ports, proxies, firewall, security products. */
import type { Answer } from '../../machine/answer.ts';
import type { NetworkState, PortRange } from '../../machine/machine.ts';

export interface SystemFacts {
  readonly excludedPorts: Answer<readonly PortRange[]>;
  /** Asked only where ports are reserved. */
  readonly dynamicPorts: Answer<readonly PortRange[]>;
  readonly network: Answer<NetworkState>;
  readonly proxy: Answer<ProxyFacts>;
  readonly hostsFile: Answer<readonly { readonly address: string; readonly name: string; readonly line: number }[]>;
  /** Whether names lead to IPv6 first (the default of Windows), to IPv4 first, or to IPv4 alone. */
  readonly ipv6: Answer<'first' | 'last' | 'off'>;
  readonly firewall: Answer<FirewallFacts>;
  readonly portProxies: Answer<
    readonly {
      readonly listen: string;
      readonly listenPort: number;
      readonly connect: string;
      readonly connectPort: number;
    }[]
  >;
  readonly securityProducts: Answer<readonly SecurityProduct[]>;
  readonly wsl: Answer<{ readonly networkingMode: string | null; readonly relayPids: readonly number[] }>;
  readonly selfTest: { readonly tcp: Answer<'ok' | 'failed'>; readonly webSocket: Answer<'ok' | 'failed'> };
}

/** A program that may stand between others and their files or connections. */
export interface SecurityProduct {
  readonly name: string;
  /** Whether it takes files away, drops connections, or carries them elsewhere. */
  readonly kind: 'antivirus' | 'filter' | 'proxy';
  readonly process: string;
  readonly pid: number;
}

export interface ProxyFacts {
  /** `http://host:port` by variable name; credentials removed. */
  readonly environment: Readonly<Record<string, string>>;
  readonly noProxy: string | null;
  readonly system: {
    readonly enabled: boolean;
    readonly server: string | null;
    readonly bypass: string | null;
    readonly autoConfig: string | null;
  } | null;
}

export interface FirewallFacts {
  readonly serviceRunning: Answer<boolean>;
  readonly activeProfiles: Answer<readonly ('domain' | 'private' | 'public')[]>;
  readonly profiles: Readonly<Record<'domain' | 'private' | 'public', FirewallProfileFacts>>;
  readonly rules: readonly FirewallRule[];
  /** Rule strings that could not be read, with their value names. */
  readonly unreadable: readonly string[];
}

export interface FirewallProfileFacts {
  readonly enabled: boolean | null;
  readonly blockByDefault: boolean | null;
  /** "Block all incoming connections": every allow rule is ignored. */
  readonly shieldsUp: boolean;
  /** Local rules do not count (group policy). */
  readonly localRulesIgnored: boolean;
  readonly source: 'local' | 'policy' | 'mdm' | 'default';
}

/** One rule of MS-GPFAS 2.2.2.19, read. */
export interface FirewallRule {
  readonly id: string;
  readonly store: 'local' | 'policy' | 'mdm';
  readonly name: string;
  readonly action: 'allow' | 'block' | 'bypass';
  readonly active: boolean;
  readonly direction: 'in' | 'out' | null;
  readonly profiles: readonly ('domain' | 'private' | 'public')[] | 'all';
  /** IP protocol number, `null` = any. */
  readonly protocol: number | null;
  readonly localPorts: readonly { readonly from: number; readonly to: number }[] | 'all' | 'keyword-only';
  readonly remotePorts: readonly { readonly from: number; readonly to: number }[] | 'all' | 'keyword-only';
  /** As written; `null` = any. */
  readonly localAddresses: readonly string[] | null;
  readonly remoteAddresses: readonly string[] | null;
  /** Normalised program path, `null` = any. */
  readonly program: string | null;
  /** Written by the "allow access?" prompt. */
  readonly fromPrompt: boolean;
  /** Conditions we do not evaluate (service, user, package, interface …): the rule never counts as a general allow or block. */
  readonly narrowed: readonly string[];
}
