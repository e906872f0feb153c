/** The built command line as people and scripts meet it: words in, streams and an exit status out. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { VERDICT_CODES } from '../../electron/contract/codes.ts';
import type { DiagnosisDocument } from '../../electron/contract/diagnosis.ts';
import { COMMAND_NAMES } from '../../electron/hosts/cli/arguments.ts';
import { PROBE_DEADLINE } from '../../electron/machine/live/probes/connect.ts';
import { freshCli } from '../../scripts/build.mjs';
import { runCli } from './support/cli.ts';
import type { Ended } from './support/cli.ts';
import { tempFolder, writeFiles } from './support/folders.ts';
import { lacks, named, venv } from './support/installed.ts';
import { startNapCat } from './support/napcat.ts';
import type { NapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import type { NoneBot } from './support/nonebot.ts';

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
const HEALTHY = `${CASES}hop1/healthy-napcat-4.1.5.yaml`;
const TOKEN = `${CASES}hop4/hash-cuts-token-in-env.yaml`;

beforeAll(async () => {
  await freshCli();
});

/** The one document that stdout must hold. */
function documentOf({ stdout }: Ended): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('with --json stdout holds one document and nothing else', () => {
  let dir: string;
  beforeAll(() => {
    dir = tempFolder('recordings');
    writeFiles(dir, {
      'malformed.yaml': 'format: napcat-doctor/recording@1\nprocesses: [{pid: 1,\nfiles: }\n',
      'malformed.json': '{ "format": "napcat-doctor/recording@1",\n  "processes": [ }',
      'shape.yaml': 'format: napcat-doctor/recording@1\nlisteners: [{address: 127.0.0.1, port: many}]\n',
      'other.md': '# Notes\n\nnothing to see\n',
      'other.yaml': 'format: somebody-else/document@3\n',
      'empty.yaml': '',
      'binary.yaml': Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256),
      'broken.zip': 'PK\u0003\u0004 and then no more',
    });
  });

  test('a diagnosis', async () => {
    const ended = await runCli(['diagnose', '--json', '--recording', TOKEN]);
    expect(documentOf(ended)).toMatchObject({
      format: 'napcat-doctor/diagnosis@1',
      verdict: { code: 'token-mismatch', hop: 4, confidence: 'certain' },
    });
  });

  test.each([
    ['an unknown option', ['diagnose', '--nonsense'], 64],
    ['an unknown command', ['diagnoze'], 64],
    ['a value that lacks', ['diagnose', '--account'], 64],
    ['a bad value', ['diagnose', '--account', 'me'], 64],
    ['a missing file', ['diagnose', '--recording', '/nowhere/to/be/found.yaml'], 3],
    ['a missing log', ['diagnose', '--recording', HEALTHY, '--log', '/nowhere.log'], 3],
    ['a folder', ['diagnose', '--recording', '/'], 3],
    ['a device', ['diagnose', '--recording', '/dev/null'], 3],
  ])('%s', async (_, words, status) => {
    const ended = await runCli([...words, '--json']);
    expect(ended.status).toBe(status);
    expect(documentOf(ended)).toMatchObject({ format: 'napcat-doctor/error@1', error: { status } });
  });

  test.each(['malformed.json', 'shape.yaml', 'other.md', 'other.yaml', 'empty.yaml', 'binary.yaml', 'broken.zip'])(
    'a recording that is none: %s',
    async (name) => {
      const ended = await runCli(['diagnose', '--json', '--recording', join(dir, name)]);
      expect(documentOf(ended)).toMatchObject({ format: 'napcat-doctor/error@1', error: { status: 3 } });
      expect(ended.stderr).not.toMatch(/^\s+at /m);
    },
  );

  test('malformed YAML, with the line and the column', async () => {
    const ended = await runCli(['diagnose', '--json', '--recording', join(dir, 'malformed.yaml')]);
    expect((documentOf(ended).error as { message: string }).message).toMatch(/line 3, column \d+/);
  });

  test('ports of a recording', async () => {
    const ended = await runCli(['ports', '--json', '--recording', HEALTHY]);
    expect(documentOf(ended)).toMatchObject({ format: 'napcat-doctor/ports@1' });
  });
});

describe('exit statuses', () => {
  test.each([
    ['healthy', HEALTHY, 0],
    ['a problem', TOKEN, 2],
    ['not enough to say', `${CASES}hop1/undecided-screenshot-only.yaml`, 3],
  ])('%s', async (_, recording, status) => {
    expect((await runCli(['diagnose', '--recording', recording])).status).toBe(status);
  });

  test('warnings only', async () => {
    const recording = `${CASES}hop1/${WARNED}`;
    expect((await runCli(['diagnose', '--recording', recording])).status).toBe(1);
  });
});

