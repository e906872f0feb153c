import { describe, expect, it } from 'vitest';

import { BOT_PY, LINUX, STACK, environment, inFolder, onlyFramework, stoppedBot } from './build.ts';
import measured from './nonebot-measured.json' with { type: 'json' };

/** Ends that no problem of the survey claims to foresee. */
const UNFORESEEN = new Set(['driver empty', 'driver spaces', 'driver FastAPI', 'environment valueless']);

type Result = Partial<Record<'ends' | 'host' | 'driver' | 'environment', string>> & {
  readonly port?: number;
  readonly token?: string | null;
  readonly urls?: readonly string[];
};

const runs = measured.cases
  .filter(({ name }) => !UNFORESEEN.has(name))
  .flatMap((one) =>
    measured.versions.map((versions) => {
      const results = one.results as Readonly<Record<string, Result>>;
      return { ...one, versions, result: results.every ?? results[versions] ?? {} };
    }),
  );

describe('NoneBot settings, measured with real releases', () => {
  it.each(runs)('$name with nonebot2 + adapter $versions', async ({ files, env, init, versions, result }) => {
    const [nonebot2 = '', adapter = ''] = versions.split(' + ');
    const stack = { ...STACK, nonebot2, 'nonebot-adapter-onebot': adapter };
    const botPy = BOT_PY.replace('nonebot.init()', `nonebot.init(${init})`);
    const framework = await onlyFramework({
      ...stoppedBot({ 'bot.py': botPy, ...files }, stack),
      env: env,
    });
    const { nonebot, host, port, tokenText } = framework;
    const ends = nonebot?.problems.some(({ fatal }) => fatal) === true;
    const seen: unknown = {
      ends,
      host: host.state === 'known' ? host.value.value : null,
      port: port.state === 'known' ? port.value.value : null,
      driver: nonebot?.driver.state === 'known' ? nonebot.driver.value.value : null,
      environment: nonebot?.environment.state === 'known' ? nonebot.environment.value.value : null,
      token: tokenText,
      urls: (nonebot?.forwardUrls ?? []).map((url) => new URL(url).href),
    };
    const { ends: expectedEnd, ...values } = result;
    expect(seen).toMatchObject({ ends: expectedEnd !== undefined, ...values });
  });
});

