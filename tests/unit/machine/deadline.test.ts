import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { known, unanswered } from '../../../electron/machine/answer.ts';
import { within } from '../../../electron/machine/live/deadline.ts';

const forever = (): Promise<never> => new Promise(() => undefined);

describe('work within a deadline', () => {
  it('gives its answer', async () => {
    expect(await within({}, { deadline: 1_000 }, () => known('done'))).toEqual(known('done'));
  });

  it('that takes too long is a timeout', async () => {
    expect(await within({ deadline: 5 }, { deadline: 1_000 }, forever)).toEqual(unanswered('timeout'));
  });

  it('that takes too long may have an answer of its own', async () => {
    expect(await within({}, { deadline: 5, late: () => known('silent') }, forever)).toEqual(known('silent'));
  });

  it('is not stretched by a more patient caller', async () => {
    expect((await within({ deadline: 60_000 }, { deadline: 5 }, forever)).state).toBe('timeout');
  });

  it('ends with the cancellation of the caller', async () => {
    const stop = new AbortController();
    const answer = within({ signal: stop.signal }, { deadline: 1_000 }, forever);
    stop.abort();
    expect(await answer).toEqual(unanswered('timeout', 'cancelled'));
  });

  it('is told when its answer is no longer wanted', async () => {
    let told = false;
    await within({ deadline: 5 }, { deadline: 1_000 }, (signal) => {
      signal.addEventListener('abort', () => (told = true));
      return forever();
    });
    expect(told).toBe(true);
  });

  it('that throws is denied, by the code of its error', async () => {
    const broken = () => Promise.reject(Object.assign(new Error('no'), { code: 'EMFILE' }));
    expect(await within({}, { deadline: 1_000 }, broken)).toEqual(unanswered('denied', 'EMFILE'));
  });

  it('leaves no listener on the caller’s signal', async () => {
    const stop = new AbortController();
    await within({ signal: stop.signal }, { deadline: 1_000 }, () => known(1));
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});
