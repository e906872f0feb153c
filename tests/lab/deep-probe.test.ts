/**
 * What a bot notices of a diagnosis: nothing, unless its owner asked for the deep probe; then one connection of an
 * account that is nobody's, gone again at once. Counted by NoneBot's own on_bot_connect and on_bot_disconnect.
 */
import { describe, expect, test } from 'vitest';

import type { Diagnosis } from '../../electron/contract/diagnosis.ts';
import { examine } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import type { SurveyRequest } from '../../electron/survey/facts.ts';
import { lacks, named, venv } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startNapCat } from './support/napcat.ts';
import type { NapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import type { NoneBot, NoneBotOptions } from './support/nonebot.ts';

const UIN = '2000000061';
const ROUTE = '/onebot/v11/ws';

const keep = keeper();
const bot = (options: NoneBotOptions = {}) => keep(startNoneBot(options));

const napcatTo = async (server: NoneBot, { path = ROUTE, token = '', connects = true } = {}): Promise<NapCat> => {
  const url = `ws://127.0.0.1:${server.port}${path}`;
  const napcat = await keep(startNapCat({ uin: UIN, clients: [{ url, token }] }));
  if (connects) await server.waitForEvent(`connect ${UIN}`);
  else await napcat.waitFailed();
  return napcat;
};

const diagnose = async (request: Partial<SurveyRequest>): Promise<Diagnosis> =>
  (await examine(await createLiveMachine([]), { deep: false, account: UIN, ...request })).diagnosis;

const nonebot = venv('nonebot-current');
describe.skipIf(lacks(nonebot))(named('a real NoneBot', nonebot), () => {
  describe('notices nothing of a diagnosis', () => {
    test('while NapCat is connected', async () => {
      const server = await bot();
      const { dir } = await napcatTo(server);
      expect((await diagnose({ napcatDir: dir })).verdict.code).toBe('healthy');
      expect(server.events().filter((line) => line.includes('connect'))).toEqual([`connect ${UIN}`]);
    });

    test.each([
      ['when NapCat has the wrong path', {}, { path: '/onebot/v11' }, 'wrong-path'],
      ['when it demands a token that NapCat lacks', { token: 's3cret-A' }, {}, 'token-mismatch'],
      ['when NapCat’s token is another', { token: 's3cret-A' }, { token: 's3cret-B' }, 'token-mismatch'],
    ] as const)('%s', async (_, options, entry, code) => {
      const server = await bot(options);
      const { dir } = await napcatTo(server, { ...entry, connects: false });
      expect((await diagnose({ napcatDir: dir })).verdict.code).toBe(code);
      expect(server.events()).toEqual([]);
    });

    test('when NapCat has gone', async () => {
      const server = await bot();
      const napcat = await napcatTo(server);
      await napcat.stop();
      await server.waitForEvent(`disconnect ${UIN}`);
      const before = server.events();
      await diagnose({ napcatDir: napcat.dir });
      expect(server.events()).toEqual(before);
    });

    test('when only its address is given', async () => {
      const server = await bot();
      await diagnose({ url: `ws://127.0.0.1:${server.port}${ROUTE}` });
      expect(server.events()).toEqual([]);
    });
  });

  describe('with the deep probe', () => {
    test('sees one account that is nobody’s, and sees it go at once', async () => {
      const server = await bot();
      const { dir } = await napcatTo(server);
      await diagnose({ napcatDir: dir, deep: true });
      // One that merely fell silent NoneBot would miss after twice twenty seconds (uvicorn's ws_ping_*).
      const visitor = await server.waitForEvent(/^disconnect /, 20_000);
      const uin = visitor.replace('disconnect ', '');
      expect(uin).not.toBe(UIN);
      expect(server.events().filter((line) => line.startsWith('connect '))).toEqual([
        `connect ${UIN}`,
        `connect ${uin}`,
      ]);
    });

    test('leaves NapCat’s own connection alone', async () => {
      const server = await bot();
      const napcat = await napcatTo(server);
      await napcat.waitConnected();
      const before = napcat.history().filter(({ event }) => event !== 'ready');
      await diagnose({ napcatDir: napcat.dir, deep: true });
      await server.waitForEvent(/^disconnect /);
      expect(napcat.history().filter(({ event }) => event !== 'ready')).toEqual(before);
      napcat.say('still there');
      await server.waitForEvent(`message ${UIN} still there`);
      expect(server.events()).not.toContain(`disconnect ${UIN}`);
    });

    test('answers at once what plugins ask on every connection', async () => {
      const server = await bot({ callsApi: true });
      const { dir } = await napcatTo(server);
      await server.waitForEvent(new RegExp(`^api ${UIN} `));
      await diagnose({ napcatDir: dir, deep: true });
      // It says no. Left without an answer the plugin would hang for half a minute, in a NetworkError.
      await server.waitForLine(/ActionFailed|NetworkError/);
      expect(server.output()).not.toContain('NetworkError');
    });

    test.each([
      ['a route that is none', {}, { path: '/onebot/v11' }],
      ['a token that is wrong', { token: 's3cret-A' }, { token: 's3cret-B' }],
    ] as const)('registers nobody through %s', async (_, options, entry) => {
      const server = await bot(options);
      const { dir } = await napcatTo(server, { ...entry, connects: false });
      await diagnose({ napcatDir: dir, deep: true });
      expect(server.events()).toEqual([]);
    });

    test('visits the bot of the named account only', async () => {
      const [mine, other] = await Promise.all([bot(), bot()]);
      const { dir } = await napcatTo(mine);
      const url = `ws://127.0.0.1:${other.port}${ROUTE}`;
      await keep(startNapCat({ uin: '2000000062', clients: [{ url }] }));
      await other.waitForEvent('connect 2000000062');
      await diagnose({ napcatDir: dir, deep: true });
      await mine.waitForEvent(/^disconnect /);
      expect(other.events().filter((line) => line.includes('connect'))).toEqual(['connect 2000000062']);
    });
  });
});
