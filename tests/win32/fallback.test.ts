import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { consoleText } from '../../electron/machine/live/win32/fallback/console-text.ts';
import { parseDynamicPorts, parseExcludedPorts } from '../../electron/machine/live/win32/fallback/netsh.ts';
import { parseNetstat } from '../../electron/machine/live/win32/fallback/netstat.ts';
import { parseTable } from '../../electron/machine/live/win32/fallback/powershell.ts';
import { parseRegFile } from '../../electron/machine/live/win32/fallback/reg-file.ts';
import { runProgram } from '../../electron/machine/live/win32/fallback/run.ts';
import { valueOf } from './support/answers.ts';

function fixture(name: string): Buffer {
  return readFileSync(join(process.cwd(), 'tests', 'fixtures', 'windows', name));
}

describe('netstat', () => {
  const read = (name: string) => parseNetstat(fixture(name).toString('latin1'));

  test('Chinese output gives every listener, IPv6 without brackets and scope', () => {
    assert.deepEqual(read('netstat.zh-CN.cp936.bin').listeners, [
      { address: '0.0.0.0', port: 135, pid: 1180 },
      { address: '127.0.0.1', port: 18080, pid: 23456 },
      { address: '::', port: 18080, pid: 23456 },
      { address: '::1', port: 6099, pid: 7788 },
      { address: 'fe80::a1b2:c3d4', port: 139, pid: 4 },
    ]);
  });

  test('connections have their states and owners, UDP is none', () => {
    const { connections } = read('netstat.zh-CN.cp936.bin');
    assert.deepEqual(
      connections.map(({ remote, state, pid }) => [remote.port, state, pid]),
      [
        [18080, 'established', 7788],
        [50311, 'established', 23456],
        [18080, 'time-wait', null],
        [443, 'syn-sent', 7788],
      ],
    );
  });

  test('translated states do not hide a listener', () => {
    assert.deepEqual(
      read('netstat.de-DE.cp850.bin').listeners.map(({ port }) => port),
      [445, 8080],
    );
  });

  test('German states are known, and a word that fills its column does not shift the owner', () => {
    const { connections } = read('netstat.de-DE.cp850.bin');
    assert.deepEqual(
      connections.map(({ state, pid }) => [state, pid]),
      [
        ['established', 9100],
        ['close-wait', 9100],
      ],
    );
  });

  test('a state in a language that we do not know is other, and its owner is still told', () => {
    const { connections } = parseNetstat('  TCP    127.0.0.1:51000    127.0.0.1:8080    УСТАНОВЛЕНО    9100\r\n');
    assert.deepEqual(
      connections.map(({ state, pid }) => [state, pid]),
      [['other', 9100]],
    );
  });

  test('a table without owners has unknown owners', () => {
    assert.equal(read('netstat.without-owners.bin').connections[0]?.pid, null);
  });

  test('nonsense has no rows', () => {
    assert.deepEqual(parseNetstat('TCP\nTCP a b c\nTCP 1.2.3.4:99999 0.0.0.0:0 LISTENING 1'), {
      listeners: [],
      connections: [],
    });
  });
});

describe('netsh', () => {
  const read = (name: string) =>
    parseExcludedPorts(fixture(name).toString('latin1'), 'ipv4')?.map(({ from, to }) => [from, to]);

  test('Chinese, Korean and untitled tables are read alike', () => {
    assert.deepEqual(
      ['excluded-ports.zh-CN.cp936.bin', 'excluded-ports.ko-KR.cp949.bin', 'excluded-ports.untitled.cp936.bin'].map(
        read,
      ),
      [
        [
          [1080, 1179],
          [18000, 18099],
          [50000, 50059],
        ],
        [
          [20200, 20299],
          [50000, 50059],
        ],
        [
          [49700, 49799],
          [50000, 50059],
        ],
      ],
    );
  });

  test('an empty table means that there are none', () => {
    assert.deepEqual(read('excluded-ports.empty.zh-CN.cp936.bin'), []);
  });

  test('a refusal or silence is no table', () => {
    assert.deepEqual(
      [read('excluded-ports.refused.zh-CN.cp936.bin'), parseExcludedPorts('', 'ipv6')],
      [undefined, null],
    );
  });

  test('the dynamic range is two numbers in every language', () => {
    const ranges = ['dynamic-ports.zh-CN.cp936.bin', 'dynamic-ports.en-US.bin'].map((name) =>
      parseDynamicPorts(fixture(name).toString('latin1'), 'ipv4'),
    );
    assert.deepEqual(ranges, [
      { from: 1024, to: 15_000, family: 'ipv4' },
      { from: 49_152, to: 65_535, family: 'ipv4' },
    ]);
  });

  test('a refusal, silence and numbers that make no range are no dynamic range', () => {
    const texts = ['', '-----\nStart : 1024\n', '-----\nStart : 60000\nCount : 10000\n', 'Start : 1\nCount : 2\n'];
    assert.deepEqual(
      texts.map((text) => parseDynamicPorts(text, 'ipv4')),
      [null, null, null, null],
    );
  });

  test('a range that ends before it begins, or beyond the last port, is none', () => {
    assert.deepEqual(parseExcludedPorts('---- ----\n 200 100\n 1 70000\n', 'ipv4'), []);
  });
});

