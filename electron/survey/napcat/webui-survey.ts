/**
 * Asks a running NapCat about itself through its own WebUI: whether it is logged in, as whom, with which
 * configuration, and the end of its log. A living one is asked only with the user's consent, and logged in to once a
 * survey: its WebUI may allow no more than three logins a minute (domain facts: NapCat dossier §2.4, §4).
 */
import { ABSENT, known, NOT_ASKED, unanswered, valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Listener, Machine, WebUiCall, WebUiReply } from '../../machine/machine.ts';
import type { NapCatFacts, SurveyRequest } from '../facts.ts';
import { decodeText } from '../text.ts';
import { atLeast } from './version.ts';
import { fieldOf } from './webui-answers.ts';
import type { WebUiAnswers } from './webui-answers.ts';

/** Asks the WebUI of every NapCat that runs and is `meant`; one answer a NapCat, in their order. Never throws. */
export async function askWebUis(
  machine: Machine,
  napcats: readonly NapCatFacts[],
  { webui }: SurveyRequest,
  meant: (napcat: NapCatFacts) => boolean,
  ask: Ask,
): Promise<readonly Answer<WebUiAnswers>[]> {
  const agreed = webui === true || !machine.live;
  return Promise.all(
    napcats.map(async (napcat) =>
      agreed && napcat.running !== null && meant(napcat) ? askWebUi(machine, napcat, ask) : NOT_ASKED,
    ),
  );
}

async function askWebUi(machine: Machine, napcat: NapCatFacts, ask: Ask): Promise<Answer<WebUiAnswers>> {
  // The port in the file is only where NapCat began to look for a free one.
  const listening = napcat.webui?.listening ?? null;
  if (listening === null) return machine.live ? ABSENT : NOT_ASKED;
  const login = await logIn(machine, napcat, listening, ask);
  if (login.state !== 'known') return login;
  const { baseUrl, credential } = login.value;
  const put = (call: WebUiCall): Promise<Answer<WebUiReply>> =>
    machine.webUi({ baseUrl, call, ...(credential === undefined ? {} : { credential }) }, ask);
  const [status, info, config, version, qqVersion, log] = await Promise.all([
    put('login-status'),
    put('login-info'),
    put('config'),
    put('napcat-version').then((answer) => (isDone(answer) ? answer : put('package-info'))),
    put('qq-version'),
    put('log'),
  ]);
  const replies = {
    ...{ 'login-status': status, 'login-info': info, config },
    ...{ 'napcat-version': version, 'qq-version': qqVersion, log },
  };
  return Object.values(replies).some(isDone) ? known({ baseUrl, replies }) : whyNot(status);
}

interface Session {
  readonly baseUrl: string;
  readonly credential: string | undefined;
}

async function logIn(machine: Machine, napcat: NapCatFacts, listening: Listener, ask: Ask): Promise<Answer<Session>> {
  const [token, schemes] = await Promise.all([tokenOf(machine, napcat, ask), schemesOf(machine, napcat, ask)]);
  if (machine.live && token === null) return unanswered('denied', 'no token');
  const version = valueOf(napcat.version)?.text ?? null;
  let answer: Answer<WebUiReply> = NOT_ASKED;
  for (const scheme of schemes) {
    const baseUrl = `${scheme}://${hostToDial(listening)}:${listening.port}`;
    const plain = version === null ? null : !atLeast(version, '4.7.33');
    answer = await machine.webUi({ baseUrl, call: 'login', token: token ?? '', plain }, ask);
    if (answer.state === 'known') return sessionFrom(baseUrl, answer.value);
    // The token has not left yet when the server turns out to speak the other way.
    if (answer.state === 'denied' && !OTHER_TRANSPORT.test(answer.reason ?? '')) return answer;
    if (answer.state === 'timeout') return answer;
  }
  return answer.state === 'absent' ? ABSENT : answer;
}

const OTHER_TRANSPORT = /^(?:ECONNRESET|EPROTO|HPE_|ERR_SSL_|ERR_TLS_)/;

function sessionFrom(baseUrl: string, { code, message, data, credential }: WebUiReply): Answer<Session> {
  if (code !== 0) return unanswered('denied', message === '' ? 'refused' : message);
  // A code from the user's phone is nothing that a survey can have.
  if (fieldOf(data, 'require2FA') === true) return unanswered('denied', 'two-factor login');
  return known({ baseUrl, credential });
}

/** In force is the variable (since 4.9.71) or the file; NapCat compares with what it read when it started. */
async function tokenOf(machine: Machine, { webui, running }: NapCatFacts, ask: Ask): Promise<string | null> {
  const env = running === null ? {} : (valueOf(await machine.processEnv(running.socketPid ?? running.pid, ask)) ?? {});
  const fromEnvironment = env.NAPCAT_WEBUI_SECRET_KEY ?? '';
  if (fromEnvironment !== '' || webui === null) return fromEnvironment === '' ? null : fromEnvironment;
  const file = valueOf(await machine.readFile(webui.file, { ...ask, limit: SMALL_FILE }));
  try {
    const token = file === undefined ? null : fieldOf(JSON.parse(decodeText(file.bytes).text), 'token');
    return typeof token === 'string' && token !== '' ? token : null;
  } catch {
    return null;
  }
}

const SMALL_FILE = 256 * 1024;

/** cert.pem and key.pem beside webui.json make it HTTPS. Both ways are tried where that cannot be told. */
async function schemesOf(machine: Machine, { webui }: NapCatFacts, ask: Ask): Promise<readonly ('http' | 'https')[]> {
  const folder = machine.paths.dirname(webui?.file ?? '');
  const files = await Promise.all(
    ['cert.pem', 'key.pem'].map((name) => machine.stat(machine.paths.join(folder, name), ask)),
  );
  return files.every(({ state }) => state === 'known') ? ['https', 'http'] : ['http', 'https'];
}

function hostToDial({ address, v6only }: Listener): string {
  if (address === '0.0.0.0' || (address === '::' && v6only !== true)) return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

function isDone(answer: Answer<WebUiReply>): boolean {
  return valueOf(answer)?.code === 0;
}

function whyNot(answer: Answer<WebUiReply>): Answer<never> {
  if (answer.state !== 'known') return answer;
  return unanswered('denied', answer.value.message === '' ? 'refused' : answer.value.message);
}
