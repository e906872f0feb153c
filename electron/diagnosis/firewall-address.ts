/**
 * Whether an address is meant by the address list of a firewall rule: `192.168.0.0/16`, `192.168.0.0/255.255.0.0`,
 * `10.0.0.1-10.0.0.255`, `fe80::/64`, `LocalSubnet` … (MS-GPFAS 2.2.2.19; domain facts: Windows dossier §a).
 */
import { BlockList, isIP } from 'node:net';

/** `maybe`: the facts do not tell. */
export type Match = 'yes' | 'maybe' | 'no';

/** Somebody on the network of this machine's own adapters whose address is not known: WSL, a virtual machine. */
export const NEIGHBOUR = 'neighbour';

/** An address literal, `neighbour`, or `null`: anybody. */
export type Peer = string | null;

/** A rule without a list means every address. */
export function matchAddress(list: readonly string[] | null, peer: Peer): Match {
  if (list === null) return 'yes';
  const bare = peer?.replace(/%.*$/, '') ?? null;
  return anyOf(list.map((pattern) => matchOne(pattern, bare)));
}

/** The best of several alternatives. */
export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('maybe') ? 'maybe' : 'no';
}

/** All of several conditions. */
export function allOf(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') ? 'maybe' : 'yes';
}

function matchOne(pattern: string, peer: Peer): Match {
  if (pattern === '*') return 'yes';
  if (/^LocalSubnet[46]?$/i.test(pattern)) return onLocalSubnet(peer);
  const range = rangeOf(pattern);
  // DNS, DHCP, WINS, DefaultGateway, IntrAnet …: the machine knows whom they mean, its registry does not.
  if (range === null) return 'maybe';
  const family = peer === null ? 0 : isIP(peer);
  if (peer === null || family === 0) return 'maybe';
  return range.check(peer, family === 6 ? 'ipv6' : 'ipv4') ? 'yes' : 'no';
}

/** Masks of the adapters are not known: a private address may lie behind a router. */
function onLocalSubnet(peer: Peer): Match {
  if (peer === NEIGHBOUR || (peer !== null && /^(?:169\.254\.|fe80:)/i.test(peer))) return 'yes';
  return 'maybe';
}

function rangeOf(pattern: string): BlockList | null {
  const range = new BlockList();
  const [first = '', last, rest] = pattern.split('-');
  const [net = '', width] = first.split('/');
  const version = isIP(net);
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (version === 0 || rest !== undefined) return null;
  if (last !== undefined) {
    if (isIP(last) !== version || width !== undefined) return null;
    return attempt(range, () => range.addRange(net, last, family));
  }
  if (width === undefined) return attempt(range, () => range.addAddress(net, family));
  const bits = /^\d{1,3}$/.test(width) ? Number(width) : bitsOfMask(width);
  return bits === null ? null : attempt(range, () => range.addSubnet(net, bits, family));
}

/** BlockList throws where the end of a range lies before its start or a prefix is too long. */
function attempt(range: BlockList, fill: () => void): BlockList | null {
  try {
    fill();
    return range;
  } catch {
    return null;
  }
}

/** `255.255.0.0` → 16; a mask with holes has no length. */
function bitsOfMask(mask: string): number | null {
  if (isIP(mask) !== 4) return null;
  const bits = mask
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : null;
}
