/**
 * What the answers of NapCat's own WebUI prove (domain facts: NapCat dossier §4). They come from the running program
 * itself and outweigh what files, command lines and old logs suggest.
 */
import type { Evidence, Params } from '../../contract/diagnosis.ts';
import { valueOf } from '../../machine/answer.ts';
import type { ConfigContent, Entry, WebUiState } from '../../survey/facts.ts';
import type { Check, CheckResult } from '../check.ts';
import { missing, ofEntry } from '../evidence.ts';
import type { Situation } from '../situation.ts';

/** What the running NapCat said of itself; `null` when it was not asked or did not answer. */
export function webUiOf({ napcat }: Situation): WebUiState | null {
  if (napcat?.running == null) return null;
  return valueOf(napcat.webuiState) ?? null;
}

export function notLoggedIn({ baseUrl }: WebUiState, params: Params): CheckResult {
  return {
    code: 'qq-not-logged-in',
    outcome: 'fail',
    confidence: 'certain',
    params,
    evidence: [answered(baseUrl, LOGIN_STATUS, 'isLogin: false')],
    about: null,
  };
}

export function wentOffline({ baseUrl }: WebUiState, params: Params, logged: readonly Evidence[]): CheckResult {
  return {
    code: 'qq-kicked-offline',
    outcome: 'fail',
    confidence: 'certain',
    params,
    evidence: [answered(baseUrl, LOGIN_STATUS, 'isOffline: true'), ...logged],
    about: null,
  };
}

/**
 * Does the running NapCat work with the file that we read? The WebUI answers from the file of NapCat's own folder and
 * account, so a difference means that ours is another one, however alike their names are.
 */
export const configFileSame: Check = {
  id: 'config-file-same',
  hop: 2,
  run(situation) {
    const told = webUiOf(situation);
    const { content, config, account } = situation;
    if (told?.runningConfig == null || content === null || config === null) return 'skip';
    // Another account's file may well differ.
    if (account?.uin !== told.uin) return 'skip';
    // Other formats are rewritten on the way, and prove nothing by looking different.
    if (content.shape !== 'current' || told.runningConfig.shape !== 'current') return 'skip';
    const results = differences(situation, told, content, told.runningConfig);
    return results.length === 0 ? 'pass' : results;
  },
};

function differences(
  situation: Situation,
  { baseUrl }: WebUiState,
  content: ConfigContent,
  running: ConfigContent,
): readonly CheckResult[] {
  const written = enabledClients(content);
  const used = enabledClients(running);
  const said = answered(baseUrl, GET_CONFIG, `websocketClients: [${used.map(urlOf).join(', ').slice(0, 200)}]`);
  const notUsed = written
    .filter((entry) => !used.some((other) => urlOf(other) === urlOf(entry)))
    .filter((entry) => !isConnected(situation, entry));
  const notWritten = used
    .filter((entry) => !written.some((other) => urlOf(other) === urlOf(entry)))
    .filter((entry) => !isConnected(situation, entry));
  const file = situation.config?.file ?? '';
  const found = {
    code: 'config-not-applied',
    outcome: 'fail',
    confidence: 'certain',
    variant: 'other-folder',
  } as const;
  const params = (entry: Entry): Params => ({
    ...{ file, url: urlOf(entry), entry: entry.name },
    ...(situation.account === null ? {} : { account: situation.account.uin }),
  });
  const [unused] = notUsed;
  const [unwritten] = notWritten;
  if (unused !== undefined) {
    const evidence = [ofEntry(file, unused, 'url', urlOf(unused)), said];
    return [{ ...found, params: params(unused), evidence, about: null }];
  }
  if (unwritten === undefined) return [];
  return [{ ...found, params: params(unwritten), evidence: [missing('entry', file), said], about: null }];
}

function enabledClients({ entries }: ConfigContent): readonly Entry[] {
  return entries.filter(({ kind, enabled }) => kind === 'websocketClients' && enabled);
}

function urlOf({ url }: Entry): string {
  return url?.text ?? '';
}

/** NapCat holds a connection to where the entry points: whichever file says so, it is in use. */
function isConnected({ facts, napcat }: Situation, { url }: Entry): boolean {
  const family = napcat?.running?.family ?? [];
  return (valueOf(facts.connections) ?? []).some(
    ({ state, pid, remote }) =>
      state === 'established' &&
      pid !== null &&
      family.includes(pid) &&
      url?.usable === true &&
      remote.port === url.port,
  );
}

const LOGIN_STATUS = '/api/QQLogin/CheckLoginStatus';
const GET_CONFIG = '/api/OB11Config/GetConfig';

function answered(baseUrl: string, path: string, answer: string): Evidence {
  return { kind: 'probe', probe: 'http', target: `${baseUrl}${path}`, answer };
}
