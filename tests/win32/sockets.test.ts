import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { addressText, connectionsIn } from '../../electron/machine/live/win32/sockets.ts';
import { NATIVE_ONLY, valueOf } from './support/answers.ts';

const machine = createWin32Machine();

for (const address of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
  describe(`a socket on ${address}`, () => {
    let server: Server;
    let client: Socket;
    const port = () => (server.address() as AddressInfo).port;
    const listener = async () =>
      valueOf(await machine.listeners()).find((row) => row.port === port() && row.address === address);

    before(async () => {
      server = createServer((socket) => socket.on('error', () => socket.destroy())).listen(0, address);
      await once(server, 'listening');
      client = connect(port(), address.includes(':') ? '::1' : '127.0.0.1');
      await once(client, 'connect');
    });
    after(() => {
      client.destroy();
      server.close();
    });

    test('is listed as a listener', async () => {
      assert.ok(await listener());
    });

    test('names us as the owner', { skip: NATIVE_ONLY }, async () => {
      assert.equal((await listener())?.pid, process.pid);
    });

    test('shows both ends of its connection as established', async () => {
      const ends = valueOf(await machine.connections()).filter(
        ({ local, remote }) => local.port === client.localPort || remote.port === client.localPort,
      );
      assert.deepEqual(
        ends.map(({ state }) => state),
        ['established', 'established'],
      );
    });

    test('the connection is no listener', async () => {
      const rows = valueOf(await machine.listeners());
      assert.ok(!rows.some((row) => row.port === client.localPort));
    });
  });
}

describe('rows of the TCP table', () => {
  const row = {
    localAddress: Buffer.from([127, 0, 0, 1]),
    localPort: 1,
    remoteAddress: Buffer.alloc(4),
    remotePort: 2,
    pid: 0,
  };

  test('each state has its name, an unknown one is other', () => {
    const states = connectionsIn([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 99].map((state) => ({ ...row, state }))).map(
      ({ state }) => state,
    );
    assert.deepEqual(states, [
      'other',
      'syn-sent',
      'syn-received',
      'established',
      'fin-wait',
      'fin-wait',
      'close-wait',
      'closing',
      'closing',
      'time-wait',
      'other',
      'other',
    ]);
  });

  test('pid 0 is an unknown owner', () => {
    assert.equal(connectionsIn([{ ...row, state: 11 }])[0]?.pid, null);
  });

  test('IPv6 is written short', () => {
    assert.equal(addressText(Buffer.from('fe800000000000000000000000000001', 'hex')), 'fe80::1');
  });

  test('a v4-mapped address is the IPv4 address', () => {
    assert.equal(addressText(Buffer.from('00000000000000000000ffff7f000001', 'hex')), '127.0.0.1');
  });
});

describe('probes on Windows', () => {
  test('a taken port is in use, a free one binds', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const taken = valueOf(await machine.bind('127.0.0.1', port));
    server.close();
    await once(server, 'close');
    assert.deepEqual([taken, valueOf(await machine.bind('127.0.0.1', port))], ['EADDRINUSE', 'ok']);
  });

  test('a closed port refuses', async () => {
    assert.equal(valueOf(await machine.tcp('127.0.0.1', 9)), 'refused');
  });

  for (const kind of ['tcp', 'websocket'] as const) {
    test(`the ${kind} self-test passes`, async () => {
      assert.equal(valueOf(await machine.selfTest(kind)), 'ok');
    });
  }
});