test('a machine without NapCat is told so', async () => {
  const home = tempFolder('home');
  const ended = await runCli(['diagnose', '--json'], { env: { HOME: home, USERPROFILE: home } });
  expect(ended.status).toBe(2);
  expect(documentOf(ended)).toMatchObject({
    verdict: { code: 'napcat-not-found', hop: 1, confidence: 'certain' },
    hops: [{ hop: 1, outcome: 'fail' }, {}, {}, {}, {}],
  });
});

/** Connected, and yet NapCat says of this QQ that it does not know it. */
const WARNED = 'misread-packet-backend-error-while-connected.yaml';

describe('reading ends', () => {
  const exec = promisify(execFile);

  test.skipIf(!existsSync('/bin/sh'))('a reader that goes away early is no error worth a word', async () => {
    const entry = await freshCli();
    const { stdout, stderr } = await exec('/bin/sh', [
      '-c',
      `"${process.execPath}" "${entry}" explain --lang en | head -1`,
    ]);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });

  test('a log from standard input is read', async () => {
    const input = readFileSync(LOG, 'utf8');
    const ended = await runCli(['diagnose', '--json', '--recording', ONLY_HOST, '--log', '-'], { input });
    expect(verdictOf(ended)).toBe('framework-crashed');
  });

  test('a log from a file is read', async () => {
    const ended = await runCli(['diagnose', '--json', '--recording', ONLY_HOST, '--log', LOG]);
    expect(verdictOf(ended)).toBe('framework-crashed');
  });

  test('of 200 MB on standard input only the end is kept', async () => {
    const crash = readFileSync(LOG, 'utf8');
    const filler = `${'x'.repeat(99)}\n`.repeat(2_000_000);
    const ended = await runCli(['diagnose', '--json', '--recording', ONLY_HOST, '--log', '-'], {
      input: filler + crash,
      env: { NODE_OPTIONS: '--max-old-space-size=200' },
    });
    expect(verdictOf(ended)).toBe('framework-crashed');
  });
});

const scratch = tempFolder('logs');
const LOG = join(scratch, 'bot.log');
const ONLY_HOST = join(scratch, 'machine.yaml');
writeFiles(scratch, {
  'bot.log': [
    '08-22 19:20:00 [SUCCESS] nonebot | NoneBot is initializing...',
    'Traceback (most recent call last):',
    '  File "D:\\bot\\bot.py", line 1, in <module>',
    '    import nonebot_plugin_not_installed',
    "ModuleNotFoundError: No module named 'nonebot_plugin_not_installed'",
    '',
  ].join('\n'),
  'machine.yaml': 'format: napcat-doctor/recording@1\nhost: {platform: win32}\n',
});

function verdictOf(ended: Ended): string {
  return (JSON.parse(ended.stdout) as DiagnosisDocument).verdict.code;
}

describe('Ctrl-C', () => {
  /** More than a pipe holds: when all of it was taken, the command reads, and waits for more. */
  const waiting = { input: 'x'.repeat(4_000_000), interruptReading: true } as const;
  // The input never ends: who ends all the same, and by itself, has heard of the interrupt.
  const expectCleanEnd = (ended: Ended): void => {
    expect(ended).toMatchObject({ status: 3, signal: null });
    expect(ended.stderr).not.toMatch(/^\s+at |Error:/m);
  };

  test('ends a diagnosis that waits for standard input', async () => {
    expectCleanEnd(await runCli(['diagnose', '--log', '-'], waiting));
  });

  test('gives one document when JSON was asked for', async () => {
    const ended = await runCli(['diagnose', '--json', '--log', '-'], waiting);
    expectCleanEnd(ended);
    expect(documentOf(ended)).toMatchObject({ format: 'napcat-doctor/error@1', error: { status: 3 } });
  });
});

