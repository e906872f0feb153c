/** Where the client entries point, and what the probe ladder met there. Entries to one place share one climb. */
import { valueOf } from '../machine/answer.ts';
import type { Answer } from '../machine/answer.ts';
import type { Ask, Connection, Listener, Machine, NetworkState } from '../machine/machine.ts';
import type { ConfigFacts, Entry, EntryUrl, LogFacts, NapCatFacts, SurveyRequest, TargetFacts } from './facts.ts';
import { parseEntryUrl } from './napcat/url.ts';
import { climb } from './probes.ts';
import type { SecretTable } from './secret.ts';

type UsableUrl = EntryUrl & { readonly usable: true };

export interface TargetInput {
  readonly napcats: readonly NapCatFacts[];
  readonly pastedConfig: ConfigFacts | null;
  readonly request: SurveyRequest;
  readonly listeners: Answer<readonly Listener[]>;
  readonly connections: Answer<readonly Connection[]>;
  readonly network: Answer<NetworkState>;
  readonly secrets: SecretTable;
  /** Texts the user gave: a NapCat that lives elsewhere names its target there. */
  readonly consoleLogs: readonly LogFacts[];
}

interface Wanted {
  readonly napcat: number | null;
  readonly account: string | null;
  readonly entry: Entry | null;
  readonly file: string | null;
  readonly url: UsableUrl;
}

/** At most this many different places are probed; more entries than that are not a configuration but an accident. */
const MOST_PLACES = 12;

export async function surveyTargets(machine: Machine, input: TargetInput, ask: Ask): Promise<readonly TargetFacts[]> {
  const wanted = collect(input);
  const climbs = new Map<string, ReturnType<typeof climb>>();
  for (const { url, entry, napcat, account } of wanted) {
    const key = url.text.trim();
    if (climbs.has(key) || climbs.size >= MOST_PLACES) continue;
    const kind = hostKind(url.host, input.network);
    const bearer = entry === null ? '' : input.secrets.reveal(entry.token);
    climbs.set(
      key,
      climb(
        machine,
        {
          url,
          bearer,
          // Whoever names one account consents for that one alone.
          deep: input.request.deep && (account === null || (input.request.account ?? account) === account),
          listeners: input.listeners,
          local: kind === 'loopback' || kind === 'own',
          connected: isConnected(input, napcat, url.port),
        },
        ask,
      ),
    );
  }
  const targets = await Promise.all(
    wanted.map(async (want): Promise<TargetFacts | null> => {
      const probes = await climbs.get(want.url.text.trim());
      return probes === undefined ? null : { ...want, hostKind: hostKind(want.url.host, input.network), ...probes };
    }),
  );
  return targets.filter((target) => target !== null);
}

/**
 * The user's URL first, then the client entries of the running NapCats, or of the first install when none runs. Where no
 * file could be read: what NapCat's pasted log dials, else the entries that were pasted, else a URL in the reporter's words.
 */
function collect({ napcats, pastedConfig, request, consoleLogs }: TargetInput): readonly Wanted[] {
  const readable = napcats.some(({ accounts }) => accounts.some(({ config }) => config.content.state === 'known'));
  const pasted = pastedConfig === null ? [] : entriesOf(pastedConfig, { napcat: null, account: null });
  const dialled = readable ? undefined : urlInLogs(consoleLogs, 'napcat');
  const told = dialled ?? (readable || pasted.length > 0 ? undefined : urlInLogs(consoleLogs, 'user'));
  const given = request.url ?? (pasted.some(({ url }) => isSame(url.text, dialled)) ? undefined : told);
  const parsed = given === undefined ? null : parseEntryUrl(given);
  const fromUser: Wanted[] =
    parsed?.usable === true ? [{ napcat: null, account: null, entry: null, file: null, url: parsed }] : [];
  const anyRuns = napcats.some((napcat) => napcat.running !== null);
  const fromEntries = napcats.flatMap((napcat, index) => {
    if (anyRuns ? napcat.running === null : index > 0) return [];
    return napcat.accounts.flatMap(({ uin, config }) => entriesOf(config, { napcat: index, account: uin }));
  });
  // An address of a log that no pasted entry has: what was pasted is not what runs.
  return [...fromUser, ...(given === undefined ? pasted : []), ...fromEntries];
}

function entriesOf({ content, file }: ConfigFacts, whose: Pick<Wanted, 'napcat' | 'account'>): readonly Wanted[] {
  return (valueOf(content)?.entries ?? []).flatMap((entry): Wanted[] =>
    entry.kind === 'websocketClients' && entry.url?.usable === true ? [{ ...whose, entry, file, url: entry.url }] : [],
  );
}

function isSame(one: string, other: string | undefined): boolean {
  return one.trim().replace(/\/+$/, '') === other?.trim().replace(/\/+$/, '');
}

/** The address that a NapCat which is not on this machine dials, from the log that its owner pasted, or from his words. */
function urlInLogs(logs: readonly LogFacts[], product: LogFacts['product']): string | undefined {
  return logs
    .flatMap((log) => (log.product === product ? log.events : []))
    .findLast(({ rule, captures }) => captures.url !== undefined && !NOT_DIALLED.has(rule))?.captures.url;
}

/** Rules whose URL is one that NapCat serves, or that it leaves alone. */
const NOT_DIALLED: ReadonlySet<string> = new Set(['napcat.webui-url', 'napcat.client-disabled']);

function isConnected({ napcats, connections }: TargetInput, napcat: number | null, port: number): boolean {
  const family = napcat === null ? [] : (napcats[napcat]?.running?.family ?? []);
  return (valueOf(connections) ?? []).some(
    ({ remote, state, pid }) => state === 'established' && remote.port === port && pid !== null && family.includes(pid),
  );
}

const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80)/i;

function hostKind(host: string, network: Answer<NetworkState>): TargetFacts['hostKind'] {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.'))
    return 'loopback';
  if (host === '0.0.0.0' || host === '::') return 'unspecified';
  if (valueOf(network)?.interfaces.some(({ address }) => address === host) === true) return 'own';
  if (!host.includes(':') && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return 'name';
  return PRIVATE.test(host) ? 'private' : 'public';
}