describe('NoneBot settings', () => {
  it('come from the working directory of the process, not from the folder of bot.py', async () => {
    const framework = await onlyFramework({
      processes: [
        {
          pid: 1,
          ppid: 0,
          name: 'python.exe',
          path: 'C:\\Python311\\python.exe',
          commandLine: 'python D:\\bot\\bot.py',
          cwd: 'D:\\start',
          startedAt: null,
        },
      ],
      files: { ...inFolder('D:\\bot', { 'bot.py': BOT_PY, '.env': 'PORT=1111' }), 'D:\\start\\.env': 'PORT=2222' },
    });
    expect(framework.port).toMatchObject({ value: { value: 2222, origin: { path: 'D:\\start\\.env', line: 1 } } });
  });

  it('prefer the environment of the process to that of the session', async () => {
    const framework = await onlyFramework({
      env: { PORT: '3333' },
      processes: [
        {
          pid: 7,
          ppid: 0,
          name: 'python.exe',
          path: 'C:\\Python311\\python.exe',
          commandLine: 'python bot.py',
          cwd: 'D:\\bot',
          startedAt: null,
          env: { port: '4444' },
        },
      ],
      files: inFolder('D:\\bot', { 'bot.py': BOT_PY }),
    });
    expect(framework.port).toMatchObject({
      value: { value: 4444, origin: { kind: 'environment', key: 'port', pid: 7 } },
    });
  });

  it('say where the default stands in', async () => {
    const { port } = await onlyFramework(stoppedBot({}));
    expect(port).toEqual({ state: 'known', value: { value: 8080, origin: { kind: 'default' } } });
  });

  it('are not known when the stronger file is locked', async () => {
    const { port } = await onlyFramework(stoppedBot({ '.env': 'PORT=1111', '.env.prod': { error: 'locked' } }));
    expect(port.state).toBe('denied');
  });

  it('are not known when .env is locked, for it may name another ENVIRONMENT', async () => {
    const { port } = await onlyFramework(stoppedBot({ '.env': { error: 'locked' }, '.env.prod': 'PORT=2222' }, STACK));
    expect(port.state).toBe('denied');
  });

  it('are known in spite of a locked .env when the process names ENVIRONMENT', async () => {
    const scene = stoppedBot({ '.env': { error: 'locked' }, '.env.prod': 'PORT=2222' }, STACK);
    const { port } = await onlyFramework({ ...scene, env: { ENVIRONMENT: 'prod' } });
    expect(port).toMatchObject({ value: { value: 2222 } });
  });

  it('are not known when bot.py computes them', async () => {
    const botPy = BOT_PY.replace('nonebot.init()', 'nonebot.init(port=int(os.getenv("P")))');
    const { port } = await onlyFramework(stoppedBot({ 'bot.py': botPy, '.env': 'PORT=1111' }));
    expect(port.state).toBe('not-asked');
  });

  it('follow a constant of bot.py', async () => {
    const botPy = `LISTEN = 9000\n${BOT_PY.replace('nonebot.init()', 'nonebot.init(port=LISTEN)')}`;
    const { port } = await onlyFramework(stoppedBot({ 'bot.py': botPy }));
    expect(port).toMatchObject({ value: { value: 9000 } });
  });

  it('take no notice of a commented call', async () => {
    const { port } = await onlyFramework(stoppedBot({ 'bot.py': `# nonebot.init(port=9000)\n${BOT_PY}` }));
    expect(port).toMatchObject({ value: { value: 8080 } });
  });

  it('yield to nonebot.run', async () => {
    const botPy = BOT_PY.replace('nonebot.run()', 'nonebot.run(host="0.0.0.0", port=9001)');
    const { host, port } = await onlyFramework(stoppedBot({ 'bot.py': botPy, '.env': 'PORT=1111' }));
    expect([host, port]).toMatchObject([{ value: { value: '0.0.0.0' } }, { value: { value: 9001 } }]);
  });

  it('yield to the command line of uvicorn', async () => {
    const framework = await onlyFramework({
      host: LINUX,
      processes: [
        {
          pid: 9,
          ppid: 1,
          name: 'python',
          path: '/usr/bin/python3.11',
          commandLine: '/srv/bot/.venv/bin/python /srv/bot/.venv/bin/uvicorn bot:app --host 0.0.0.0 --port 9100',
          cwd: '/srv/bot',
          startedAt: null,
        },
      ],
      files: inFolder('/srv/bot', { 'bot.py': BOT_PY, '.env': 'PORT=1111' }),
    });
    expect([framework.host, framework.port]).toMatchObject([
      { value: { value: '0.0.0.0' } },
      { value: { value: 9100 } },
    ]);
  });

  it('doubt the first key behind a byte order mark when the version of python-dotenv is not known', async () => {
    const { port } = await onlyFramework(stoppedBot({ '.env': '\uFEFFPORT=1111\nHOST=0.0.0.0' }));
    expect(port.state).toBe('not-asked');
  });

  it('hold no text of the token', async () => {
    const framework = await onlyFramework(stoppedBot({ '.env': 'ONEBOT_ACCESS_TOKEN=open-sesame' }));
    const { tokenText, ...facts } = framework;
    expect(tokenText).toBe('open-sesame');
    expect(JSON.stringify(facts)).not.toContain('sesame');
  });

  it('hold no text of a numeric token in the problem either', async () => {
    const framework = await onlyFramework(
      stoppedBot({ '.env': 'ONEBOT_ACCESS_TOKEN=7654321' }, { ...STACK, nonebot2: '2.4.3' }),
    );
    const { tokenText, ...facts } = framework;
    expect(tokenText).toBe('7654321');
    expect(JSON.stringify(facts)).not.toContain('7654321');
  });

  it('make a text of a numeric token with pydantic 1', async () => {
    const stack = { ...STACK, nonebot2: '2.3.3', pydantic: '1.10.13' };
    const { tokenText } = await onlyFramework(stoppedBot({ '.env': 'ONEBOT_ACCESS_TOKEN=1e5' }, stack));
    expect(tokenText).toBe('100000.0');
  });

  it('are guessed for no folder that is not on this machine', async () => {
    const framework = await onlyFramework({
      host: LINUX,
      processes: [
        {
          pid: 9,
          ppid: 1,
          name: 'python',
          path: '/usr/local/bin/python3.11',
          commandLine: 'python bot.py',
          cwd: '/app',
          startedAt: null,
        },
      ],
      files: { '/home/me/x': null },
    });
    expect(framework.port.state).toBe('not-asked');
  });

  it('find the packages of a Linux environment', async () => {
    const site = '.venv/lib/python3.11/site-packages';
    const framework = await onlyFramework({
      host: LINUX,
      candidates: ['/srv/bot'],
      files: inFolder('/srv/bot', {
        'bot.py': BOT_PY,
        '.venv/pyvenv.cfg': '',
        [`${site}/nonebot2-2.4.4.dist-info/METADATA`]: null,
        [`${site}/Nonebot_Adapter.OneBot-2.4.6.dist-info/METADATA`]: null,
      }),
    });
    expect(framework.packages).toEqual({
      state: 'known',
      value: { nonebot2: '2.4.4', 'nonebot-adapter-onebot': '2.4.6' },
    });
  });

  it('find the packages of a Windows environment of any name', async () => {
    const files = {
      ...inFolder('D:\\bot', { 'bot.py': BOT_PY }),
      ...environment('D:\\bot\\我的环境', { nonebot2: '2.4.4' }),
    };
    const framework = await onlyFramework({ candidates: ['D:\\bot'], files });
    expect(framework.packages).toEqual({ state: 'known', value: { nonebot2: '2.4.4' } });
  });
});
