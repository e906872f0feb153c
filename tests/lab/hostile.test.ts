/**
 * Whole diagnoses against what a machine can throw at them: files that are not what they seem, servers that never end,
 * processes that vanish. Each ends in time, keeps its memory, and says something clear or that it does not know.
 */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';

import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { Diagnosis } from '../../electron/contract/diagnosis.ts';
import { examine, inspectPorts } from '../../electron/doctor.ts';
import type { Examination } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { createRecordedMachine, parseRecording } from '../../electron/machine/recorded/index.ts';
import { cpuTime } from '../unit/support/cpu.ts';
import { tempFolder, writeFiles } from './support/folders.ts';
import { napCatFolder } from './support/napcat-folder.ts';
import { oneBotConfig } from './support/napcat.ts';
import { freePort } from './support/ports.ts';

/** An account of its own: whatever else runs on this machine is not looked at from its side. */
const UIN = '2000000064';
/** Seconds in all, whatever happens: the longest way through the survey's own deadlines, and some for a busy machine. */
const LONGEST = 25_000;
/** Bytes that a diagnosis may hold more than before, loosely. */
const MOST_MEMORY = 250 * 1024 * 1024;

interface Outcome extends Examination {
  readonly grown: number;
}

async function examineFolder(dir: string, url?: string): Promise<Outcome> {
  const before = process.memoryUsage().rss;
  const machine = await createLiveMachine([]);
  const examination = await examine(machine, {
    deep: false,
    napcatDir: dir,
    account: UIN,
    ...(url === undefined ? {} : { url }),
  });
  return { ...examination, grown: process.memoryUsage().rss - before };
}

function expectModest({ elapsedMs, grown, diagnosis }: Outcome): void {
  expect(elapsedMs).toBeLessThan(LONGEST);
  expect(grown).toBeLessThan(MOST_MEMORY);
  // A check that throws would be our own bug.
  expect(diagnosis.hops.map(({ outcome }) => outcome)).not.toContain('error');
}

function codesOf({ findings }: Diagnosis): readonly VerdictCode[] {
  return findings.filter(({ outcome }) => outcome !== 'unknown').map(({ code }) => code);
}

async function folderWith(config: string | Uint8Array): Promise<string> {
  const dir = tempFolder('NapCat 机器人');
  writeFiles(
    dir,
    napCatFolder({
      version: '4.18.19',
      webui: { host: '127.0.0.1', port: await freePort(), token: 'a1b2c3d4e5f6' },
      fileLog: true,
      autoLogin: UIN,
      accounts: { [UIN]: config },
    }),
  );
  return dir;
}

const GOOD = JSON.stringify(oneBotConfig([{ url: 'ws://127.0.0.1:18080/onebot/v11/ws', name: '机器人' }]));
const MEGABYTE = 1024 * 1024;

describe('a configuration', () => {
  test.each([
    ['that is malformed', GOOD.replace('"name"', 'name"')],
    ['that is cut off', GOOD.slice(0, -40)],
    ['that is binary', Uint8Array.from({ length: 9000 }, (_, index) => (index * 89) % 256)],
    ['in UTF-16', iconv.encode(GOOD, 'utf16le', { addBOM: true })],
    ['of brackets only', '['.repeat(200_000)],
  ])('%s is named', { timeout: LONGEST + 5_000 }, async (_, content) => {
    const outcome = await examineFolder(await folderWith(content));
    expectModest(outcome);
    expect(codesOf(outcome.diagnosis)).toContain('config-invalid');
  });

  test.each([
    ['in order', GOOD + ' '.repeat(100 * MEGABYTE)],
    ['without an end', `{ "network": "${'x'.repeat(100 * MEGABYTE)}`],
  ])('of 100 MB, %s, is not read whole and not called broken', { timeout: LONGEST + 5_000 }, async (_, content) => {
    const outcome = await examineFolder(await folderWith(content));
    expectModest(outcome);
    expect(codesOf(outcome.diagnosis)).not.toContain('config-invalid');
    expect(outcome.diagnosis.hops[1]).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['in GBK', iconv.encode(GOOD, 'gbk')],
    ['with a BOM', `\uFEFF${GOOD}`],
  ])('%s loads, as NapCat loads it', async (_, content) => {
    const outcome = await examineFolder(await folderWith(content));
    expectModest(outcome);
    expect(codesOf(outcome.diagnosis)).not.toContain('config-invalid');
  });

  test.skipIf(process.platform === 'win32')('that is a pipe keeps nobody waiting', async () => {
    const dir = await folderWith(GOOD);
    const file = join(dir, `napcat/config/onebot11_${UIN}.json`);
    rmSync(file);
    execFileSync('mkfifo', [file]);
    const outcome = await examineFolder(dir);
    expectModest(outcome);
    expect(outcome.elapsedMs).toBeLessThan(15_000);
    expect(codesOf(outcome.diagnosis)).not.toContain('config-invalid');
  });

  const rootless = process.getuid !== undefined && process.getuid() !== 0;
  test.skipIf(!rootless)(
    rootless ? 'that may not be read is not called absent' : 'that may not be read [skipped: root may read everything]',
    async () => {
      const dir = await folderWith(GOOD);
      execFileSync('chmod', ['000', join(dir, `napcat/config/onebot11_${UIN}.json`)]);
      const outcome = await examineFolder(dir);
      expect(codesOf(outcome.diagnosis)).not.toContain('no-client-entry');
    },
  );
});

