/**
 * The running NapCat, asked through its own WebUI: with the user's consent it says what no file can, without it nobody
 * knocks. No bot is needed: what is looked at is the account, the configuration and the log.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import { examine } from '../../electron/doctor.ts';
import type { Examination } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { createRecordedMachine, parseRecording } from '../../electron/machine/recorded/index.ts';
import { createRecorder, serializeRecording } from '../../electron/machine/recorder.ts';
import type { SurveyRequest, WebUiState } from '../../electron/survey/facts.ts';
import { presentDiagnosis } from '../../electron/contract/present.ts';
import { messagesFor } from '../../electron/contract/messages/index.ts';
import { oneBotConfig, startNapCat } from './support/napcat.ts';
import type { NapCat, NapCatOptions } from './support/napcat.ts';
import { freePort } from './support/ports.ts';
import { until } from './support/until.ts';

/** Nobody else's on this computer, so that a NapCat of another test is not taken for ours. */
const UIN = String(2_100_000_000 + process.pid);

let napcat: NapCat;
const start = async (options: NapCatOptions = {}) => {
  napcat = await startNapCat({ uin: UIN, ...options });
  return napcat;
};
afterEach(() => napcat.stop());

const ENTRY_TOKEN = 'entry-t0ken-of-the-bot';

const meant = () => ({ napcatDir: join(napcat.dir, 'napcat'), account: UIN });

interface Looked extends Examination {
  readonly recording: string;
}

async function look(request: Partial<SurveyRequest> = {}): Promise<Looked> {
  const recorder = createRecorder(await createLiveMachine());
  const examination = await examine(recorder.machine, { deep: false, ...meant(), ...request });
  return { ...examination, recording: serializeRecording(recorder.recording()) };
}

const withConsent = () => look({ webui: true });
const stateOf = ({ facts }: Examination) => facts.napcats[0]?.webuiState;
const toldBy = (examination: Examination): WebUiState | undefined => {
  const state = stateOf(examination);
  return state?.state === 'known' ? state.value : undefined;
};

/** Paths of the API that were asked for so far. The stand-in tells them in order, so ours is the last one. */
async function askedPaths(): Promise<readonly string[]> {
  await fetch(`http://127.0.0.1:${napcat.webuiPort}/api/ours`);
  const paths = () => napcat.history().flatMap((report) => (report.event === 'asked' ? [report.path] : []));
  await until('our own question', () => paths().includes('/ours'));
  return paths().filter((path) => path !== '/ours');
}

describe('with consent', () => {
  test('the WebUI tells account, versions, configuration and log', async () => {
    const url = `ws://127.0.0.1:${await freePort()}/onebot/v11/ws`;
    await start({ clients: [{ url, token: ENTRY_TOKEN }] });
    const looked = await withConsent();
    expect(toldBy(looked)).toMatchObject({
      baseUrl: `http://127.0.0.1:${napcat.webuiPort}`,
      ...{ loggedIn: true, offline: false, uin: UIN, napcatVersion: '4.18.19', qqVersion: '9.9.22-40990' },
      runningConfig: { entries: [{ kind: 'websocketClients', enabled: true, url: { text: url } }] },
    });
    const log = looked.facts.logs.find(({ origin }) => origin.kind === 'console' && origin.of === 'webui');
    expect(log).toMatchObject({ product: 'napcat', napcat: 0, state: 'known' });
    expect(log?.events.map(({ rule }) => rule)).toContain('napcat.core-version');
  });

  test('it is logged in to once', async () => {
    await start();
    await withConsent();
    // The first one is empty and counts for nobody.
    expect((await askedPaths()).filter((path) => path === '/auth/login')).toHaveLength(2);
  });

  test('an account that waits for its QR code is not logged in', async () => {
    await start({ login: 'qr' });
    const looked = await withConsent();
    expect(toldBy(looked)).toMatchObject({ loggedIn: false, uin: null, runningConfig: null });
    expect(looked.diagnosis.verdict).toMatchObject({ code: 'qq-not-logged-in', confidence: 'certain' });
  });

  test('an account that QQ threw out is offline', async () => {
    await start();
    napcat.kick();
    await napcat.waitForLine(/账号状态变更为离线/);
    const looked = await withConsent();
    expect(toldBy(looked)).toMatchObject({ loggedIn: false, offline: true });
    expect(looked.diagnosis.verdict).toMatchObject({ code: 'qq-kicked-offline', confidence: 'certain' });
  });

  test('a WebUI that moved on from its port is asked where it listens', async () => {
    const { squatter, port } = await squat();
    // Like the real one it takes the next free port, and leaves the file as it is.
    await start({ webui: { port } });
    const looked = await withConsent();
    squatter.close();
    expect(napcat.webuiPort).not.toBe(port);
    const listening = looked.facts.napcats[0]?.webui?.listening;
    expect(listening?.port).toBe(napcat.webuiPort);
    expect(toldBy(looked)?.baseUrl).toBe(`http://127.0.0.1:${napcat.webuiPort}`);
  });

  test('a WebUI with a certificate of its own is asked by HTTPS', async () => {
    await start();
    await napcat.stop();
    const config = dirname(napcat.configFile);
    const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=napcat'];
    const files = ['-keyout', join(config, 'key.pem'), '-out', join(config, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...how, ...files], { stdio: 'ignore' });
    await start({ dir: napcat.dir });
    expect(toldBy(await withConsent())).toMatchObject({
      baseUrl: `https://127.0.0.1:${napcat.webuiPort}`,
      loggedIn: true,
    });
  });

  test('the recording says the same as the machine', async () => {
    await start({ login: 'qr' });
    const looked = await withConsent();
    const parsed = await parseRecording(looked.recording);
    if ('error' in parsed) throw new Error(parsed.error.message);
    const replayed = await examine(createRecordedMachine(parsed.recording), { deep: false, ...meant() });
    expect(stateOf(replayed)).toEqual(stateOf(looked));
    expect(replayed.diagnosis.verdict.code).toBe(looked.diagnosis.verdict.code);
  });
});

