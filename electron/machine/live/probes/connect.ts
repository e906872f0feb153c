/** How every probe connects: directly, never through a proxy, and patiently. */

/**
 * Windows retries a refused connection for about two seconds (domain facts: nonebot dossier §5.3), so less than three
 * would call a closed port silent.
 */
export const PROBE_DEADLINE = 3_000;

/** A name may have two addresses, each with its own two seconds. */
export const NAME_DEADLINE = 5_500;

/**
 * How long Node waits for one address of a name before it tries the next. Its own 250 ms would give up on Windows
 * before a refusal is told.
 */
export const NEXT_ADDRESS_AFTER = 2_500;

export const USER_AGENT = 'napcat-doctor';

/** A response with more bytes of headers than this is `too-large`. */
export const MOST_HEADER_BYTES = 16 * 1024;

/** IPv6 hosts stand in brackets in a URL and without them everywhere else. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export function deadlineFor(host: string): number {
  return isLiteral(host) ? PROBE_DEADLINE : NAME_DEADLINE;
}

function isLiteral(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}
