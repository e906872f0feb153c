/** What the survey makes of a WebUI's answers, and when it asks at all. */
import { describe, expect, test } from 'vitest';

import { LOG_RULES } from '../../../../electron/diagnosis/log-rules/index.ts';
import { known, unanswered } from '../../../../electron/machine/answer.ts';
import type { Answer } from '../../../../electron/machine/answer.ts';
import type { Machine, WebUiCall, WebUiQuestion, WebUiReply } from '../../../../electron/machine/machine.ts';
import type { Facts, SurveyRequest } from '../../../../electron/survey/facts.ts';
import { survey } from '../../../../electron/survey/survey.ts';
import { machineOf } from './machines.ts';
import type { Recorded } from './machines.ts';

const TOKEN = 'a1b2c3d4e5f6';
const CREDENTIAL = 'credential-of-this-hour';

const NODE_BUILD: Recorded = {
  platform: 'linux',
  processes: [
    { pid: 10, ppid: 1, name: 'node', path: '/usr/bin/node', commandLine: 'node index.js', cwd: '/opt/napcat' },
  ],
  listeners: [{ address: '::', port: 6100, pid: 10 }],
  files: {
    '/opt/napcat/index.js': null,
    '/opt/napcat/node.exe': null,
    '/opt/napcat/napcat.bat': null,
    '/opt/napcat/napcat/napcat.mjs': 'const napCatVersion = "4.18.19";',
    '/opt/napcat/napcat/config/webui.json': JSON.stringify({ port: 6099, token: TOKEN }),
    '/opt/napcat/napcat/config/onebot11_2000000001.json': '{ "network": {} }',
  },
  roots: ['/'],
};

type Answers = Partial<Record<WebUiCall, Answer<WebUiReply>>>;

const said = (data: unknown): Answer<WebUiReply> => known({ code: 0, message: 'success', data });
const refused = (message: string): Answer<WebUiReply> => known({ code: -1, message, data: undefined });
const LOGIN = known({ code: 0, message: 'success', data: null, credential: CREDENTIAL });
const HEALTHY: Answers = {
  login: LOGIN,
  'login-status': said({ isLogin: true, isOffline: false }),
  'login-info': said({ uin: '2000000001' }),
  config: said({ network: { websocketClients: [{ enable: true, url: 'ws://127.0.0.1:1/x', token: 's3cret' }] } }),
  'napcat-version': said({ version: '4.18.19' }),
  'qq-version': said('9.9.22-40990'),
  log: said([{ level: 'info', message: '接收 <- 私聊 (300000001) 我的密码是 hunter2' }]),
};

/** A living machine whose WebUI answers like this, and what it was asked. */
async function living(answers: Answers, more: Recorded = {}) {
  const asked: WebUiQuestion[] = [];
  const machine: Machine = {
    ...(await machineOf({ ...NODE_BUILD, ...more })),
    live: true,
    webUi: (question) => {
      asked.push(question);
      return Promise.resolve(answers[question.call] ?? unanswered('timeout'));
    },
  };
  const look = (request: Partial<SurveyRequest> = { webui: true }): Promise<Facts> =>
    survey(machine, { deep: false, napcatDir: '/opt/napcat', ...request }, LOG_RULES);
  return { asked, look };
}

const stateOf = (facts: Facts) => facts.napcats[0]?.webuiState;

describe('whether it asks', () => {
  test('not without consent', async () => {
    const { asked, look } = await living(HEALTHY);
    expect(stateOf(await look({}))).toEqual({ state: 'not-asked' });
    expect(asked).toEqual([]);
  });

  test('not a NapCat that the user did not name', async () => {
    const { asked, look } = await living(HEALTHY);
    await look({ webui: true, napcatDir: '/srv/another' });
    expect(asked).toEqual([]);
  });

  test('at the port where the process listens, whatever the file says', async () => {
    const { asked, look } = await living(HEALTHY);
    await look();
    expect(new Set(asked.map(({ baseUrl }) => baseUrl))).toEqual(new Set(['http://127.0.0.1:6100']));
  });

  test('by HTTPS first where a certificate lies beside webui.json', async () => {
    const pem = { '/opt/napcat/napcat/config/cert.pem': null, '/opt/napcat/napcat/config/key.pem': null };
    const { asked, look } = await living(HEALTHY, { files: { ...NODE_BUILD.files, ...pem } });
    await look();
    expect(asked[0]?.baseUrl).toBe('https://127.0.0.1:6100');
  });

  test('with the token of webui.json, hashed from 4.7.33 on', async () => {
    const { asked, look } = await living(HEALTHY);
    await look();
    expect(asked[0]).toMatchObject({ call: 'login', token: TOKEN, plain: false });
  });

  test('with the plain token before 4.7.33', async () => {
    const files = { ...NODE_BUILD.files, '/opt/napcat/napcat/napcat.mjs': 'const napCatVersion = "4.7.32";' };
    const { asked, look } = await living(HEALTHY, { files });
    await look();
    expect(asked[0]).toMatchObject({ call: 'login', plain: true });
  });

  test('without a token nothing is asked', async () => {
    const files = { ...NODE_BUILD.files, '/opt/napcat/napcat/config/webui.json': 'not json' };
    const { asked, look } = await living(HEALTHY, { files });
    expect(stateOf(await look())).toEqual({ state: 'denied', reason: 'no token' });
    expect(asked).toEqual([]);
  });
});

