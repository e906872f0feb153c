/** What an error of the network means, as an outcome of a probe. */
import type { HttpOutcome, TcpOutcome } from '../../machine.ts';
import { codeOf } from '../deadline.ts';

const TCP_CODES: Readonly<Record<string, TcpOutcome>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  // A filter on this computer forbids the connection.
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  // ws://0.0.0.0 on Windows (domain facts: nonebot dossier §3 k).
  EADDRNOTAVAIL: 'address-invalid',
  EINVAL: 'address-invalid',
  EAFNOSUPPORT: 'address-invalid',
  ERR_INVALID_URL: 'address-invalid',
  ERR_INVALID_ARG_VALUE: 'address-invalid',
  ERR_SOCKET_BAD_PORT: 'address-invalid',
  ERR_UNESCAPED_CHARACTERS: 'address-invalid',
  // A token that no header can carry (domain facts: nonebot dossier §3, last rows).
  ERR_INVALID_CHAR: 'address-invalid',
};

const HTTP_CODES: Readonly<Record<string, HttpOutcome>> = {
  ...TCP_CODES,
  HPE_HEADER_OVERFLOW: 'too-large',
  EPROTO: 'tls',
};

/** Families of codes: OpenSSL's own, Node's, and the names of what is wrong with a certificate. */
const TLS_CODE = /^(?:ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH)/;

/** `null`: not an error that the outside can cause by being as it is. */
export function tcpOutcomeOf(error: unknown): TcpOutcome | null {
  return pickOutcome(error, (one) => TCP_CODES[codeOf(one)] ?? null);
}

/** `hang-up`: the server closed before it answered, which Node reports as a reset of its own. */
export function httpOutcomeOf(error: unknown): HttpOutcome | null {
  return pickOutcome(error, (one) => {
    const code = codeOf(one);
    if (code === 'ECONNRESET' && one instanceof Error && HANG_UP.test(one.message)) return 'hang-up';
    const known = HTTP_CODES[code];
    if (known !== undefined) return known;
    if (code.startsWith('HPE_')) return 'not-http';
    return TLS_CODE.test(code) ? 'tls' : null;
  });
}

const HANG_UP = /socket hang up|disconnected before secure TLS connection/;

/** Where a name had several addresses, each failed in its own way. The first way that says more than silence counts. */
function pickOutcome<T extends string>(error: unknown, outcomeOf: (error: unknown) => T | null): T | null {
  if (!(error instanceof AggregateError)) return outcomeOf(error);
  const outcomes = error.errors.map(outcomeOf).filter((outcome) => outcome !== null);
  return outcomes.find((outcome) => INFORMATIVE.includes(outcome)) ?? outcomes[0] ?? outcomeOf(error);
}

const INFORMATIVE: readonly string[] = ['refused', 'reset'];
