/** One sentence a piece of evidence: where it stands and what was seen there. */
import type { Evidence } from '../../diagnosis.ts';
import { PASTED } from '../../given-text.ts';
import type { EvidenceField } from '../catalogue.ts';
import { clip, clock, endpoint, frameworkName, given, isSecretKey, SECRET_NAME, watchClock } from '../phrase.ts';
import { collectors } from './collectors.ts';
import { q } from './phrases.ts';
import { watchEvent } from './watch.ts';

export function evidence(e: Evidence): string {
  switch (e.kind) {
    case 'file':
      return setting(e);
    case 'process':
      return `The process ${q(e.name)} (PID ${e.pid}) is running${given(e.detail, (d) => (d === 'elevated' ? ' as administrator, which hides its details' : `: ${q(d)}`))}.`;
    case 'listener':
      return `${given(
        e.process ?? '',
        (name) => `${q(name)}${given(e.pid ?? '', (pid) => ` (PID ${pid})`)}`,
        given(e.pid ?? '', (pid) => `The process with PID ${pid}`, 'Some program'),
      )} listens on ${endpoint(e.address, e.port)}.`;
    case 'connection':
      return `The connection ${clip(e.local)} → ${clip(e.remote)} is ${STATES[e.state] ?? q(e.state)}${given(e.pid ?? '', (pid) => ` (PID ${pid})`)}.`;
    case 'probe':
      return `${PROBES[e.probe]} ${q(e.target)}: ${ANSWERS[e.answer] ?? q(e.answer)}.`;
    case 'log':
      return `The ${e.source === PASTED ? 'pasted text' : `log ${q(e.source)}`}${e.line > 0 ? `, line ${e.line}` : ''}${given(e.at ?? '', (at) => ` (${clock(at)})`)}${given(e.text, (text) => `, says “${text}”`, ' has a record')}.`;
    case 'registry':
      return `The registry key ${q(e.key)}${given(e.value, (value) => `, value ${q(value)},`)} ${given(e.data, (data) => `is ${q(data)}`, 'exists')}.`;
    case 'version':
      return `The version of ${q(e.product)} is ${clip(e.version)}.`;
    case 'watch':
      return `${watchClock(e.event.at)} into the watch: ${watchEvent(e.event)}`;
    case 'missing':
      return `${MISSING[e.what]} ${q(e.what === 'process' ? frameworkName(e.detail, '') : e.detail)}.`;
    case 'unseen':
      return `${isCollector(e.what) ? `“${collectors[e.what]}”` : q(e.what)} ${UNSEEN[e.state]}.`;
  }
}

/** A field of an opened piece of evidence; only names of ours become words. */
export function evidenceValue(field: EvidenceField, value: string): string {
  if (field === 'answer') return ANSWERS[value] ?? value;
  if (field === 'state') return STATES[value] ?? value;
  if (value === PASTED) return 'pasted text';
  if (value === 'default') return 'default';
  const environment = ENVIRONMENT.exec(value);
  return environment === null ? value : given(environment[1], (pid) => `environment of process ${pid}`, 'environment');
}

/** Where evidence from the environment says it stands (diagnosis/evidence.ts). */
const ENVIRONMENT = /^env(?: \(pid (\d+)\))?$/;

function setting({ path, line, key, value }: Extract<Evidence, { kind: 'file' }>): string {
  const shown = given(value, (text) => (isSecretKey(key) ? secret(text) : `is ${q(text)}`), 'exists');
  const name = given(key, (k) => q(k));
  if (path === 'default') return `${name === '' ? 'A setting' : name} is not set and its default ${shown}.`;
  const environment = ENVIRONMENT.exec(path);
  const file = `${given(path, (p) => (p === PASTED ? 'the pasted text' : `the file ${q(p)}`), 'the configuration file')}${given(line, (n) => `, line ${n}`)}`;
  const place = environment === null ? file : `the environment${given(environment[1], (pid) => ` of process ${pid}`)}`;
  return name === '' ? `${capital(place)} ${shown}.` : `In ${place}, ${name} ${shown}.`;
}

/** A token is never shown; its name in this survey says whether two are the same. */
function secret(id: string): string {
  if (id === 'empty' || id === '(empty)') return 'is empty';
  return SECRET_NAME.test(id)
    ? `is set and called ${q(id)} here (only the same name means the same Token)`
    : 'is set and not shown';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function isCollector(what: string): what is keyof typeof collectors {
  return Object.hasOwn(collectors, what);
}

const STATES: Readonly<Record<string, string>> = {
  established: 'established',
  'syn-sent': 'being made and not answered yet',
  'syn-received': 'being made',
  'fin-wait': 'being closed',
  'close-wait': 'closed by the other side only',
  'time-wait': 'just closed',
  closing: 'being closed',
  other: 'in another state',
};

const PROBES: Readonly<Record<Extract<Evidence, { kind: 'probe' }>['probe'], string>> = {
  tcp: 'Connecting to',
  http: 'Asking by HTTP',
  websocket: 'A WebSocket handshake with',
  bind: 'Trying to listen on',
  resolve: 'Looking up the host name',
  'self-test': 'The self-test of local connections on',
  'reserved-ports': 'Ports that Windows reserves,',
  'dynamic-ports': 'Ports that Windows hands out by itself (by default from 49152 on),',
};

/** The outcomes of the Machine interface, in words; statuses and headers stay as they are. */
const ANSWERS: Readonly<Record<string, string>> = {
  connected: 'reached',
  refused: 'refused, nobody listens',
  timeout: 'no answer in time',
  reset: 'reset by the other side',
  unreachable: 'not reachable',
  'name-not-found': 'no such host name',
  'address-invalid': 'not an address that can be dialled',
  'not-http': 'answers, but not in HTTP',
  'too-large': 'the answer was too large to read',
  tls: 'the other side demands encryption',
  'hang-up': 'the other side hung up without a word',
  open: 'the handshake succeeded',
  ok: 'succeeded',
  'no answer': 'no answer',
  failed: 'failed',
  'not found': 'not found',
  EADDRINUSE: 'already in use (EADDRINUSE)',
  EACCES: 'refused by the system (EACCES)',
  EADDRNOTAVAIL: 'not an address of this computer (EADDRNOTAVAIL)',
};

const MISSING: Readonly<Record<Extract<Evidence, { kind: 'missing' }>['what'], string>> = {
  listener: 'Nobody listens on',
  process: 'There is no process for',
  connection: 'There is no connection to',
  file: 'There is no file',
  entry: 'There is no client entry in',
  'log-line': 'The log has no line',
  napcat: 'No NapCat was found, looking for',
  framework: 'No bot framework was found, looking for',
};

const UNSEEN: Readonly<Record<Extract<Evidence, { kind: 'unseen' }>['state'], string>> = {
  denied: 'could not be seen for lack of rights',
  timeout: 'could not be seen in time',
  'not-asked': 'was not looked at this time',
};
