/** What a recorder heard from probes, in the order asked, as the `probes` of a recording. */
import type { Answer } from '../answer.ts';
import type {
  BindOutcome,
  HttpAnswer,
  HttpQuestion,
  TcpOutcome,
  WebSocketAnswer,
  WebSocketQuestion,
} from '../machine.ts';
import { refusalOf } from '../recorded/content.ts';

/** Each takes a question down at once and its answer when it comes, and hands the answer on. */
export interface ProbeNotes {
  tcp(endpoint: string, asked: Asked<TcpOutcome>): Asked<TcpOutcome>;
  http(question: HttpQuestion, asked: Asked<HttpAnswer>): Asked<HttpAnswer>;
  webSocket(question: WebSocketQuestion, asked: Asked<WebSocketAnswer>): Asked<WebSocketAnswer>;
  bind(endpoint: string, asked: Asked<BindOutcome>): Asked<BindOutcome>;
  resolve(name: string, asked: Asked<readonly string[]>): Asked<readonly string[]>;
  selfTest(kind: 'tcp' | 'websocket', asked: Asked<'ok' | 'failed'>): Asked<'ok' | 'failed'>;
  entries(): readonly object[];
}

type Asked<T> = Promise<Answer<T>>;

interface Slot {
  readonly question: object;
  answer: object | null;
}

export function probeNotes(): ProbeNotes {
  const slots: Slot[] = [];
  const note = async <T>(question: object, asked: Asked<T>, write: (value: T) => object): Asked<T> => {
    const slot: Slot = { question, answer: null };
    slots.push(slot);
    const answer = await asked;
    if (answer.state === 'known') slot.answer = write(answer.value);
    else if (answer.state === 'absent') slot.answer = { outcome: 'name-not-found' };
    else slot.answer = refusalOf(answer);
    return answer;
  };
  return {
    tcp: (endpoint, asked) => note({ tcp: endpoint }, asked, (outcome) => ({ outcome })),
    http: ({ method, url }, asked) => note({ http: `${method} ${url}` }, asked, compact),
    // Neither the token's text nor the account: which token it was is all that a replay needs.
    webSocket: ({ url, token, deep }, asked) =>
      note({ websocket: url, token, ...(deep === true ? { deep } : {}) }, asked, compact),
    bind: (endpoint, asked) => note({ bind: endpoint }, asked, (outcome) => ({ outcome })),
    resolve: (name, asked) => note({ resolve: name }, asked, (addresses) => ({ addresses })),
    selfTest: (kind, asked) => note({ selfTest: kind }, asked, (outcome) => ({ outcome })),
    entries: () => slots.flatMap(({ question, answer }) => (answer === null ? [] : [{ ...question, ...answer }])),
  };
}

/** Without what a recording takes for granted. */
function compact({ headers, body, ...rest }: HttpAnswer | WebSocketAnswer): object {
  return {
    ...rest,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === '' ? {} : { body }),
  };
}
