/** How a running NapCat is led from one entry to another: what it is told, and when it has to be given time. */
import { describe, expect, it } from 'vitest';

import { known, unanswered } from '../../../electron/machine/answer.ts';
import type { Answer } from '../../../electron/machine/answer.ts';
import type { Connection, Machine } from '../../../electron/machine/machine.ts';
import { handOver } from '../../../electron/remedies/napcat/live.ts';
import type { LiveConfig } from '../../../electron/remedies/napcat/live.ts';
import { applyPlan } from '../../../electron/remedies/run/apply.ts';
import { WEBUI_TOKEN, startWebUi } from './support/web-ui.ts';
import { replaceFile, workshop } from './support/workshop.ts';
import type { Workshop } from './support/workshop.ts';
import { planOf } from './support/workshop-plan.ts';

type Entry = Readonly<Record<string, unknown>>;
type Connections = Answer<readonly Connection[]>;

const CLIENT = { name: 'nb', enable: true, url: 'ws://127.0.0.1:18080/onebot/v11/ws', token: 'old' };
const client = (change: Entry = {}): object => ({ network: { websocketClients: [{ ...CLIENT, ...change }] } });
const server = (change: Entry = {}): object => ({
  network: { websocketServers: [{ name: 'ws', enable: true, token: 'old', ...change }] },
});

function connection(change: Partial<Connection> = {}): Connection {
  const [local, remote] = [50_000, 18_080].map((port) => ({ address: '127.0.0.1', port }));
  return { local, remote, state: 'established', pid: 7, ...change } as Connection;
}

async function running(shop: Workshop, document: object): Promise<{ live: LiveConfig; file: string; taken: string[] }> {
  const file = shop.put('onebot11_10001.json', JSON.stringify(document));
  const settings = shop.put('webui.json', JSON.stringify({ token: WEBUI_TOKEN }));
  const { base, taken } = await startWebUi(file, '10001');
  return { live: { base, settings, account: '10001', login: 'hash', version: '4.18.19' }, file, taken };
}

/** How many documents NapCat was told, and after how many of them it was waited. */
async function told(from: object, to: object, connections?: Connections): Promise<{ told: number; waited: number[] }> {
  const shop = workshop();
  const { live, taken } = await running(shop, from);
  const waited: number[] = [];
  const done = await handOver(shop.hand, live, from, to, {
    ...(connections === undefined ? {} : { connections: () => Promise.resolve(connections) }),
    release: () => Promise.resolve(waited.push(taken.length)),
  });
  expect(done).toBe(true);
  expect(JSON.parse(taken.at(-1) ?? '')).toEqual(to);
  return { told: taken.length, waited };
}

const HELD = { told: 2, waited: [1] };
const FREE = { told: 2, waited: [] };

describe('an entry that runs with other values is off in between, and its old connection is waited for', () => {
  it.each<[string, Connections | undefined]>([
    ['one to its address stands', known([connection()])],
    ['one stands of which nobody says whose it is', known([connection({ pid: null })])],
    ['the table was refused', unanswered('denied')],
    ['the table came too late', unanswered('timeout')],
    ['there is nobody to ask', undefined],
  ])('when %s', async (_, connections) => {
    expect(await told(client(), client({ token: 'new' }), connections)).toEqual(HELD);
  });

  it('when somebody is connected to a server of NapCat’s, also at the port that it has by default', async () => {
    const local = { address: '127.0.0.1', port: 3001 };
    expect(await told(server(), server({ token: 'new' }), known([connection({ local })]))).toEqual(HELD);
  });

  it('when its address names no port', async () => {
    const url = 'wss://bot.example/onebot/v11/ws';
    const remote = { address: '192.0.2.1', port: 443 };
    expect(await told(client({ url }), client(), known([connection({ remote })]))).toEqual(HELD);
  });
});

describe('nothing is waited for', () => {
  it.each<[string, readonly Connection[]]>([
    ['nothing is connected', []],
    ['only others are connected elsewhere', [connection({ remote: { address: '127.0.0.1', port: 18_081 } })]],
    ['NapCat is still knocking', [connection({ state: 'syn-sent' })]],
    ['what was connected has ended', [connection({ state: 'time-wait' })]],
  ])('when %s', async (_, connections) => {
    expect(await told(client(), client({ token: 'new' }), known(connections))).toEqual(FREE);
  });

  it('when its old address cannot be dialled', async () => {
    expect(await told(client({ url: '127.0.0.1:18080' }), client(), known([connection()]))).toEqual(FREE);
  });

  it('when the connection is another entry’s, which stays as it is', async () => {
    const other = { ...CLIENT, name: 'other', url: 'ws://127.0.0.1:2536/OneBotv11' };
    const with_ = (token: string): object => ({ network: { websocketClients: [{ ...CLIENT, token }, other] } });
    const remote = { address: '127.0.0.1', port: 2536 };
    expect(await told(with_('old'), with_('new'), known([connection({ remote })]))).toEqual(FREE);
  });

  it('when an entry is new: it is told once', async () => {
    expect(await told({ network: {} }, client(), known([connection()]))).toEqual({ told: 1, waited: [] });
  });
});

describe('a plan', () => {
  it('asks for the connections of this moment, not for those of its making', async () => {
    const shop = workshop();
    const { live, file, taken } = await running(shop, client());
    const action = await replaceFile(shop.hand, file, JSON.stringify(client({ token: 'new' })));
    let asked = 0;
    const machine = {
      ...shop.machine,
      connections: () => {
        asked++;
        expect(taken).toEqual([]);
        return Promise.resolve(known([]));
      },
    } as unknown as Machine;
    const report = await applyPlan(planOf('p1', [{ ...action, live } as typeof action]), { hand: shop.hand, machine });
    expect(report).toMatchObject({ complete: true, steps: [{ state: 'live' }] });
    expect({ asked, told: taken.length }).toEqual({ asked: 1, told: 2 });
  });
});