/** Takes a port of NapCat's own range, for another one to move on from. */
async function squat(): Promise<{ readonly squatter: Server; readonly port: number }> {
  for (let port = 6110 + (process.pid % 40); ; port++) {
    const squatter = createServer((_request, response) => response.end('hello'));
    const taken = await new Promise<boolean>((resolve) => {
      squatter.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (taken) return { squatter, port };
  }
}

describe('a door that stays shut', () => {
  const shut = async (reason: string): Promise<void> => {
    const looked = await withConsent();
    expect(stateOf(looked)).toEqual({ state: 'denied', reason });
    expect(looked.facts.coverage['napcat-webui']).toBe('denied');
  };

  test('for a token that was changed in the file since', async () => {
    await start();
    const file = join(dirname(napcat.configFile), 'webui.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(napcat.webuiToken, 'another-token'));
    await shut('token is invalid');
  });

  test('for a login too many, which is not tried again', async () => {
    await start({ webui: { loginRate: 0 } });
    await shut('login rate limit');
    expect(await askedPaths()).toEqual(['/auth/login', '/auth/login']);
  });

  test('for want of the second factor', async () => {
    await start({ webui: { enable2FA: true } });
    await shut('two-factor login');
  });
});

describe('without consent', () => {
  test('nothing is posted to the WebUI and no door is tried', async () => {
    await start({ config: oneBotConfig([{ url: `ws://127.0.0.1:${await freePort()}` }]) });
    const looked = await look();
    expect(stateOf(looked)).toEqual({ state: 'not-asked' });
    expect(await askedPaths()).toEqual([]);
  });
});

describe('what is kept', () => {
  test('no token and no credential is in the facts, the output or what the WebUI is recorded with', async () => {
    await start({ clients: [{ url: `ws://127.0.0.1:${await freePort()}`, token: ENTRY_TOKEN }] });
    const { facts, diagnosis, recording } = await withConsent();
    const hash = createHash('sha256').update(`${napcat.webuiToken}.napcat`).digest('hex');
    // The stand-in's credential is made of its process, as the real one's is made of a random key.
    const credential = createHash('sha256').update(`${napcat.pid}.${hash}`).digest('hex');
    const secret = new RegExp([napcat.webuiToken, ENTRY_TOKEN, hash, credential].join('|'));
    expect(JSON.stringify(facts)).not.toMatch(secret);
    const catalogue = await messagesFor('zh');
    expect(JSON.stringify(presentDiagnosis(diagnosis, catalogue, 1))).not.toMatch(secret);
    const parsed = await parseRecording(recording);
    const section = JSON.stringify('error' in parsed ? null : parsed.recording.webui);
    expect(section).toContain('login-status');
    expect(section).not.toMatch(secret);
    // The files of a recording are as they are; credentials and hashes stand in none.
    expect(recording).not.toMatch(new RegExp(`${hash}|${credential}`));
  });
});
