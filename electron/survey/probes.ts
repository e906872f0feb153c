/**
 * The probe ladder: what is asked of the place an entry points to, gentlest first, each step only when the one before
 * leaves something open (domain facts: nonebot dossier §7). Nothing here can register a bot: plain GETs come before
 * any upgrade, an upgrade carries neither X-Self-ID nor x-client-role, and servers that would take even that for a
 * client (MaiBot, Karin, Overflow) get none. Only the deep probe, which the user asked for, says who it is.
 */
import { MADE_UP_ACCOUNT } from '../contract/made-up-account.ts';
import type { Answer } from '../machine/answer.ts';
import { NOT_ASKED, valueOf } from '../machine/answer.ts';
import type { Ask, HttpAnswer, HttpQuestion, Machine, TcpOutcome, WebSocketQuestion } from '../machine/machine.ts';
import type { Listener } from '../machine/machine.ts';
import type { EntryUrl, TargetFacts } from './facts.ts';

export interface LadderInput {
  readonly url: EntryUrl & { readonly usable: true };
  /** The token of the entry in clear, used by the deep probe and by recordings only. */
  readonly bearer: string;
  readonly deep: boolean;
  /** The listener table, to skip what it already answers. */
  readonly listeners: Answer<readonly Listener[]>;
  readonly local: boolean;
  /** NapCat's own connection stands: no upgrade is needed, and none is made. */
  readonly connected: boolean;
}

type Probes = Pick<TargetFacts, 'resolved' | 'tcp' | 'http' | 'webSocket' | 'bind'>;

export async function climb(machine: Machine, input: LadderInput, ask: Ask): Promise<Probes> {
  const { url } = input;
  const [resolved, tcp] = await Promise.all([
    isLiteral(url.host) ? Promise.resolve(NOT_ASKED) : machine.resolve(url.host, ask),
    machine.tcp(url.host, url.port, ask),
  ]);
  if (machine.live && !reached(tcp)) {
    return { resolved, tcp, http: [], webSocket: [], bind: await bindProbe(machine, input, tcp, ask) };
  }
  const http = await askHttp(machine, input, ask);
  const webSocket = await askWebSocket(machine, input, http, ask);
  return { resolved, tcp, http, webSocket, bind: machine.live ? NOT_ASKED : await bindProbe(machine, input, tcp, ask) };
}

function reached(tcp: Answer<TcpOutcome>): boolean {
  return valueOf(tcp) === 'connected';
}

/** Binding for a moment tells "reserved by Windows" from "free"; only where nobody listens and the address is ours. */
async function bindProbe(
  machine: Machine,
  { url, listeners, local }: LadderInput,
  tcp: Answer<TcpOutcome>,
  ask: Ask,
): Promise<Probes['bind']> {
  if (!machine.live) {
    for (const address of [url.host, '127.0.0.1', '0.0.0.0']) {
      const answer = await machine.bind(address, url.port, ask);
      if (answer.state === 'known') return answer;
    }
    return NOT_ASKED;
  }
  const taken = valueOf(listeners)?.some((listener) => listener.port === url.port) ?? true;
  return local && !taken && valueOf(tcp) === 'refused' ? machine.bind('127.0.0.1', url.port, ask) : NOT_ASKED;
}

async function askHttp(machine: Machine, { url }: LadderInput, ask: Ask): Promise<TargetFacts['http']> {
  const asked: { question: HttpQuestion; answer: Answer<HttpAnswer> }[] = [];
  const put = async (address: string): Promise<HttpAnswer | undefined> => {
    if (asked.some(({ question }) => question.url === address)) return undefined;
    const question: HttpQuestion = { method: 'GET', url: address };
    const answer = await machine.http(question, ask);
    if (answer.state !== 'not-asked') asked.push({ question, answer });
    return valueOf(answer);
  };
  const plain = origin(url, url.secure);
  const route = await put(`${plain}/onebot/v11/`);
  if (!machine.live) {
    for (const path of ['/onebot/v11/http', '/onebot/v11/ws', url.path, '/ws', '/']) await put(plain + path);
    await put(`${origin(url, !url.secure)}/onebot/v11/`);
    await put(`${origin(url, !url.secure)}/`);
    return asked;
  }
  if (route === undefined || route.outcome === 'timeout') return asked;
  if (route.status === undefined) {
    // Not HTTP, or hung up: the other scheme tells whether TLS is the reason.
    await put(`${origin(url, !url.secure)}/onebot/v11/`);
  } else if (route.status !== 405) {
    await put(plain + url.path);
    await put(`${plain}/`);
  }
  return asked;
}

/** Servers that answer a bare upgrade without taking the prober for a client. */
const SAFE_TO_UPGRADE = /uvicorn|hypercorn/i;

async function askWebSocket(
  machine: Machine,
  input: LadderInput,
  http: TargetFacts['http'],
  ask: Ask,
): Promise<TargetFacts['webSocket']> {
  const { url, bearer, deep, connected } = input;
  const questions: WebSocketQuestion[] = [];
  if (!machine.live) {
    questions.push(
      { url: url.text, token: 'none' },
      { url: url.text, token: 'configured', bearer },
      { url: url.text, token: 'made-up' },
      { url: url.text, token: 'configured', bearer, deep: true },
    );
  } else {
    if (!connected && http.some(({ answer }) => isSafe(valueOf(answer))))
      questions.push({ url: url.text, token: 'none' });
    if (!connected && http.some(({ answer }) => checksTokenFirst(valueOf(answer))))
      questions.push({ url: url.text, token: 'configured', bearer });
    if (deep) questions.push({ url: url.text, token: 'configured', bearer, deep: true, selfId: MADE_UP_ACCOUNT });
  }
  const answers: TargetFacts['webSocket'][number][] = [];
  for (const question of questions) {
    const answer = await machine.webSocket(question, ask);
    if (answer.state !== 'not-asked')
      answers.push({ url: question.url, token: question.token, deep: question.deep ?? false, answer });
  }
  return answers;
}

function isSafe(answer: HttpAnswer | undefined): boolean {
  if (answer?.status === undefined) return false;
  const { headers, body, status } = answer;
  const koa =
    status === 404 &&
    headers.server === undefined &&
    headers['x-powered-by'] === undefined &&
    /^Not Found\s*$/.test(body);
  return SAFE_TO_UPGRADE.test(headers.server ?? '') || koa;
}

/** aiocqhttp looks at the token before it looks for a client role, so the test connects nobody (measured, dossier §8). */
function checksTokenFirst(answer: HttpAnswer | undefined): boolean {
  return /hypercorn/i.test(answer?.headers.server ?? '');
}

function origin({ host, port }: LadderInput['url'], secure: boolean): string {
  return `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isLiteral(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}
