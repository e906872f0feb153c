/**
 * Asks the WebUI of a NapCat on this computer (domain facts: NapCat dossier §4). Nothing here changes anything there.
 * The token goes out only after the server has shown that it is a NapCat, and of each answer only what the survey reads
 * is kept: no QR code, no nickname, no text of a server's own choosing.
 */
import { networkInterfaces } from 'node:os';
import * as v from 'valibot';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Machine, WebUiCall, WebUiQuestion, WebUiReply } from '../../machine.ts';
import { within } from '../deadline.ts';
import { hostOf } from './connect.ts';
import { logIn } from './webui-login.ts';
import { readLog } from './webui-log.ts';
import { call } from './webui-request.ts';
import type { Endpoint } from './webui-request.ts';

const DEADLINE = 3_000;

export const askWebUi: Machine['webUi'] = (question, ask = {}) =>
  within<WebUiReply>(ask, { deadline: DEADLINE }, (signal) => {
    const base = URL.canParse(question.baseUrl) ? new URL(question.baseUrl) : null;
    if (base === null || !isOurs(base)) return unanswered('denied', 'not this computer');
    const at: Endpoint = { base, signal, credential: question.credential };
    if (question.call === 'login') return logIn(at, question);
    return question.call === 'log' ? readLog(at) : read(at, question.call);
  });

/** A WebUI that listens on one address of this computer only is still on this computer. */
function isOurs(base: URL): boolean {
  if (base.protocol !== 'http:' && base.protocol !== 'https:') return false;
  const host = hostOf(base);
  if (host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host));
}

async function read(at: Endpoint, name: Exclude<WebUiCall, 'login' | 'log'>): Promise<Answer<WebUiReply>> {
  const { method, path, data } = CALLS[name];
  const answer = await call(at, method, path);
  if (answer.state !== 'known' || answer.value.code !== 0) return answer;
  const parsed = v.safeParse(data, answer.value.data);
  return parsed.success ? known({ ...answer.value, data: parsed.output }) : unanswered('denied', 'unexpected answer');
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What is kept of `data`. */
  readonly data: v.GenericSchema;
}

const version = v.pipe(v.string(), v.maxLength(40), v.regex(/^[\w.+-]*$/));
const uin = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^(?:\d{5,12})?$/));
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** Entries of `network` are flat; what is not, NapCat would not read either. */
const entry = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => v.is(scalar, value)))),
);

const CALLS: Readonly<Record<Exclude<WebUiQuestion['call'], 'login' | 'log'>, Call>> = {
  'login-status': {
    method: 'POST',
    path: '/QQLogin/CheckLoginStatus',
    data: v.object({ isLogin: v.boolean(), isOffline: v.optional(v.nullable(v.boolean())) }),
  },
  'login-info': { method: 'POST', path: '/QQLogin/GetQQLoginInfo', data: v.object({ uin: v.optional(uin, '') }) },
  config: {
    method: 'POST',
    path: '/OB11Config/GetConfig',
    data: v.object({ network: v.record(v.string(), v.array(entry)) }),
  },
  'napcat-version': { method: 'GET', path: '/base/GetNapCatVersion', data: v.object({ version }) },
  /** The way before 4.9.58. */
  'package-info': { method: 'GET', path: '/base/PackageInfo', data: v.object({ version }) },
  'qq-version': { method: 'GET', path: '/base/QQVersion', data: version },
};