describe('a server', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  async function serve(talk: (socket: Socket) => void): Promise<number> {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
      talk(socket);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    closers.push(
      () =>
        new Promise((done) => {
          for (const socket of open) socket.destroy();
          server.close(() => done());
        }),
    );
    return (server.address() as AddressInfo).port;
  }

  /** Writes again and again until the other end has had enough. */
  const forever = (socket: Socket, chunk: string, first = ''): void => {
    socket.write(first);
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
      if (!socket.destroyed) socket.once('drain', more);
    };
    more();
  };
  const reply = (text: string) => (socket: Socket) => void socket.once('data', () => socket.end(text));

  test.each<[string, (socket: Socket) => void]>([
    ['that accepts and stays silent', (socket) => socket.resume()],
    [
      'that drips one byte a second',
      (socket) => {
        const drip = setInterval(() => socket.write('H'), 1_000);
        socket.resume().on('close', () => clearInterval(drip));
      },
    ],
    [
      'that sends headers without end',
      (socket) => socket.once('data', () => forever(socket, `X-A: ${'a'.repeat(8192)}\r\n`, 'HTTP/1.1 200 OK\r\n')),
    ],
    [
      'that sends a body of 1 GB',
      (socket) =>
        socket.once('data', () =>
          forever(socket, 'x'.repeat(65_536), 'HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n'),
        ),
    ],
    ['that redirects in circles', reply('HTTP/1.1 302 Found\r\nLocation: /onebot/v11/\r\nContent-Length: 0\r\n\r\n')],
    [
      'that lies about its length',
      reply('HTTP/1.1 404 Not Found\r\nServer: uvicorn\r\nContent-Length: 99999\r\n\r\n{}'),
    ],
    ['that names two lengths', reply('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello')],
    [
      'that upgrades whatever comes',
      reply('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['that closes at once', (socket) => socket.destroy()],
    ['that answers garbage', reply('\u0000\u0001\u0002\u001b[2J\u00ff\r\n\r\n')],
    [
      'that calls itself something with control characters',
      reply('HTTP/1.1 200 OK\r\nServer: a\u001b[2J\r\nContent-Length: 0\r\n\r\n'),
    ],
  ])('%s costs its own facts only', { timeout: LONGEST + 5_000 }, async (_, talk) => {
    const port = await serve(talk);
    const url = `ws://127.0.0.1:${port}/onebot/v11/ws`;
    const outcome = await examineFolder(await folderWith(JSON.stringify(oneBotConfig([{ url }]))), url);
    expectModest(outcome);
    const target = outcome.facts.targets.find((candidate) => candidate.url.port === port);
    expect(target?.tcp).toMatchObject({ state: 'known', value: 'connected' });
    expect(target?.http.map(({ answer }) => answer.state)).toContain('known');
    // Nothing of it may be taken for a NoneBot that works.
    expect(outcome.diagnosis.verdict.code).not.toBe('healthy');
    expect(outcome.diagnosis.findings.filter(({ hop }) => hop === 4).map(({ confidence }) => confidence)).not.toContain(
      'certain',
    );
  });
});

