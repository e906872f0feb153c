import { describe, expect, it } from 'vitest';
import { ABSENT, known } from '../../../electron/machine/answer.ts';
import { probeBind } from '../../../electron/machine/live/probes/bind.ts';
import { tcpOutcomeOf } from '../../../electron/machine/live/probes/outcome.ts';
import { probeResolve } from '../../../electron/machine/live/probes/resolve.ts';
import { selfTest } from '../../../electron/machine/live/probes/self-test.ts';
import { NOBODYS_NAME } from '../../lab/support/names.ts';
import { closedPort, tcpServer } from './support/servers.ts';

describe('binding for a moment', () => {
  it('finds a free port free', async () => {
    expect(await probeBind('127.0.0.1', await closedPort())).toEqual(known('ok'));
  });

  it('lets go of it', async () => {
    const port = await closedPort();
    await probeBind('127.0.0.1', port);
    expect(await probeBind('127.0.0.1', port)).toEqual(known('ok'));
  });

  it('finds a port in use', async () => {
    expect(await probeBind('127.0.0.1', await tcpServer(() => undefined))).toEqual(known('EADDRINUSE'));
  });

  it.each([
    ['an address of somebody else', '192.0.2.1', 8080],
    ['no address', '', 8080],
    ['a port that cannot be', '127.0.0.1', 70_000],
  ])('cannot have %s', async (_what, address, port) => {
    expect(await probeBind(address, port)).toEqual(known('EADDRNOTAVAIL'));
  });
});

describe('resolving a name', () => {
  it('gives what the system gives', async () => {
    expect(await probeResolve('localhost')).toMatchObject({ value: expect.arrayContaining(['127.0.0.1']) as string[] });
  });

  it.each([NOBODYS_NAME, ''])('finds %j absent', async (name) => {
    expect(await probeResolve(name)).toEqual(ABSENT);
  });
});

describe('the self-test', () => {
  it.each(['tcp', 'websocket'] as const)('of loopback by %s passes where loopback works', async (kind) => {
    expect(await selfTest(kind)).toEqual(known('ok'));
  });
});

describe('a name with several addresses', () => {
  const failed = (code: string): Error => Object.assign(new Error(code), { code });

  it.each([
    [['ECONNREFUSED', 'ECONNREFUSED'], 'refused'],
    // ::1 said nothing, 127.0.0.1 said no.
    [['ETIMEDOUT', 'ECONNREFUSED'], 'refused'],
    [['ENETUNREACH', 'ETIMEDOUT'], 'unreachable'],
  ])('that failed with %j is %s', (codes, expected) => {
    expect(tcpOutcomeOf(new AggregateError(codes.map(failed)))).toBe(expected);
  });
});
