/**
 * Which way a link takes through the Windows Firewall of this machine, if it passes it at all. Loopback never does, and
 * a connection of this machine to its own LAN address is loopback too (domain facts: Windows dossier §0 and §b).
 */
import { valueOf } from '../machine/answer.ts';
import type { FirewallProfile, Listener, ProcessInfo } from '../machine/machine.ts';
import { answeringListener, isLoopback, isWildcard } from './addresses.ts';
import { NEIGHBOUR } from './firewall-address.ts';
import type { Peer } from './firewall-address.ts';
import type { Link } from './link.ts';
import type { Situation } from './situation.ts';

export interface Way {
  /** Seen from this machine. */
  readonly direction: 'in' | 'out';
  /** Whose traffic it is here: the framework's listener, or NapCat. */
  readonly process: ProcessInfo | null;
  readonly listener: Listener | null;
  readonly remote: Peer;
  /** Profiles in force where it passes; `null`: not known. */
  readonly profiles: readonly FirewallProfile[] | null;
  /** `false`: it may go another way. */
  readonly sure: boolean;
}

/** `null`: the link does not pass the firewall of this machine, or leads nowhere for another reason. */
export function wayThroughFirewall(situation: Situation, link: Link): Way | null {
  if (situation.facts.host.platform !== 'win32' || link.target.hostKind === 'loopback') return null;
  if (link.target.hostKind === 'unspecified') return null;
  return namesThisMachine(situation, link) ? wayIn(situation, link) : wayOut(situation, link);
}

function namesThisMachine(situation: Situation, link: Link): boolean {
  if (link.target.hostKind === 'own' || link.url.host === 'host.docker.internal') return true;
  return link.addresses.some((address) => isOwnAddress(situation, address));
}

export function isOwnAddress({ facts }: Situation, address: string): boolean {
  if (isLoopback(address)) return true;
  return valueOf(facts.system.network)?.interfaces.some((own) => own.address === address) ?? false;
}

/** NapCat lives in WSL, in a container, a virtual machine or on another computer, and dials this one. */
function wayIn(situation: Situation, link: Link): Way | null {
  const { napcat, facts } = situation;
  const absentHere = napcat === null && facts.processes.state === 'known';
  if (napcat?.mode !== 'container' && !absentHere) return null;
  const inWsl = napcat?.form === 'wsl';
  // Mirrored WSL shares the adapters of Windows; what filters there is the Hyper-V firewall (Windows dossier §h).
  if (inWsl && valueOf(facts.system.wsl)?.networkingMode === 'mirrored') return null;

  const listeners = valueOf(facts.listeners);
  const listener = listeners === undefined ? null : reachedFromOutside(listeners, link);
  if (listeners !== undefined && listener === null) return null;
  return {
    direction: 'in',
    process: situation.process(listener?.pid),
    listener,
    remote: inWsl ? NEIGHBOUR : null,
    profiles: profilesInForce(situation, inWsl),
    sure: listener !== null && !dialsThroughDockerDesktop(situation),
  };
}

/** Nobody reaches a listener on loopback from outside: that is another fault. */
function reachedFromOutside(listeners: readonly Listener[], { url, addresses }: Link): Listener | null {
  for (const address of addresses) {
    const listener = answeringListener(listeners, address, url.port);
    if (listener !== null && !isLoopback(listener.address)) return listener;
  }
  return listeners.find(({ port, address }) => port === url.port && isWildcard(address)) ?? null;
}

/** Docker Desktop's backend takes a container's connection and dials as a program of this machine: that is loopback. */
function dialsThroughDockerDesktop({ napcat, facts }: Situation): boolean {
  if (napcat?.form !== 'docker') return false;
  return valueOf(facts.processes)?.some(({ name }) => /^com\.docker\.backend(?:\.exe)?$/i.test(name)) ?? false;
}

/** NapCat runs here and dials another computer. */
function wayOut(situation: Situation, link: Link): Way | null {
  const { napcat } = situation;
  if (napcat === null || napcat.mode === 'container' || napcat.running === null) return null;
  const remote = link.addresses[0];
  if (remote === undefined) return null;
  return {
    direction: 'out',
    process: situation.process(napcat.running.socketPid ?? napcat.running.pid),
    listener: null,
    remote,
    profiles: profilesInForce(situation, false),
    sure: true,
  };
}

/** The adapter of WSL has no network of its own to be private in: where the public profile is in force, it is WSL's. */
function profilesInForce({ facts }: Situation, inWsl: boolean): readonly FirewallProfile[] | null {
  const firewall = valueOf(facts.system.firewall);
  const active = (firewall && valueOf(firewall.activeProfiles)) ?? null;
  if (active === null || active.length === 0) return null;
  return inWsl && active.includes('public') ? ['public'] : active;
}
