/** One TCP connection, opened and closed. */
import { connect } from 'node:net';
import { known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask, TcpOutcome } from '../../machine.ts';
import { within } from '../deadline.ts';
import { tcpOutcomeOf } from './errors.ts';

/** Windows retries a refused SYN and needs about 2 s to say so (MS KB175523). */
const DEADLINE = 3_000;

export function probeTcp(host: string, port: number, ask: Ask = {}): Promise<Answer<TcpOutcome>> {
  return within<TcpOutcome>(
    capped(ask),
    DEADLINE,
    (signal) =>
      new Promise((resolve) => {
        const socket = connect({ host, port });
        const end = (outcome: TcpOutcome): void => {
          socket.destroy();
          resolve(known(outcome));
        };
        socket.once('connect', () => end('connected'));
        socket.once('error', (error) => end(tcpOutcomeOf(error)));
        signal.addEventListener('abort', () => socket.destroy(), { once: true });
      }),
  ).then(silenceIsTimeout);
}

/** A probe keeps its own deadline when the survey's is longer: silence is an answer here. */
export function capped(ask: Ask, most: number = DEADLINE): Ask {
  return { ...ask, deadline: Math.min(ask.deadline ?? most, most) };
}

/** For a probe, running out of time is what it came to learn; being cancelled is not. */
function silenceIsTimeout(answer: Answer<TcpOutcome>): Answer<TcpOutcome> {
  return answer.state === 'timeout' && answer.reason !== 'cancelled' ? known('timeout') : answer;
}