describe('reg export', () => {
  const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\机器人';

  test('every kind of value comes back, and no other key’s', () => {
    assert.deepEqual(parseRegFile(fixture('export.reg')).get(KEY.toLowerCase()), {
      '': '默认',
      Path: 'D:\\我的 "bot"\\napcat',
      'Name 🐱': '𠮷',
      Lines: 'one\r\ntwo]\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Fake]',
      Port: 18080,
      Expand: '%APPDATA%\\QQ',
      List: ['a', 'b'],
      Quad: 42,
      Odd: 'a',
    });
  });

  test('a key that is not in the file is not found', () => {
    assert.equal(parseRegFile(fixture('export.reg')).has('hkey_local_machine\\software\\fake'), false);
  });

  test('a file that is cut off gives what is whole', () => {
    const bytes = fixture('export.reg');
    const cut = parseRegFile(bytes.subarray(0, 2 + 2 * bytes.toString('utf16le').indexOf('"Lines"'))).get(
      KEY.toLowerCase(),
    );
    assert.deepEqual(Object.keys(cut ?? {}), ['', 'Path', 'Name 🐱']);
  });
});

describe('the PowerShell table', () => {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64');
  const row = {
    pid: 7,
    ppid: 4,
    name: 'QQ.exe',
    path: 'C:\\QQ\\QQ.exe',
    commandLine: '"QQ.exe" -q 10001',
    startedAt: '2025-02-20T03:40:00.1234567Z',
  };

  test('a row becomes a process whose folder is hidden', () => {
    assert.deepEqual(parseTable(`${encoded({ rows: [row] })}\r\n`)?.processes, [
      { ...row, cwd: null, startedAt: '2025-02-20T03:40:00.123Z' },
    ]);
  });

  test('what PowerShell may not see is hidden, not an error', () => {
    const hidden = { pid: 7, ppid: 4, name: 'System', path: null, commandLine: null, startedAt: null };
    assert.equal(parseTable(encoded({ rows: [hidden] }))?.processes[0]?.commandLine, null);
  });

  test('networks that are not told, or told oddly, cost no processes', () => {
    const categories = [[0, 1], [], null, undefined, { value: [1], Count: 1 }].map(
      (networks) => parseTable(encoded({ rows: [], networks }))?.categories,
    );
    assert.deepEqual(categories, [[0, 1], [], null, null, null]);
  });

  test('a firewall whose state is not told is not taken for stopped', () => {
    const told = [false, true, null].map((firewall) => parseTable(encoded({ rows: [], firewall }))?.firewallRunning);
    assert.deepEqual(told, [false, true, null]);
  });

  test('an error text, an empty output and other JSON are no table', () => {
    assert.deepEqual(['', '#< CLIXML', encoded([]), encoded({ rows: [{}] })].map(parseTable), [null, null, null, null]);
  });
});

describe('console text', () => {
  test('GBK bytes are read with code page 936', () => {
    assert.match(consoleText(fixture('netstat.zh-CN.cp936.bin'), 936), /活动连接/);
  });

  test('UTF-8 wins over the code page', () => {
    assert.equal(consoleText(Buffer.from('活动连接'), 936), '活动连接');
  });

  test('code page 850 is known too', () => {
    assert.match(consoleText(fixture('netstat.de-DE.cp850.bin'), 850), /ABHÖREN/);
  });

  test('without a code page the ASCII part survives', () => {
    assert.match(consoleText(fixture('netstat.zh-CN.cp936.bin'), undefined), /127\.0\.0\.1:18080/);
  });
});

describe('running a tool', () => {
  const node = (code: string, ask = {}) => runProgram(process.execPath, ['-e', code], ask);

  test('its bytes and its exit code are the answer', async () => {
    const { stdout, exitCode } = valueOf(
      await node('process.stdout.write(Buffer.from([0xbb, 0xee])); process.exitCode = 3'),
    );
    assert.deepEqual([stdout, exitCode], [Buffer.from([0xbb, 0xee]), 3]);
  });

  test('one that hangs is killed at its deadline', async () => {
    const answer = await node('setInterval(() => {}, 1e6)', { deadline: 300 });
    assert.equal(answer.state, 'timeout');
  });

  test('one that is cancelled is killed', async () => {
    const answer = await node('setInterval(() => {}, 1e6)', { signal: AbortSignal.timeout(300) });
    assert.deepEqual(answer, { state: 'timeout', reason: 'cancelled' });
  });

  test('one that never stops printing is stopped', async () => {
    const answer = await node("const s = () => process.stdout.write('x'.repeat(65536), s); s()");
    assert.equal(answer.state, 'not-asked');
  });

  test('one that is missing is not asked', async () => {
    assert.equal((await runProgram('C:\\没有\\netstat.exe', [])).state, 'not-asked');
  });

  test('arguments are no shell text', async () => {
    const text = 'a & echo "b" %OS% ^ \\';
    const answer = await runProgram(process.execPath, ['-p', 'process.argv[1]', '--', text]);
    assert.equal(valueOf(answer).stdout.toString().trim(), text);
  });
});