describe('a login that is not granted', () => {
  test.each<[string, Answer<WebUiReply>, object]>([
    ['a wrong token', refused('token is invalid'), { state: 'denied', reason: 'token is invalid' }],
    ['too many of them', refused('login rate limit'), { state: 'denied', reason: 'login rate limit' }],
    ['a second factor', said({ require2FA: true }), { state: 'denied', reason: 'two-factor login' }],
    ['another server', unanswered('denied', 'not NapCat'), { state: 'denied', reason: 'not NapCat' }],
    ['a server that hangs', unanswered('timeout'), { state: 'timeout' }],
  ])('%s ends it after one attempt', async (_what, login, expected) => {
    const { asked, look } = await living({ ...HEALTHY, login });
    expect(stateOf(await look())).toEqual(expected);
    expect(asked).toHaveLength(1);
  });
});

describe('who is logged in', () => {
  const states: readonly [string, Answers, object][] = [
    ['in', {}, { loggedIn: true, offline: false }],
    ['thrown out', { 'login-status': said({ isLogin: false, isOffline: true }) }, { loggedIn: false, offline: true }],
    [
      'not in',
      { 'login-status': said({ isLogin: false, isOffline: false }), config: refused('Not Login') },
      { loggedIn: false, offline: false },
    ],
    [
      'in, though OneBot is dead',
      { 'login-status': said({ isLogin: false, isOffline: false }), config: refused('Config Get Error') },
      { loggedIn: true, runningConfig: null },
    ],
    [
      'unknown when the configuration says nothing',
      { 'login-status': said({ isLogin: false }), config: unanswered('timeout') },
      { loggedIn: null },
    ],
    ['unknown when all is nonsense', { 'login-status': said('yes'), config: said([]) }, { offline: false }],
  ];
  test.each(states)('%s', async (_what, answers, expected) => {
    const { look } = await living({ ...HEALTHY, ...answers });
    expect(stateOf(await look())).toMatchObject({ state: 'known', value: expected });
  });

  test('the WebUI names the account', async () => {
    const { look } = await living(HEALTHY);
    expect((await look()).napcats[0]?.running?.account?.uin).toBe('2000000001');
  });
});

describe('what is kept', () => {
  test('of tokens, credentials and chats: nothing', async () => {
    const { look } = await living(HEALTHY);
    const text = JSON.stringify(await look());
    expect(text).toContain('napcat.message-received');
    expect(text).not.toMatch(new RegExp([TOKEN, CREDENTIAL, 's3cret', 'hunter2'].join('|')));
  });

  test('a token that the entry shares with the file is known as the same', async () => {
    const file = '{ "network": { "websocketClients": [{ "url": "ws://127.0.0.1:1/x", "token": "s3cret" }] } }';
    const files = { ...NODE_BUILD.files, '/opt/napcat/napcat/config/onebot11_2000000001.json': file };
    const { look } = await living(HEALTHY, { files });
    const napcat = (await look()).napcats[0];
    const content = napcat?.accounts[0]?.config.content;
    const written = content?.state === 'known' ? content.value.entries[0]?.token.id : undefined;
    expect(written).toMatch(/^token-/);
    expect(napcat?.webuiState).toMatchObject({ value: { runningConfig: { entries: [{ token: { id: written } }] } } });
  });
});

describe('a recording', () => {
  test('answers without anybody’s consent', async () => {
    const url = 'http://127.0.0.1:6100';
    const section = [
      { url, call: 'login' },
      { url, call: 'login-status', data: { isLogin: true } },
    ];
    const machine = await machineOf({ ...NODE_BUILD, ...{ webui: section } });
    const facts = await survey(machine, { deep: false }, LOG_RULES);
    expect(stateOf(facts)).toMatchObject({ state: 'known', value: { loggedIn: true } });
  });

  test('without the section it was not asked', async () => {
    const facts = await survey(await machineOf(NODE_BUILD), { deep: false }, LOG_RULES);
    expect(stateOf(facts)).toEqual({ state: 'not-asked' });
  });
});
