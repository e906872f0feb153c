/** Lines of two logs are ordered only where their clocks are known; and a log without a year is given none. */
import { describe, expect, test } from 'vitest';

import type { Evidence } from '../../../electron/contract/diagnosis.ts';
import { firstOf, timeBetween } from '../../../electron/diagnosis/log-clock.ts';
import { readLogs } from '../../../electron/diagnosis/log-view.ts';
import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import type { Facts } from '../../../electron/survey/facts.ts';

const NAPCAT =
  '08-20 12:15:40 [error] [OneBot] [WebSocket Client] 反向WebSocket (ws://10.0.0.2:8080/onebot/v11/ws) 连接错误 Error: connect ECONNREFUSED 10.0.0.2:8080';
const NONEBOT = '08-20 20:16:40 [INFO] nonebot | OneBot V11 | Bot 300000101 connected';
const CONTAINER = '2026-08-20T12:15:40.123456789Z ';

async function lookedAt(napcat: string, nonebot: string, more: object = {}) {
  const parsed = await parseRecording(
    JSON.stringify({
      takenAt: '2026-08-20T21:00:00+08:00',
      host: { platform: 'linux', homeDir: '/home/me' },
      console: [
        { of: 'napcat', text: napcat },
        { of: 'nonebot', text: nonebot },
      ],
      ...more,
    }),
  );
  if ('error' in parsed) throw new Error(parsed.error.message);
  return examine(createRecordedMachine(parsed.recording), { deep: false });
}

function seconds(facts: Facts): number | null {
  const logs = readLogs(facts, null);
  const [refused, online] = [logs.latest('napcat.connect-refused'), logs.latest('nonebot.bot-connected')];
  if (refused === null || online === null) throw new Error('both lines are there');
  const between = timeBetween(facts, firstOf(refused), firstOf(online));
  return between === null ? null : between / 1000;
}

describe('between a line of NapCat and a line of NoneBot', () => {
  test('lies what both clocks say where both ran on the machine', async () => {
    expect(seconds((await lookedAt(NAPCAT, NONEBOT)).facts)).toBe(8 * 3600 + 60);
  });

  test('lies a minute where docker’s own time shows that NapCat’s clock is eight hours behind', async () => {
    expect(seconds((await lookedAt(CONTAINER + NAPCAT, NONEBOT)).facts)).toBe(60);
  });

  test('lies nothing that can be told where docker collected NapCat’s lines without its time', async () => {
    expect(seconds((await lookedAt(`napcat-1  | ${NAPCAT}`, NONEBOT)).facts)).toBeNull();
  });

  test('lies nothing that can be told where a zone is stated and that of our own clock is not known', async () => {
    const { facts } = await lookedAt(CONTAINER + NAPCAT, NONEBOT, { takenAt: '2026-08-20T13:00:00Z' });
    expect(seconds(facts)).toBeNull();
  });

  test('lies nothing that can be told where the reporter says that NapCat is in a container', async () => {
    const said = { of: 'user', text: '我用 docker 部署的 napcat' };
    const console = [{ of: 'napcat', text: NAPCAT }, { of: 'nonebot', text: NONEBOT }, said];
    expect(seconds((await lookedAt('', '', { console })).facts)).toBeNull();
  });
});

describe('a log of which nobody knows the year', () => {
  const UNDATED = { takenAt: undefined };

  test('orders its lines, and shows no date', async () => {
    const { facts, diagnosis } = await lookedAt(NAPCAT, NONEBOT.replace('20:16:40', '12:10:00'), UNDATED);
    expect(seconds(facts)).toBe(-340);
    expect(facts.takenAt).toBeNull();
    const shown = [diagnosis.verdict, ...diagnosis.findings].flatMap(({ evidence }): readonly Evidence[] => evidence);
    expect(shown.flatMap((item) => (item.kind === 'log' ? [item.at] : []))).toContain(null);
    expect(JSON.stringify(diagnosis)).not.toMatch(/19[67]\d-|0000-/);
  });

  test('is not compared with one of which it is known', async () => {
    const dated = '2026-08-20 12:20:00 [INFO] nonebot | OneBot V11 | Bot 300000101 connected';
    expect(seconds((await lookedAt(NAPCAT, dated, UNDATED)).facts)).toBeNull();
  });
});

describe('what a NoneBot wrote', () => {
  const LOST = '08-20 20:15:00 [WARNING] nonebot | OneBot V11 | WebSocket for Bot 300000101 closed by peer';
  const started = (dir: string, pid: number, startedAt: string): object => ({
    ...{ pid, ppid: 1, name: 'python3.11', path: `/home/me/${dir}/.venv/bin/python`, startedAt },
    ...{ commandLine: 'python bot.py', cwd: `/home/me/${dir}` },
  });
  const project = (dir: string): object => ({
    [`/home/me/${dir}/bot.py`]: 'import nonebot\nnonebot.init()\nnonebot.run()\n',
    [`/home/me/${dir}/.env`]: 'ENVIRONMENT=prod\n',
  });
  const inForce = async (processes: readonly object[], more: object = {}): Promise<boolean> => {
    const files = { ...project('bot'), ...project('other') };
    const { facts } = await lookedAt('', LOST, { processes, files, roots: ['/'], ...more });
    expect(facts.frameworks.filter(({ nonebot }) => nonebot !== null).length).toBeGreaterThan(0);
    return readLogs(facts, null).latest('nonebot.bot-lost') !== null;
  };
  const earlier = '2026-08-20T20:10:00+08:00';
  const later = '2026-08-20T20:20:00+08:00';

  test('accuses nobody once the bot was started again', async () => {
    const both = [started('bot', 7000, later), started('other', 7001, later)];
    expect(await inForce(both)).toBe(false);
  });

  test('counts while the bot runs that wrote it', async () => {
    expect(await inForce([started('bot', 7000, earlier), started('other', 7001, later)])).toBe(true);
  });

  test('counts while a bot that may have written it does not run', async () => {
    expect(await inForce([started('bot', 7000, later)])).toBe(true);
  });

  test.each([
    ['counts', '2026-08-20T20:15:00.990+08:00', true],
    ['counts no more', '2026-08-20T20:15:01+08:00', false],
  ])('%s when the bot was started at %s: its clock shows whole seconds', async (_, startedAt, counts) => {
    const both = [started('bot', 7000, startedAt), started('other', 7001, startedAt)];
    expect(await inForce(both)).toBe(counts);
  });
});
