/** What the answers of a WebUI say: facts about its NapCat, and the end of its log. */
import { known, valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { WebUiCall, WebUiReply } from '../../machine/machine.ts';
import type { ConfigContent, LogFacts, LogRule, NapCatFacts, WebUiState } from '../facts.ts';
import { readLogText } from '../logs/index.ts';
import type { SecretTable } from '../secret.ts';
import { parseOneBotConfig } from './config.ts';
import { isUin } from './instance.ts';

/** The answers of one WebUI, as they came. */
export interface WebUiAnswers {
  readonly baseUrl: string;
  readonly replies: Readonly<Record<Exclude<WebUiCall, 'login' | 'package-info'>, Answer<WebUiReply>>>;
}

/** Reads the answers. `secrets` takes the tokens of the running configuration. */
export function webUiStateOf(answers: Answer<WebUiAnswers>, secrets: SecretTable): NapCatFacts['webuiState'] {
  if (answers.state !== 'known') return answers;
  const { baseUrl, replies } = answers.value;
  const dataOf = (call: keyof typeof replies): unknown => doneData(replies[call]);
  const { loggedIn, offline } = loginOf(replies['login-status'], replies.config);
  return known<WebUiState>({
    baseUrl,
    loggedIn,
    offline,
    uin: uinOf(dataOf('login-info')),
    qqVersion: versionOf(dataOf('qq-version')),
    napcatVersion: versionOf(fieldOf(dataOf('napcat-version'), 'version')),
    runningConfig: configOf(dataOf('config'), secrets),
  });
}

/**
 * `isLogin` is false also for an account that is logged in and whose OneBot part has not come up, for its online state
 * is read from there (src/api/QQLogin.ts). GetConfig looks at the login alone and settles it.
 */
function loginOf(status: Answer<WebUiReply>, config: Answer<WebUiReply>): Pick<WebUiState, 'loggedIn' | 'offline'> {
  const told = doneData(status);
  if (fieldOf(told, 'isOffline') === true) return { loggedIn: false, offline: true };
  if (fieldOf(told, 'isLogin') === true) return { loggedIn: true, offline: false };
  const reply = valueOf(config);
  if (reply === undefined || told === undefined) return { loggedIn: null, offline: false };
  if (reply.message === 'Not Login') return { loggedIn: false, offline: false };
  const isIn = reply.code === 0 || reply.message === 'Config Get Error';
  return { loggedIn: isIn ? true : null, offline: false };
}

function uinOf(info: unknown): string | null {
  const uin = fieldOf(info, 'uin');
  const text = typeof uin === 'number' ? String(uin) : uin;
  return typeof text === 'string' && isUin(text) ? text : null;
}

function versionOf(text: unknown): string | null {
  return typeof text === 'string' && /^v?\d[\w.+-]{0,40}$/.test(text) ? text.replace(/^v/, '') : null;
}

function configOf(document: unknown, secrets: SecretTable): ConfigContent | null {
  if (typeof document !== 'object' || document === null) return null;
  try {
    return parseOneBotConfig(Buffer.from(JSON.stringify(document)), null, secrets);
  } catch {
    // A recording may hold what JSON cannot.
    return null;
  }
}

/** The end of its log, or `null` when nothing was told. */
export function webUiLogOf(
  answers: Answer<WebUiAnswers>,
  napcat: number,
  rules: readonly LogRule[],
  now: Date | null,
): LogFacts | null {
  const records = answers.state === 'known' ? doneData(answers.value.replies.log) : undefined;
  if (!Array.isArray(records) || records.length === 0) return null;
  const text = records.slice(-MOST_RECORDS).map(lineOf).join('\n');
  return { ...readLogText(text, { product: 'napcat', of: 'webui', rules, now }), napcat };
}

const MOST_RECORDS = 100;

/** As in a pasted stream, which the log reader knows. */
function lineOf(record: unknown): string {
  return JSON.stringify({ level: String(fieldOf(record, 'level')), message: String(fieldOf(record, 'message')) });
}

/** The WebUI knows better than a command line who is logged in, and as well as a file which version runs. */
export function learnFromWebUi(napcat: NapCatFacts, webuiState: NapCatFacts['webuiState']): NapCatFacts {
  if (webuiState.state !== 'known' || napcat.running === null) return { ...napcat, webuiState };
  const { uin, napcatVersion, loggedIn } = webuiState.value;
  const origin = { kind: 'process', pid: napcat.running.socketPid ?? napcat.running.pid } as const;
  return {
    ...napcat,
    webuiState,
    ...(napcat.version.state !== 'known' && napcatVersion !== null
      ? { version: known({ text: napcatVersion, origin }) }
      : {}),
    ...(uin !== null && loggedIn === true ? { running: { ...napcat.running, account: { uin, origin } } } : {}),
  };
}

function doneData(answer: Answer<WebUiReply>): unknown {
  return answer.state === 'known' && answer.value.code === 0 ? answer.value.data : undefined;
}

/** Recordings come from strangers: nothing is taken for an object that is none. */
export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
