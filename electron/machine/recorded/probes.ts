/** Probe answers of a recording, in the order asked; a question asked more often gets the last answer again. */
import { ABSENT, known, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type {
  BindOutcome,
  HttpAnswer,
  HttpOutcome,
  HttpQuestion,
  TcpOutcome,
  WebSocketAnswer,
  WebSocketQuestion,
} from '../machine.ts';
import type { ProbeEntry, RecordingDocument } from './document.ts';

export interface RecordedProbes {
  readonly tcp: (host: string, port: number) => Answer<TcpOutcome>;
  readonly http: (question: HttpQuestion) => Answer<HttpAnswer>;
  readonly webSocket: (question: WebSocketQuestion) => Answer<WebSocketAnswer>;
  readonly bind: (address: string, port: number) => Answer<BindOutcome>;
  readonly resolve: (name: string) => Answer<readonly string[]>;
  readonly selfTest: (kind: 'tcp' | 'websocket') => Answer<'ok' | 'failed'>;
}

export function recordedProbes({ probes }: RecordingDocument): RecordedProbes {
  const refused = probes !== undefined && !Array.isArray(probes) ? unanswered(probes.error, probes.reason) : null;
  const answers = new Map<string, ProbeEntry[]>();
  for (const probe of Array.isArray(probes) ? probes : []) {
    const key = keyOf(probe);
    if (key !== null) answers.set(key, [...(answers.get(key) ?? []), probe]);
  }
  const ask = <T>(key: string, read: (probe: ProbeEntry) => T | null): Answer<T> => {
    if (refused !== null) return refused;
    const queue = answers.get(key);
    const probe = queue !== undefined && queue.length > 1 ? queue.shift() : queue?.[0];
    if (probe === undefined) return NOT_ASKED;
    if (probe.error !== undefined) return unanswered(probe.error, probe.reason);
    const value = read(probe);
    return value === null ? NOT_ASKED : known(value);
  };
  return {
    tcp: (host, port) => ask(`tcp ${hostPort(host, port)}`, ({ outcome }) => oneOf(TCP_OUTCOMES, outcome)),
    http: ({ url }) => ask(`http ${normalUrl(url)}`, httpAnswer),
    webSocket: ({ url, token, deep }) => ask(webSocketKey(url, token, deep ?? false), webSocketAnswer),
    bind: (address, port) => ask(`bind ${hostPort(address, port)}`, ({ outcome }) => oneOf(BIND_OUTCOMES, outcome)),
    resolve: (name) => {
      const answer = ask(`resolve ${name.toLowerCase()}`, ({ addresses = [], outcome }) => ({ addresses, outcome }));
      if (answer.state !== 'known') return answer;
      return answer.value.outcome === 'name-not-found' ? ABSENT : known(answer.value.addresses);
    },
    selfTest: (kind) =>
      ask(`selfTest ${kind}`, ({ outcome }) => (outcome === undefined ? null : outcome === 'ok' ? 'ok' : 'failed')),
  };
}

const TCP_OUTCOMES: readonly TcpOutcome[] = [
  'connected',
  'refused',
  'timeout',
  'reset',
  'unreachable',
  'name-not-found',
  'address-invalid',
];
const HTTP_OUTCOMES: readonly HttpOutcome[] = [...TCP_OUTCOMES, 'not-http', 'too-large', 'tls', 'hang-up'];
const BIND_OUTCOMES: readonly BindOutcome[] = ['ok', 'EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'];

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | null {
  return allowed.find((candidate) => candidate === value) ?? null;
}

function keyOf(probe: ProbeEntry): string | null {
  if (probe.tcp !== undefined) return `tcp ${normalHostPort(probe.tcp)}`;
  // GET and HEAD of one URL share their answers.
  if (probe.http !== undefined) return `http ${normalUrl(probe.http.replace(/^\s*(?:GET|HEAD)\s+/i, ''))}`;
  if (probe.websocket !== undefined) return webSocketKey(probe.websocket, probe.token ?? 'none', probe.deep ?? false);
  if (probe.bind !== undefined) return `bind ${normalHostPort(probe.bind)}`;
  if (probe.resolve !== undefined) return `resolve ${probe.resolve.toLowerCase()}`;
  return probe.selfTest === undefined ? null : `selfTest ${probe.selfTest}`;
}

function webSocketKey(url: string, token: string, deep: boolean): string {
  return `websocket ${normalUrl(url)} ${token}${deep ? ' deep' : ''}`;
}

function hostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`.toLowerCase();
}

function normalHostPort(text: string): string {
  const match = /^\[?(.*?)\]?:(\d+)$/.exec(text.trim());
  return match?.[1] === undefined ? text : hostPort(match[1], Number(match[2]));
}

function normalUrl(text: string): string {
  const trimmed = text.trim();
  return URL.canParse(trimmed) ? new URL(trimmed).href : trimmed;
}

/** An outcome this version does not know still tells that no status came. */
function httpAnswer(probe: ProbeEntry): HttpAnswer | null {
  const outcome = oneOf(HTTP_OUTCOMES, probe.outcome);
  if (probe.status === undefined && outcome === null) return null;
  return {
    ...(probe.status === undefined ? {} : { status: probe.status }),
    ...(outcome === null ? {} : { outcome }),
    headers: lowerCased(probe.headers),
    body: probe.body ?? '',
  };
}

function webSocketAnswer(probe: ProbeEntry): WebSocketAnswer | null {
  const opened = probe.outcome === 'open' || probe.status === 101;
  const answer = opened ? { headers: lowerCased(probe.headers), body: '' } : httpAnswer(probe);
  if (answer === null) return null;
  const { status, ...rest } = { status: undefined, ...answer };
  return {
    ...rest,
    ...(opened ? { outcome: 'open' as const } : {}),
    ...(status === undefined ? {} : { status }),
    ...(probe.closeCode === undefined ? {} : { closeCode: probe.closeCode }),
    ...(probe.closeReason == null ? {} : { closeReason: probe.closeReason }),
  };
}

function lowerCased(headers: ProbeEntry['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
