import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ABSENT, known, valueOf } from '../../../electron/machine/answer.ts';
import { createLinuxMachine } from '../../../electron/machine/live/linux/index.ts';
import { commandLineOf } from '../../../electron/machine/live/linux/processes.ts';
import { connectionsFrom, listenersFrom, parseSocketTable } from '../../../electron/machine/live/linux/sockets.ts';
import { tcpServer } from './support/servers.ts';
import { cpuTime } from '../support/cpu.ts';

const machine = createLinuxMachine();

/** One line as /proc/net/tcp has it. */
function row(local: string, remote: string, state: string, inode: number): string {
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0`;
}

const HEADER = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

describe.runIf(process.platform === 'linux')('sockets of this computer', () => {
  it.each(['127.0.0.1', '::1'])('a listener on %s is ours', async (address) => {
    const port = await tcpServer(() => undefined, address);
    expect(valueOf(await machine.listeners())).toContainEqual({ address, port, pid: process.pid });
  });

  it('a listener of every address is shown as such', async () => {
    const port = await tcpServer(() => undefined, '::');
    expect(valueOf(await machine.listeners())).toContainEqual({ address: '::', port, pid: process.pid });
  });

  it('a connection has both its ends', async () => {
    const { connect } = await import('node:net');
    const port = await tcpServer(() => undefined);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    expect(valueOf(await machine.connections())).toContainEqual({
      local: { address: '127.0.0.1', port: socket.localPort },
      remote: { address: '127.0.0.1', port },
      state: 'established',
      pid: process.pid,
    });
  });

  it('asked for at once cost one reading', async () => {
    const [first, second] = await Promise.all([machine.listeners(), machine.listeners()]);
    expect(first).toEqual(second);
  });
});

describe.runIf(process.platform === 'linux')('processes of this computer', () => {
  it('show ourselves', async () => {
    const own = valueOf(await machine.processes())?.find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({ ppid: process.ppid, path: process.execPath, cwd: process.cwd() });
    expect(Math.abs(Date.parse(own?.startedAt ?? '') - (Date.now() - process.uptime() * 1000))).toBeLessThan(5_000);
  });

  it('show a child with arguments that can be split again, its environment and its code', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(Number, 1e9); console.log(1)', 'a b', '"c"'], {
      env: { ONEBOT_ACCESS_TOKEN: 'x=y' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill());
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    const seen = valueOf(await machine.processes())?.find((process) => process.pid === pid);
    expect(seen?.commandLine).toBe(`${process.execPath} -e "setInterval(Number, 1e9); console.log(1)" "a b" "\\"c\\""`);
    expect(await machine.processEnv(pid)).toEqual(known({ ONEBOT_ACCESS_TOKEN: 'x=y' }));
    expect(valueOf(await machine.modules(pid))).toContain(process.execPath);
  });

  it('that have gone have neither environment nor modules', async () => {
    const child = spawn('true');
    await once(child, 'close');
    const pid = child.pid ?? 0;
    expect([await machine.processEnv(pid), await machine.modules(pid)]).toEqual([ABSENT, ABSENT]);
  });

  it('that vanish while they are read do no harm', async () => {
    const children = Array.from({ length: 20 }, () => spawn('sleep', ['0.01']));
    const ended = Promise.all(children.map((child) => once(child, 'close')));
    for (let count = 0; count < 10; count++) expect((await machine.processes()).state).toBe('known');
    await ended;
  });
});

describe('what Linux does not have', () => {
  it('was not asked for', async () => {
    expect([(await machine.registry('HKLM\\x')).state, (await machine.pipes()).state]).toEqual([
      'not-asked',
      'not-asked',
    ]);
  });

  it('is no port that the system refuses to give', async () => {
    expect(await machine.excludedPorts()).toEqual(known([]));
  });
});

describe('a command line', () => {
  it.each([
    ['node\0bot.js\0', 'node bot.js'],
    ['/opt/My Bot/run\0', '/opt/My Bot/run'],
    ['python\0-c\0print("x")\0', 'python -c "print(\\"x\\")"'],
    ['node\0\0', 'node'],
    ['a\0\0b\0', 'a "" b'],
    ['/opt/QQ/qq --type=zygote --no-sandbox\0\0\0', '/opt/QQ/qq --type=zygote --no-sandbox'],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(commandLineOf(text, null)).toBe(expected);
  });

  it('that is a program with a blank in its path alone is quoted', () => {
    expect(commandLineOf('/opt/My Bot/run\0', '/opt/My Bot/run')).toBe('"/opt/My Bot/run"');
  });
});

describe('a socket table', () => {
  it.each([
    ['0100007F:1F90', '127.0.0.1'],
    ['00000000:1F90', '0.0.0.0'],
    ['00000000000000000000000000000000:1F90', '::'],
    ['00000000000000000000000001000000:1F90', '::1'],
    ['0000000000000000FFFF00000100007F:1F90', '127.0.0.1'],
    ['B80D01200000000000000000EFBE0000:1F90', '2001:db8::beef'],
  ])('%s is port 8080 of %s', (text, address) => {
    const rows = parseSocketTable(HEADER + row(text, text, '0A', 7));
    expect(listenersFrom(rows, new Map([['7', 42]]))).toEqual([{ address, port: 8080, pid: 42 }]);
  });

  it('keeps listeners and connections apart', () => {
    const rows = parseSocketTable(
      [
        HEADER.trimEnd(),
        row('0100007F:1F90', '00000000:0000', '0A', 7),
        row('0100007F:1F90', '0100007F:C350', '06', 0),
      ].join('\n'),
    );
    expect(connectionsFrom(rows, new Map())).toEqual([
      {
        local: { address: '127.0.0.1', port: 8080 },
        remote: { address: '127.0.0.1', port: 50000 },
        state: 'time-wait',
        pid: null,
      },
    ]);
  });

  it.each(['', 'garbage', `${HEADER}   0: 0100007F:1F`, `${HEADER}${row('XYZ:1', '00:0', '0A', 1)}`])(
    'that is cut short or no table has no rows: %j',
    (text) => {
      expect(parseSocketTable(text)).toEqual([]);
    },
  );

  it('of ten thousand rows is read in no time', () => {
    const hex = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();
    const lines = Array.from({ length: 10_000 }, (_, at) =>
      row(
        `0000000000000000000000000${hex(at).slice(1)}0000:${hex(at + 1)}`,
        '00000000000000000000000000000000:0000',
        '0A',
        at,
      ),
    );
    const started = cpuTime();
    expect(parseSocketTable(HEADER + lines.join('\n'))).toHaveLength(10_000);
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
