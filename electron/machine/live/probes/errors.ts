/** What Node's socket errors mean for a probe. */
import type { HttpOutcome, TcpOutcome } from '../../machine.ts';
import { codeOf, messageOf } from '../deadline.ts';

const TCP: Readonly<Record<string, TcpOutcome>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EADDRNOTAVAIL: 'address-invalid',
  EAFNOSUPPORT: 'address-invalid',
  EINVAL: 'address-invalid',
  // Windows says so when a filter drops the connection attempt.
  EACCES: 'unreachable',
};

/** The outcome of a connection attempt. Several addresses tried: the last word that all share, else the first. */
export function tcpOutcomeOf(error: unknown): TcpOutcome {
  if (error instanceof AggregateError) {
    const outcomes = error.errors.map(tcpOutcomeOf);
    return outcomes.find((outcome) => outcome !== 'refused') ?? 'refused';
  }
  return TCP[codeOf(error)] ?? 'unreachable';
}

/** The outcome of a request that got no HTTP status. */
export function httpOutcomeOf(error: unknown): HttpOutcome {
  const code = codeOf(error);
  const message = messageOf(error);
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large';
  if (code.startsWith('HPE_')) return 'not-http';
  if (/socket hang up/i.test(message)) return 'hang-up';
  if (
    code === 'EPROTO' ||
    code.startsWith('ERR_SSL') ||
    code.startsWith('ERR_TLS') ||
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)
  )
    return 'tls';
  if (/wrong version number|certificate/i.test(message)) return 'tls';
  return tcpOutcomeOf(error);
}
