/**
 * Which listener answers a connection to an address: the most specific one wins on Windows and Linux alike (Microsoft,
 * "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE", table of bind results).
 */
import type { Listener } from '../machine/machine.ts';

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

export function isIPv6(address: string): boolean {
  return address.includes(':');
}

/** `host:port` with brackets around IPv6. */
export function endpoint(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * The listener that a connection to `address:port` reaches, or `null` when none does.
 * A wildcard IPv6 listener takes IPv4 only when it is dual-stack: `v6only` says so when known; otherwise it is assumed
 * to be (Node's default) unless `dualStack` says what a probe proved.
 */
export function answeringListener(
  listeners: readonly Listener[],
  address: string,
  port: number,
  dualStack: boolean | null = null,
): Listener | null {
  const onPort = listeners.filter((listener) => listener.port === port);
  const exact = onPort.find((listener) => listener.address === address);
  if (exact !== undefined) return exact;
  const sameFamily = onPort.find((listener) => listener.address === (isIPv6(address) ? '::' : '0.0.0.0'));
  if (sameFamily !== undefined) return sameFamily;
  if (isIPv6(address)) return null;
  const wildcard = onPort.find((listener) => listener.address === '::');
  return wildcard !== undefined && wildcard.v6only !== true && dualStack !== false ? wildcard : null;
}
