/**
 * What every Machine promises, whatever is behind it. The suite prepares a small world of its own (a folder, a server,
 * this process) and asks; a recording is asked what the live machine was asked before.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABSENT, known, NOT_ASKED, unanswered, valueOf } from '../../../electron/machine/answer.ts';
import type { Answer } from '../../../electron/machine/answer.ts';
import type { Machine } from '../../../electron/machine/machine.ts';

export interface World {
  readonly folder: string;
  readonly port: number;
}

/** `create` is called once the world stands. */
export function describeMachine(name: string, create: (world: World) => Promise<Machine>): void {
  describe(`the contract, kept by ${name}`, () => {
    let world: World;
    let machine: Machine;
    let server: Server;

    beforeAll(async () => {
      server = createServer((_request, response) => response.writeHead(405, { Allow: 'POST' }).end('no'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      world = { folder: prepareFolder(), port: (server.address() as AddressInfo).port };
      machine = await create(world);
    });
    afterAll(() => {
      rmSync(world.folder, { recursive: true, force: true });
      server.closeAllConnections();
      server.close();
    });
    const at = (...names: string[]): string => machine.paths.join(world.folder, ...names);

    it('knows its host', () => {
      expect(machine.host).toMatchObject({ platform: 'linux', arch: process.arch });
    });

    it('has an environment', () => {
      expect(valueOf(machine.env())).toHaveProperty('PATH', process.env.PATH);
    });

    it('shows processes, ours among them', async () => {
      expect(valueOf(await machine.processes())).toContainEqual(expect.objectContaining({ pid: process.pid }));
    });

    it('shows the environment and the code of a process', async () => {
      expect(valueOf(await machine.processEnv(process.pid))).toHaveProperty('PATH');
      expect(valueOf(await machine.modules(process.pid))).toContain(process.execPath);
    });

    it('shows a listener with its owner', async () => {
      expect(valueOf(await machine.listeners())).toContainEqual({
        address: '127.0.0.1',
        port: world.port,
        pid: process.pid,
      });
    });

    it('answers what only another system has with "not asked"', async () => {
      expect([await machine.pipes(), await machine.registry('HKLM\\SOFTWARE')]).toEqual([NOT_ASKED, NOT_ASKED]);
    });

    it('knows its interfaces and roots', async () => {
      expect(valueOf(await machine.network())?.interfaces).toContainEqual({ name: 'lo', address: '127.0.0.1' });
      expect(await machine.roots()).toEqual(known(['/']));
    });

    it('reads a file, wholly and from either end', async () => {
      const texts = [
        await machine.readFile(at('配置.json')),
        await machine.readFile(at('long.log'), { limit: 5 }),
        await machine.readFile(at('long.log'), { limit: 4, part: 'tail' }),
      ].map((answer) => [textOf(answer), valueOf(answer)?.part]);
      expect(texts).toEqual([
        ['{ "猫": 1 }', 'whole'],
        ['first', 'head'],
        ['last', 'tail'],
      ]);
    });

    it('reads bytes that are no text', async () => {
      expect(valueOf(await machine.readFile(at('gbk.txt')))?.bytes).toEqual(new Uint8Array([0xc3, 0xa8, 0xff]));
    });

    it('tells a file from a folder and from nothing', async () => {
      const kinds = [
        await machine.stat(at('gbk.txt')),
        await machine.stat(at('empty')),
        await machine.stat(at('none')),
      ];
      expect(kinds.map((answer) => valueOf(answer)?.kind ?? answer.state)).toEqual(['file', 'directory', 'absent']);
    });

    it('lists a folder by name, and an empty one as empty', async () => {
      expect(valueOf(await machine.list(at()))?.map(({ name: child }) => child)).toEqual([
        'empty',
        'gbk.txt',
        'long.log',
        '配置.json',
      ]);
      expect(await machine.list(at('empty'))).toEqual(known([]));
    });

    it('finds no list of what is not there or a file', async () => {
      expect([await machine.list(at('none')), await machine.list(at('gbk.txt'))]).toEqual([ABSENT, ABSENT]);
    });

    it('resolves, connects, asks and upgrades', async () => {
      const url = `127.0.0.1:${world.port}/`;
      expect([
        (await machine.resolve('localhost')).state,
        await machine.tcp('127.0.0.1', world.port),
        valueOf(await machine.http({ method: 'GET', url: `http://${url}` }))?.headers.allow,
        valueOf(await machine.webSocket({ url: `ws://${url}`, token: 'none' }))?.status,
        await machine.bind('127.0.0.1', world.port),
        await machine.selfTest('tcp'),
      ]).toEqual(['known', known('connected'), 'POST', 405, known('EADDRINUSE'), known('ok')]);
    });

    it('answers nobody who has cancelled', async () => {
      const ask = { signal: AbortSignal.abort() };
      const answers = await Promise.all([
        machine.processes(ask),
        machine.listeners(ask),
        machine.readFile(at('gbk.txt'), ask),
        machine.list(at(), ask),
        machine.tcp('127.0.0.1', world.port, ask),
      ]);
      expect(answers).toEqual(answers.map(() => unanswered('timeout', 'cancelled')));
    });
  });
}

/** Everything that the suite asks, asked once, so that a recorder has heard it. */
export async function askEverything(machine: Machine, { folder, port }: World): Promise<void> {
  const at = (...names: string[]): string => machine.paths.join(folder, ...names);
  machine.env();
  await Promise.all([machine.processes(), machine.listeners(), machine.connections(), machine.excludedPorts()]);
  await Promise.all([machine.network(), machine.roots(), machine.pipes(), machine.registry('HKLM\\SOFTWARE')]);
  await Promise.all([machine.processEnv(process.pid), machine.modules(process.pid)]);
  await machine.readFile(at('配置.json'));
  await machine.readFile(at('long.log'), { limit: 5 });
  await machine.readFile(at('long.log'), { limit: 4, part: 'tail' });
  await machine.readFile(at('gbk.txt'));
  for (const name of ['gbk.txt', 'empty', 'none']) await machine.stat(at(name));
  for (const name of ['.', 'empty', 'none', 'gbk.txt']) await machine.list(at(name));
  const url = `127.0.0.1:${port}/`;
  await machine.resolve('localhost');
  await machine.tcp('127.0.0.1', port);
  await machine.http({ method: 'GET', url: `http://${url}` });
  await machine.webSocket({ url: `ws://${url}`, token: 'none' });
  await machine.bind('127.0.0.1', port);
  await machine.selfTest('tcp');
}

function prepareFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), '机器人 '));
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, '配置.json'), '{ "猫": 1 }');
  writeFileSync(join(folder, 'long.log'), `first${'…'.repeat(100)}last`);
  writeFileSync(join(folder, 'gbk.txt'), new Uint8Array([0xc3, 0xa8, 0xff]));
  return folder;
}

function textOf(answer: Answer<{ readonly bytes: Uint8Array }>): string {
  return new TextDecoder().decode(valueOf(answer)?.bytes);
}
