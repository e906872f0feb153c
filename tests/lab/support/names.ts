/** A part of a name has 63 letters at most (RFC 1035 §2.3.4): the resolver says no by itself, whatever the network is like. */
export const NOBODYS_NAME = `${'nobody'.repeat(11)}.invalid`;
