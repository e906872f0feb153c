/** What happened during a watch, one sentence an event. */
import type { WatchEvent, WatchEventKind } from '../../watch.ts';
import { given } from '../phrase.ts';
import { q } from './phrases.ts';

export function watchEvent(event: WatchEvent): string {
  return `${SENTENCES[event.kind](event)}${given(event.count > 1 ? event.count : '', (n) => ` (${n} times in a row)`)}.`;
}

type Say = (event: WatchEvent) => string;

const WHO = { napcat: 'NapCat', framework: 'The bot framework', other: 'Another program' } as const;

const port = (e: WatchEvent): string => given(e.port, (n) => `port ${n}`, 'its port');
/** Whose a server is may be unknown; its name is not. */
const who = (e: WatchEvent): string =>
  e.who !== 'napcat' && e.process !== undefined ? program(e).trim() : WHO[e.who] + program(e);
const program = (e: WatchEvent): string =>
  given(e.process, (name) => ` “${name}”`) + given(e.pid, (pid) => ` (PID ${pid})`);
const said = (e: WatchEvent): string => given(e.text, (text) => `; the log says “${text}”`);
const lasted = (e: WatchEvent): string =>
  given(e.lastedMs, () => ` after ${Math.max(1, Math.round((e.lastedMs ?? 0) / 1000))} s`);

const SENTENCES: Readonly<Record<WatchEventKind, Say>> = {
  attempt: (e) => `NapCat began to connect to ${port(e)}`,
  refused: (e) => `NapCat was refused at ${port(e)}, where nobody listens`,
  rejected: (e) =>
    `NapCat’s handshake was turned down${given(e.status, (status) => ` with ${status}`)} and the connection was over at once`,
  failed: (e) => `NapCat did not get through to ${port(e)}${said(e)}`,
  accepted: (e) => `NapCat connected to ${port(e)}`,
  closed: (e) => `NapCat’s link to ${port(e)} broke${lasted(e)}`,
  listening: (e) => `${who(e)} began to listen on ${port(e)}`,
  'not-listening': (e) => `${who(e)} stopped listening on ${port(e)}`,
  'rival-connected': (e) => `${who(e)} connected to ${port(e)} too`,
  'rival-closed': (e) => `${who(e)} left ${port(e)}${lasted(e)}`,
  started: (e) => `${who(e)} started`,
  ended: (e) => `${who(e)} ended`,
  restarted: (e) => `${who(e)} started again`,
  crashed: (e) => `${who(e)} ended with an error${said(e)}`,
  stalled: (e) => `${given(e.port, (n) => `Port ${n}`, 'The port')} takes connections and does not answer`,
  answering: (e) => `${given(e.port, (n) => `Port ${n}`, 'The port')} answers again`,
  'message-received': () => 'NapCat received a message',
  'message-arrived': () => 'A message reached the bot framework',
  said: (e) =>
    `The log of ${e.who === 'framework' ? 'the bot framework' : WHO[e.who]} says ${given(e.text, q, 'something')}`,
};