describe('a machine', () => {
  test.skipIf(process.platform === 'win32')(
    'whose processes vanish while they are read',
    { timeout: LONGEST + 5_000 },
    async () => {
      const dir = await folderWith(GOOD);
      const storming = new AbortController();
      const storm = (async () => {
        while (!storming.signal.aborted) {
          for (let count = 0; count < 8; count++) spawn('/bin/true', { stdio: 'ignore' }).on('error', () => undefined);
          await sleep(5);
        }
      })();
      try {
        const outcome = await examineFolder(dir);
        expectModest(outcome);
        expect(outcome.facts.coverage.processes).toBe('known');
        expect(outcome.facts.napcats.map((napcat) => napcat.dir)).toContain(join(dir, 'napcat'));
      } finally {
        storming.abort();
        await storm;
      }
    },
  );

  test('with 10,000 listeners, 10,000 connections and 5,000 processes', { timeout: LONGEST }, async () => {
    const parsed = await parseRecording(JSON.stringify(crowded(10_000, 5_000)));
    if ('error' in parsed) throw new Error(parsed.error.message);
    const machine = createRecordedMachine(parsed.recording);
    const started = cpuTime();
    const { diagnosis } = await examine(machine, { deep: false });
    expect(diagnosis.verdict.code).toBe('server-not-listening');
    expect(cpuTime() - started).toBeLessThan(5_000);
    const ports = await inspectPorts(machine);
    expect(ports).toMatchObject({ state: 'known' });
  });

  test('with a NapCat folder of 5,000 files', { timeout: LONGEST + 5_000 }, async () => {
    const dir = await folderWith(GOOD);
    const number = (index: number) => String(index).padStart(4, '0');
    mkdirSync(join(dir, 'napcat/logs'), { recursive: true });
    for (let index = 0; index < 2_500; index++) {
      writeFileSync(join(dir, `napcat/logs/2026-08-22_${number(index)}.log`), '08-22 19:30:00 [info] nothing\n');
      writeFileSync(join(dir, `napcat/config/onebot11_20001${number(index)}.json`), GOOD);
    }
    const outcome = await examineFolder(dir);
    expectModest(outcome);
    expect(outcome.diagnosis.napcat).toMatchObject({ account: UIN });
    expect(codesOf(outcome.diagnosis)).toContain('napcat-not-running');
  });

  test('whose log is written, cut and deleted while it is read', { timeout: LONGEST + 5_000 }, async () => {
    const dir = await folderWith(GOOD);
    const log = join(dir, 'napcat/logs/2026-08-22_19-30-00.417.log');
    const line = `08-22 19:30:00 [info] 机器人(${UIN}) | ${'x'.repeat(900)}\n`;
    mkdirSync(join(dir, 'napcat/logs'), { recursive: true });
    writeFileSync(log, line.repeat(20_000));
    const storming = new AbortController();
    const storm = (async () => {
      for (let turn = 0; !storming.signal.aborted; turn++) {
        if (turn % 3 === 0) appendFileSync(log, line.repeat(50));
        else if (turn % 3 === 1) truncateSync(log, 100);
        else rmSync(log);
        await sleep(3);
      }
    })();
    try {
      expectModest(await examineFolder(dir));
    } finally {
      storming.abort();
      await storm;
    }
  });
});

/** A NapCat that dials a port on which nobody listens, in a crowd. */
function crowded(sockets: number, processes: number): object {
  const root = 'D:\\NapCat.Shell';
  return {
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-08-20T12:00:00+08:00',
    host: { platform: 'win32', homeDir: 'C:\\Users\\me' },
    processes: [
      {
        pid: 7000,
        ppid: 4,
        name: 'node.exe',
        path: `${root}\\node.exe`,
        commandLine: `"${root}\\node.exe" ./index.js`,
        cwd: root,
        startedAt: '2026-08-20T11:00:00+08:00',
      },
      ...Array.from({ length: processes }, (_, index) => ({
        pid: 10_000 + index,
        ppid: index === 0 ? 4 : 9_999 + index,
        name: index % 2 === 0 ? 'python.exe' : 'node.exe',
        path: null,
        commandLine: `worker ${index}`,
        cwd: null,
      })),
    ],
    listeners: Array.from({ length: sockets }, (_, index) => ({
      address: '0.0.0.0',
      port: 20_000 + index,
      pid: 10_000 + (index % processes),
    })),
    connections: Array.from({ length: sockets }, (_, index) => ({
      local: `127.0.0.1:${40_000 + index}`,
      remote: `127.0.0.1:${20_000 + index}`,
      state: 'established',
      pid: 10_000 + (index % processes),
    })),
    roots: ['C:\\', 'D:\\'],
    files: Object.fromEntries(
      Object.entries(
        napCatFolder({
          version: '4.18.19',
          webui: { host: '127.0.0.1', port: 6099, token: 'a1b2c3d4e5f6' },
          fileLog: false,
          autoLogin: UIN,
          accounts: { [UIN]: GOOD },
        }),
      ).map(([path, content]) => [`${root}\\${path.replaceAll('/', '\\')}`, String(content)]),
    ),
    probes: [{ tcp: '127.0.0.1:18080', outcome: 'refused' }],
  };
}
