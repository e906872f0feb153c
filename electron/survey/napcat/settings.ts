/**
 * NapCat's other settings: the WebUI's port, whether a log file is written, and whose configurations there are
 * (domain facts: NapCat dossier §2.1, §2.2, §2.4).
 */
import JSON5 from 'json5';

import { ABSENT, known } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Listener, Machine } from '../../machine/machine.ts';
import type { AccountFacts, ConfigFacts, WebUiFacts } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import { decodeText } from '../text.ts';
import { readOneBotConfig } from './config.ts';
import type { FolderView } from './folder-view.ts';
import { ONEBOT_FILE } from './traces.ts';
import { atLeast } from './version.ts';

/** Where the configuration of one NapCat lies and who will read it. */
export interface Base {
  readonly machine: Machine;
  readonly view: FolderView;
  readonly configDir: string;
  readonly version: string | null;
  readonly secrets: SecretTable;
  readonly ask: Ask;
}

const SMALL_FILE = 256 * 1024;

export interface WebUiSettings {
  readonly facts: WebUiFacts;
  /** `autoLoginAccount`, which the WebUI sets. */
  readonly autoLogin: string | null;
  readonly denied: boolean;
}

/** NapCat parses this file strictly; what it cannot parse it replaces by settings of its own in memory. */
export async function readWebUi(base: Base, listening: Listener | null): Promise<WebUiSettings | null> {
  const file = base.view.join(base.configDir, 'webui.json');
  const answer = await readObject(base, file, JSON.parse);
  if (answer.state === 'absent' && listening === null) return null;
  const settings = answer.state === 'known' ? answer.value : {};
  const port = settings.port;
  const autoLogin = settings.autoLoginAccount;
  return {
    facts: {
      file,
      port: typeof port === 'number' ? port : null,
      hasToken: typeof settings.token === 'string' && settings.token !== '',
      listening,
    },
    autoLogin: typeof autoLogin === 'string' && autoLogin !== '' ? autoLogin : null,
    denied: answer.state === 'denied',
  };
}

/** The account's own file wins over napcat.json; without either NapCat's default of that version holds. */
export async function readFileLog(base: Base, uin: string | null): Promise<Answer<boolean>> {
  const names = [...(uin === null ? [] : [`napcat_${uin}.json`]), 'napcat.json'];
  for (const name of names) {
    const answer = await readObject(base, base.view.join(base.configDir, name), JSON5.parse);
    if (answer.state === 'known' && typeof answer.value.fileLog === 'boolean') return known(answer.value.fileLog);
    if (answer.state !== 'known' && answer.state !== 'absent') return answer;
  }
  return known(!atLeast(base.version, '4.1.0'), 'default');
}

export interface Accounts {
  readonly accounts: readonly AccountFacts[];
  readonly template: ConfigFacts | null;
}

export interface AccountHints {
  /** The account that runs, as its processes say; it counts even without a file. */
  readonly running: string | null;
  /** Accounts that count only if there is a file for them, surest first. */
  readonly likely: readonly string[];
}

/** The account in use comes first, then the newest file. */
export async function readAccounts(base: Base, { running, likely }: AccountHints): Promise<Accounts> {
  const listing = await base.view.list(base.configDir);
  const names = listing.state === 'known' ? listing.value.map(({ name }) => name) : [];
  const uins = names.flatMap((name) => ONEBOT_FILE.exec(name)?.[1] ?? []);
  const all = [...new Set(running === null ? uins : [running, ...uins])].slice(0, MOST_ACCOUNTS);
  const current = running ?? likely.find((uin) => uins.includes(uin)) ?? (all.length === 1 ? all[0] : undefined);

  const read = (name: string) =>
    readOneBotConfig(base.machine, base.view.join(base.configDir, name), base.version, base.secrets, base.ask);
  const accounts = await Promise.all(
    all.map(async (uin) => ({ uin, inUse: uin === current, config: await read(`onebot11_${uin}.json`) })),
  );
  const hasTemplate = names.some((name) => name.toLowerCase() === 'onebot11.json');
  return {
    accounts: accounts.toSorted((a, b) => Number(b.inUse) - Number(a.inUse) || newer(a.config, b.config)),
    template: hasTemplate ? await read('onebot11.json') : null,
  };
}

const MOST_ACCOUNTS = 50;

function newer(a: ConfigFacts, b: ConfigFacts): number {
  return Date.parse(b.modifiedAt ?? '1970') - Date.parse(a.modifiedAt ?? '1970');
}

/** A JSON object; a document of another kind, or none at all, is an empty one. */
async function readObject(
  base: Base,
  file: string,
  parse: (text: string) => unknown,
): Promise<Answer<Readonly<Record<string, unknown>>>> {
  const answer = await base.machine.readFile(file, { ...base.ask, limit: SMALL_FILE });
  if (answer.state !== 'known') return answer.state === 'absent' ? ABSENT : answer;
  try {
    const value = parse(decodeText(answer.value.bytes).text);
    return known(typeof value === 'object' && value !== null ? { ...value } : {});
  } catch {
    return known({});
  }
}
