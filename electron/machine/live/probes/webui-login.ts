/**
 * Logs in to NapCat's WebUI, once. An empty login comes first: only a NapCat answers it with `token is empty`, and it
 * does so before it counts an attempt (packages/napcat-webui-backend/src/api/Auth.ts; domain facts: dossier §4).
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { WebUiQuestion, WebUiReply } from '../../machine.ts';
import { call } from './webui-request.ts';
import type { Endpoint } from './webui-request.ts';

const LOGIN = '/auth/login';
const EMPTY = 'token is empty';

const granted = v.object({ Credential: v.pipe(v.string(), v.maxLength(4096), v.regex(/^[\x21-\x7e]+$/)) });
const secondFactor = v.object({ require2FA: v.literal(true) });

export async function logIn(at: Endpoint, { token = '', plain = null }: WebUiQuestion): Promise<Answer<WebUiReply>> {
  if (token === '') return unanswered('denied', 'no token');
  const hello = await call(at, 'POST', LOGIN);
  if (hello.state !== 'known') return hello;
  if (hello.value.message !== EMPTY) return unanswered('denied', 'not NapCat');

  const first = await call(at, 'POST', LOGIN, plain === true ? { token } : { hash: hashOf(token) });
  // A NapCat before 4.7.33 does not see the hash and has counted nothing yet.
  const deaf = plain === null && first.state === 'known' && first.value.message === EMPTY;
  const answer = deaf ? await call(at, 'POST', LOGIN, { token }) : first;
  if (answer.state !== 'known') return answer;
  const { code, message, data } = answer.value;
  if (code !== 0) return known({ code, message, data: null });
  if (v.is(secondFactor, data)) return known({ code, message, data: { require2FA: true } });
  const pass = v.safeParse(granted, data);
  return pass.success
    ? known({ code, message, data: null, credential: pass.output.Credential })
    : unanswered('denied', 'unexpected answer');
}

function hashOf(token: string): string {
  return createHash('sha256').update(`${token}.napcat`).digest('hex');
}
