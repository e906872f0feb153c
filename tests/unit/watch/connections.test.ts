import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionState } from '../../../electron/machine/machine.ts';
import type { WatchChange } from '../../../electron/machine/watch-record.ts';
import { ConnectionWatch } from '../../../electron/survey/watch/connections.ts';
import type { WatchedPlace } from '../../../electron/survey/watch/scope.ts';

const [NAPCAT, BOT, BROWSER, US] = [10, 20, 30, 40];
const PLACE: WatchedPlace = {
  ...{ port: 8080, local: true, host: '127.0.0.1', secure: false, dialled: true },
  addresses: ['127.0.0.1'],
};

function watchOf(napcatElsewhere = false): ConnectionWatch {
  const processes = {
    whoIs: (pid: number | null): WatchChange['who'] =>
      pid === NAPCAT ? 'napcat' : pid === BOT ? 'framework' : 'other',
    nameOf: (pid: number | null) => (pid === BROWSER ? 'chrome.exe' : undefined),
  };
  return new ConnectionWatch([PLACE], { processes, ownPid: US, napcatElsewhere });
}

/** Both rows of a loopback connection: the client's, and the server's beside it. */
function link(port: number, state: ConnectionState, pid: number | null): readonly Connection[] {
  const [client, server] = [
    { address: '127.0.0.1', port },
    { address: '127.0.0.1', port: 8080 },
  ];
  return [
    { local: client, remote: server, state, pid },
    { local: server, remote: client, state, pid: pid === null ? null : BOT },
  ];
}

const told = (changes: readonly { change: string; who: string; at: number }[]): readonly string[] =>
  changes.map(({ at, change, who }) => `${at} ${change} ${who}`);

describe('a connection', () => {
  it('that two looks see was made at the first of them, and both its rows are one', () => {
    const watch = watchOf();
    watch.take([], 0);
    expect(told(watch.take(link(50_000, 'established', NAPCAT), 500))).toEqual([]);
    expect(told(watch.take(link(50_000, 'established', NAPCAT), 1000))).toEqual(['500 connected napcat']);
    expect(told(watch.take([], 1500))).toEqual(['1500 disconnected napcat']);
  });

  it('that stood before the watch is told at 0', () => {
    expect(told(watchOf().take(link(50_000, 'established', NAPCAT), 3))).toEqual(['0 connected napcat']);
  });

  it('that is gone before a second look was brief', () => {
    const watch = watchOf();
    watch.take([], 0);
    watch.take(link(50_000, 'established', NAPCAT), 500);
    expect(told(watch.take(link(50_000, 'time-wait', null), 1000))).toEqual(['500 brief napcat']);
  });

  it('of which only the remains are seen was brief, and NapCat’s while it has none that stands', () => {
    const watch = watchOf();
    watch.take([], 0);
    expect(told(watch.take(link(50_000, 'time-wait', null), 500))).toEqual(['500 brief napcat']);
    watch.take(link(50_001, 'established', NAPCAT), 1000);
    watch.take(link(50_001, 'established', NAPCAT), 1500);
    const both = [...link(50_001, 'established', NAPCAT), ...link(50_002, 'time-wait', null)];
    expect(told(watch.take(both, 2000))).toEqual(['2000 brief other']);
  });

  it('that was over before the watch is no news', () => {
    expect(watchOf().take(link(50_000, 'time-wait', null), 0)).toEqual([]);
  });

  it('that nobody answers is an attempt, and its end is told', () => {
    const watch = watchOf();
    watch.take([], 0);
    const [trying] = link(50_000, 'syn-sent', NAPCAT);
    expect(told(watch.take(trying === undefined ? [] : [trying], 500))).toEqual(['500 connecting napcat']);
    expect(told(watch.take([], 2500))).toEqual(['2500 disconnected napcat']);
  });

  it('of another program carries its name', () => {
    const watch = watchOf();
    watch.take([], 0);
    watch.take(link(50_000, 'established', BROWSER), 500);
    expect(watch.take(link(50_000, 'established', BROWSER), 1000)).toMatchObject([
      { change: 'connected', who: 'other', name: 'chrome.exe' },
    ]);
  });

  it('of our own is never told, nor are its remains', () => {
    const watch = watchOf();
    watch.take([], 0);
    expect(watch.take(link(50_000, 'established', US), 500)).toEqual([]);
    expect(watch.take(link(50_000, 'time-wait', null), 1000)).toEqual([]);
    watch.asked();
    expect(watch.take(link(50_001, 'time-wait', null), 1500)).toEqual([]);
  });

  it('to another place is nobody’s business', () => {
    const watch = watchOf();
    watch.take([], 0);
    const elsewhere: Connection = {
      ...{ local: { address: '10.0.0.2', port: 50_000 }, remote: { address: '8.8.8.8', port: 8080 } },
      ...{ state: 'established', pid: NAPCAT },
    };
    watch.take([elsewhere], 500);
    expect(watch.take([elsewhere], 1000)).toEqual([]);
  });

  it('from a container is NapCat’s when NapCat lives in one', () => {
    const watch = watchOf(true);
    watch.take([], 0);
    const server: Connection = {
      ...{ local: { address: '172.17.0.1', port: 8080 }, remote: { address: '172.17.0.2', port: 50_000 } },
      ...{ state: 'established', pid: BOT },
    };
    watch.take([server], 500);
    expect(told(watch.take([server], 1000))).toEqual(['500 connected napcat']);
  });
});