describe('pages', () => {
  test.each(['zh', 'en'] as const)('explain knows every code in %s', async (language) => {
    // One process shows that the built pages are whole; the unit tests open each.
    const { stdout, status } = await runCli(['explain', '--lang', language]);
    expect(status).toBe(0);
    expect(VERDICT_CODES.filter((code) => !stdout.includes(code))).toEqual([]);
  });

  test.each(COMMAND_NAMES.map((name) => [name]))('%s --help', async (name) => {
    const { stdout, stderr, status } = await runCli([name, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`napcat-doctor ${name}`);
  });

  test('the language follows the locale', async () => {
    const { stdout } = await runCli(['--help'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(stdout).toMatch(/[\u4e00-\u9fff]/);
  });

  test('the version is the package’s', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect((await runCli(['--version'])).stdout).toBe(`${manifest.version}\n`);
  });
});

test('V8 takes the code that the build made of it', async () => {
  // Loaded first, this tells of every script that comes with code whether V8 refused it.
  const teller = `data:text/javascript,${encodeURIComponent(`
    import { createRequire } from 'node:module';
    const vm = createRequire('file:///')('node:vm');
    vm.Script = class extends vm.Script {
      constructor(source, options) {
        super(source, options);
        process.stderr.write(options.filename.replace(/.*[\\/\\\\]/, '') + ' ' + this.cachedDataRejected + '\\n');
      }
    };
  `)}`;
  const { stderr } = await runCli(['diagnose', '--recording', HEALTHY], {
    env: { NODE_OPTIONS: `--import=${teller}` },
  });
  const told = stderr.trim().split('\n');
  expect(told.find((line) => line.startsWith('diagnose-'))).toMatch(/ false$/);
  expect(told.filter((line) => line.endsWith(' true'))).toEqual([]);
});

describe('the progress line', () => {
  test('is not written into a pipe', async () => {
    expect((await runCli(['diagnose', '--recording', HEALTHY])).stderr).toBe('');
  });

  const script = scriptTool();
  test.skipIf(script !== null)(
    script === null ? 'is shown on a terminal and gone at the end' : `is shown on a terminal [skipped: ${script}]`,
    async () => {
      const entry = await freshCli();
      const command = `"${process.execPath}" "${entry}" diagnose --lang en --recording "${HEALTHY}"`;
      const shown = execFileSync('script', ['-qec', command, '/dev/null'], {
        encoding: 'utf8',
        env: { ...process.env, TERM: 'xterm' },
      });
      expect(shown).toContain('Looking at');
      const lastLine = shown.lastIndexOf('Looking at');
      expect(shown.indexOf('\r\u001b[2K', lastLine)).toBeGreaterThan(lastLine);
    },
  );
});

function scriptTool(): string | null {
  try {
    const version = execFileSync('script', ['--version'], { encoding: 'utf8' });
    return version.includes('util-linux') ? null : 'script is not that of util-linux';
  } catch {
    return 'no script(1) of util-linux';
  }
}

/** An account of its own, so that a NapCat of another test is no second one for it. */
const UIN = '2000000063';

const nonebot = venv('nonebot-current');
describe.skipIf(lacks(nonebot))(named('beside a real NoneBot', nonebot), () => {
  let bot: NoneBot;
  let napcat: NapCat;

  beforeAll(async () => {
    bot = await startNoneBot();
    napcat = await startNapCat({ uin: UIN, clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11` }] });
    await napcat.waitFailed();
  });
  afterAll(() => Promise.all([bot.stop(), napcat.stop()]));

  test('a recording says what the machine said', async () => {
    const file = join(tempFolder('recorded'), 'machine.yaml');
    const where = ['--napcat', napcat.dir, '--account', UIN];
    const live = await runCli(['diagnose', '--json', ...where]);
    const recorded = await runCli(['record', file, ...where]);
    const replayed = await runCli(['diagnose', '--json', '--recording', file, ...where]);
    expect(recorded.status).toBe(0);
    expect(verdictOf(live)).toBe('wrong-path');
    expect(verdictOf(replayed)).toBe('wrong-path');
    expect(replayed.status).toBe(live.status);
    // It holds secrets: nobody else may read it.
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('ports names it and what it answers', async () => {
    const ended = await runCli(['ports', '--json']);
    const { ports } = JSON.parse(ended.stdout) as { ports: { port: number; pid: number; answer: { kind: string } }[] };
    expect(ports.find(({ port }) => port === bot.port)).toMatchObject({
      pid: bot.pid,
      answer: { kind: 'nonebot-v11' },
    });
  });

  test('Ctrl-C in the middle of a live diagnosis ends it at once', async () => {
    // A server that never answers keeps the diagnosis waiting; that it is asked says that the diagnosis is under way.
    const silent = createServer();
    const asked = new Promise((connected) => silent.once('connection', connected));
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
    const url = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}/onebot/v11/ws`;
    const ended = await runCli(['diagnose', '--json', '--napcat', napcat.dir, '--url', url], { interruptAt: asked });
    silent.close();
    expect(ended).toMatchObject({ status: 3, signal: null });
    // Half of what it would have waited for the answer.
    expect(ended.afterInterrupt).toBeLessThan(PROBE_DEADLINE / 2);
    expect(documentOf(ended)).toMatchObject({ format: 'napcat-doctor/error@1' });
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});
