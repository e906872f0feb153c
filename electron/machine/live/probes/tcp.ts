/** Whether a TCP connection can be made. It is closed at once, without a byte sent. */
import { connect } from 'node:net';
import { known } from '../../answer.ts';
import type { Machine, TcpOutcome } from '../../machine.ts';
import { within } from '../deadline.ts';
import { deadlineFor, NEXT_ADDRESS_AFTER } from './connect.ts';
import { tcpOutcomeOf } from './outcome.ts';

export const probeTcp: Machine['tcp'] = (host, port, ask = {}) =>
  within(ask, { deadline: deadlineFor(host), late: () => known<TcpOutcome>('timeout') }, async (signal) => {
    // Node takes "no host" for this computer, and nobody meant that.
    if (host.trim() === '') return known('address-invalid');
    try {
      await connectOnce(host, port, signal);
      return known('connected');
    } catch (error) {
      const outcome = tcpOutcomeOf(error);
      if (outcome === null) throw error;
      return known(outcome);
    }
  });

function connectOnce(host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER });
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('error', reject);
    socket.once('connect', () => {
      resolve();
      socket.destroy();
    });
  });
}
