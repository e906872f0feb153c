/**
 * Network addresses under another name. Prefixes survive: two addresses that share their first n bits share the first n
 * bits of their pseudonyms, so that "same network" and "meant by this firewall rule" stay true (the idea of Crypto-PAn:
 * Xu, Fan, Ammar, Moon 2002). The class survives too: a private address stays in its private block, a public one
 * public. Loopback, wildcard and netmasks say nothing about anybody and stay as they are.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Pseudo-random bytes for a text, from the key of one bundle. */
export type Prf = (label: string) => Uint8Array;

interface AddressClass {
  readonly name: string;
  /** Bits that stay, because they make the class. */
  readonly fixed: number;
  readonly blocks: BlockList;
}

/** First match wins. A block of 32 or 128 fixed bits stays as it is. */
const V4_CLASSES: readonly AddressClass[] = [
  block('kept', 32, ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3']),
  block('private-10', 8, ['10.0.0.0/8']),
  block('private-172', 12, ['172.16.0.0/12']),
  block('private-192', 16, ['192.168.0.0/16']),
  block('link-local', 16, ['169.254.0.0/16']),
  block('carrier', 10, ['100.64.0.0/10']),
  // Addresses that proxies in TUN mode make up.
  block('benchmark', 15, ['198.18.0.0/15']),
  block('public', 0, ['0.0.0.0/0']),
];

const V6_CLASSES: readonly AddressClass[] = [
  block('kept', 128, ['::/127', 'ff00::/8']),
  block('mapped', 96, ['::ffff:0:0/96']),
  block('link-local', 64, ['fe80::/10']),
  block('local', 7, ['fc00::/7']),
  block('public', 3, ['2000::/3']),
  block('other', 0, ['::/0']),
];

/** The pseudonym of an address literal; `null` when the text is none. */
export function pseudonymOfAddress(text: string, prf: Prf): string | null {
  if (isIPv4(text)) return isNetmask(text) ? text : joinV4(permuted(bitsOfV4(text), V4_CLASSES, prf, joinV4));
  const [literal = '', zone] = text.split('%');
  if (!isIPv6(literal)) return null;
  const masked = joinV6(permuted(bitsOfV6(literal), V6_CLASSES, prf, joinV6));
  return zone === undefined ? masked : `${masked}%${zone}`;
}

/** `10.1.2.0/24`: the network stays a network of the same width. */
export function pseudonymOfNetwork(address: string, width: number, prf: Prf): string | null {
  const masked = pseudonymOfAddress(address, prf);
  if (masked === null) return null;
  const bits = isIPv4(masked) ? bitsOfV4(masked) : bitsOfV6(masked);
  const cut = bits.slice(0, width).padEnd(bits.length, '0');
  return `${isIPv4(masked) ? joinV4(cut) : joinV6(cut)}/${width}`;
}

/**
 * `10.0.0.1-10.0.0.9`: order does not survive, so a range becomes the list of blocks that it is made of. `null`: not a
 * range of IPv4 addresses.
 */
export function pseudonymsOfRange(first: string, last: string, prf: Prf): readonly string[] | null {
  if (!isIPv4(first) || !isIPv4(last)) return null;
  let from = Number.parseInt(bitsOfV4(first), 2);
  const to = Number.parseInt(bitsOfV4(last), 2);
  const networks: string[] = [];
  while (from <= to) {
    let size = 1;
    while (size < 2 ** 32 && from % (size * 2) === 0 && from + size * 2 - 1 <= to) size *= 2;
    const address = joinV4(from.toString(2).padStart(32, '0'));
    networks.push(pseudonymOfNetwork(address, 32 - Math.log2(size), prf) ?? address);
    from += size;
  }
  return networks;
}

/**
 * Flips each bit by what precedes it. Until the result is in the class of the original the step is taken again: a
 * permutation walked along its cycle is still a permutation.
 */
function permuted(bits: string, classes: readonly AddressClass[], prf: Prf, join: (bits: string) => string): string {
  const own = classOf(join(bits), classes);
  if (own.fixed === bits.length) return bits;
  let current = bits;
  do current = flipped(current, own, prf);
  while (classOf(join(current), classes) !== own);
  return current;
}

function flipped(bits: string, { name, fixed }: AddressClass, prf: Prf): string {
  let out = bits.slice(0, fixed);
  for (let at = fixed; at < bits.length; at++) {
    const flip = (prf(`address ${name} ${bits.slice(0, at)}`)[0] ?? 0) & 1;
    out += String(Number(bits[at]) ^ flip);
  }
  return out;
}

function classOf(address: string, classes: readonly AddressClass[]): AddressClass {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const found = classes.find(({ blocks }) => blocks.check(address, family));
  if (found === undefined) throw new RangeError(`No class for ${address}`);
  return found;
}

function block(name: string, fixed: number, networks: readonly string[]): AddressClass {
  const blocks = new BlockList();
  for (const network of networks) {
    const [address = '', width] = network.split('/');
    blocks.addSubnet(address, Number(width), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return { name, fixed, blocks };
}

function isNetmask(text: string): boolean {
  return text.startsWith('255.') && /^1+0*$/.test(bitsOfV4(text));
}

function bitsOfV4(text: string): string {
  return text
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
}

function joinV4(bits: string): string {
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)).join('.');
}

function bitsOfV6(text: string): string {
  // The URL parser writes every form of an IPv6 literal in groups of hexadecimal digits.
  const plain = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

function joinV6(bits: string): string {
  const groups = (bits.match(/.{16}/g) ?? []).map((group) => Number.parseInt(group, 2).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
