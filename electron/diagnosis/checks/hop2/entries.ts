/** Is there a client entry that NapCat dials: present, of the right direction, enabled, with a name of its own? */
import { valueOf } from '../../../machine/answer.ts';
import type { ConfigFacts, Entry, EntryKind, Facts, NapCatFacts } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missingEvents } from '../../complaint.ts';
import { missing, ofEntry, ofUpgrades } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { isV11Http } from '../../identity.ts';
import type { Link } from '../../link.ts';
import { isReadAsItsOwn } from '../../napcat-version.ts';
import { otherWayConfigured } from '../../other-way.ts';
import { configuredHere } from '../hop4/path.ts';
import type { Situation } from '../../situation.ts';

const SERVER_KINDS: ReadonlySet<EntryKind> = new Set(['websocketServers', 'httpServers', 'httpSseServers']);

export const clientEntryExists: Check = {
  id: 'client-entry-exists',
  hop: 2,
  run(situation) {
    const { config, content, clients, facts } = situation;
    if (config === null) return 'skip';
    if (content?.fatal !== null) return config.content.state === 'absent' ? 'skip' : 'unknown';
    if (clients.length > 0) return 'pass';
    if (otherWayConfigured(situation)) return 'skip';
    const server = content.entries.find((entry) => SERVER_KINDS.has(entry.kind) && entry.enabled);
    const http = content.entries.find((entry) => entry.kind === 'httpClients' && entry.enabled);
    const account = situation.account === null ? {} : { account: situation.account.uin };
    if (server !== undefined && isDialled(situation, server)) return 'skip';
    if (server !== undefined) {
      return [
        {
          code: 'wrong-direction',
          outcome: 'fail',
          // Who dials NapCat himself (MaiBot, ncatbot, a program of one's own) is right to have a server there.
          confidence: facts.frameworks.some(({ pasted }) => pasted !== true) && !mayDial(facts) ? 'certain' : 'likely',
          variant: 'server-instead',
          params: {
            file: config.file,
            entry: server.name,
            ...(server.port === null ? {} : { port: server.port }),
            ...account,
          },
          evidence: [
            ofEntry(config.file, server, 'enable', 'true'),
            missing('entry', `${config.file} network.websocketClients`),
          ],
          about: null,
        },
      ];
    }
    if (http !== undefined && mayReport(http, facts)) return 'skip';
    return [
      {
        code: 'no-client-entry',
        outcome: 'fail',
        // Entries of the old format count for a NapCat that still reads it.
        confidence:
          http !== undefined || (content.ignoredUrls.length > 0 && !isReadAsItsOwn(situation)) ? 'likely' : 'certain',
        params: { file: config.file, ...account },
        evidence: [missing('entry', `${config.file} network.websocketClients`)],
        about: null,
      },
    ];
  },
};

/** Reporting over HTTP is a link of its own; one to a place where no framework takes reports is none. */
function mayReport({ url }: Entry, { frameworks }: Facts): boolean {
  if (url?.usable !== true || frameworks.length === 0) return true;
  const framework = frameworks.find(
    ({ listeners, port }) =>
      listeners.some((listener) => listener.port === url.port) || valueOf(port)?.value === url.port,
  );
  return framework !== undefined && (framework.nonebot === null || isV11Http(url.path));
}

/** Somebody who is not NapCat holds a connection to this server of its. */
function isDialled({ facts, napcat }: Situation, { port }: Entry): boolean {
  const own = napcat?.running?.family ?? [];
  return (valueOf(facts.connections) ?? []).some(
    ({ remote, state, pid }) => state === 'established' && remote.port === port && pid !== null && !own.includes(pid),
  );
}

/** A NoneBot whose settings could not all be read may be told to dial NapCat, which is the other way round by intent. */
function mayDial({ frameworks }: Facts): boolean {
  return frameworks.some(({ nonebot }) =>
    (nonebot?.envFiles ?? []).some(({ state }) => state !== 'known' && state !== 'absent'),
  );
}

export const clientEntryEnabled: Check = {
  id: 'client-entry-enabled',
  hop: 2,
  run(situation) {
    const { facts, config, clients, dialled, links, logs } = situation;
    if (config === null || clients.length === 0) return 'skip';
    const live = clients.filter((entry) => entry.enabled);
    // One that is connected all the same shows that the file is not what runs.
    const isLinked = (entry: Entry): boolean => links.some((link) => link.entry === entry && link.connection != null);
    const disabled = clients.filter((entry) => !entry.enabled && !isLinked(entry));
    if (disabled.length === 0) return 'pass';
    if (live.length === 0) {
      if (otherWayConfigured(situation)) return 'skip';
      const entry = disabled.find((candidate) => pointsToFramework(situation, candidate)) ?? disabled[0];
      return entry === undefined ? 'pass' : [disabledEntry(config, entry, linksSeen(facts) ? 'certain' : 'likely')];
    }
    // Another entry is enabled. A disabled one matters only when it alone leads to a framework that waits for it, or when
    // somebody misses the answers of one that waits.
    const missed = logs.latest('user.no-answer') !== null || missingEvents(situation) !== null;
    const reached = !missed && dialled.some((link) => link.connection != null || link.framework !== null);
    const waiting = links.find(
      (link) => link.entry !== null && !link.entry.enabled && link.framework !== null && link.connection === null,
    );
    if (reached || waiting?.entry == null) return 'pass';
    return [disabledEntry(config, waiting.entry, 'likely')];
  },
};

/** Whether a link that stands all the same, from before the entry was switched off, would have shown. */
function linksSeen({ connections, processes }: Facts): boolean {
  return connections.state === 'known' && processes.state === 'known';
}

function pointsToFramework({ links }: Situation, entry: Entry): boolean {
  return links.some((link) => link.entry?.index === entry.index && link.framework !== null);
}

function disabledEntry(config: ConfigFacts, entry: Entry, confidence: CheckResult['confidence']): CheckResult {
  return {
    code: 'entry-disabled',
    outcome: 'fail',
    confidence,
    params: {
      file: config.file,
      entry: entry.name,
      ...(entry.url === null ? {} : { url: entry.url.text }),
      ...(entry.line === null ? {} : { line: entry.line }),
    },
    evidence: [ofEntry(config.file, entry, 'enable', 'false')],
    about: null,
  };
}

export const entryNamesUnique: Check = {
  id: 'entry-names-unique',
  hop: 2,
  run(situation) {
    const { config, content, clients, dialled } = situation;
    if (config === null || content === null) return 'skip';
    const lost = clients.filter((entry) => entry.enabled && entry.shadowed);
    const entry = lost.find((candidate) => !dialled.some((link) => sameTarget(link.entry, candidate)));
    if (entry === undefined) return lost.length === 0 ? 'pass' : 'skip';
    const winner = content.entries
      .filter((other) => other !== entry && other.name === entry.name && !other.shadowed)
      .at(-1);
    return [
      {
        code: 'duplicate-entry-name',
        outcome: 'fail',
        confidence: 'certain',
        params: {
          file: config.file,
          entry: entry.name,
          ...(entry.url === null ? {} : { url: entry.url.text }),
          ...(winner?.url == null ? {} : { suggestion: winner.url.text }),
        },
        evidence: [
          ofEntry(config.file, entry, 'name', entry.name),
          ...(winner === undefined ? [] : [ofEntry(config.file, winner, 'name', winner.name)]),
        ],
        about: null,
      },
    ];
  },
};

function sameTarget(a: Entry | null, b: Entry): boolean {
  return (
    a?.url?.usable === true &&
    b.url?.usable === true &&
    a.url.host === b.url.host &&
    a.url.port === b.url.port &&
    a.url.path === b.url.path
  );
}

export const accountExpected: Check = {
  id: 'account-expected',
  hop: 2,
  run: (situation) => forEachLink(situation, accountUnknownThere),
};

/** The framework names the accounts it takes (Koishi's selfId), and NapCat comes with another one. */
function accountUnknownThere(situation: Situation, link: Link): readonly CheckResult[] | 'pass' {
  const { account, accountKnown } = situation;
  const framework = link.framework ?? configuredHere(situation, link);
  if (link.connection != null || account === null || framework === null) return 'pass';
  const expected = framework.expectedAccounts;
  if (expected.length === 0 || expected.includes(account.uin)) return 'pass';
  const file = framework.configFiles[0] ?? framework.kind;
  return [
    {
      code: 'wrong-account-config',
      outcome: 'fail',
      confidence: accountKnown ? 'certain' : 'likely',
      variant: 'framework-expects-other',
      side: 'framework',
      params: {
        account: account.uin,
        otherAccount: expected.join(', '),
        otherFile: file,
        framework: framework.kind,
        url: link.url.text,
      },
      evidence: [
        { kind: 'file', path: file, key: 'selfId', value: expected.join(', ') },
        { kind: 'file', path: account.config.file },
        ...ofUpgrades(link),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

export const rightFileEdited: Check = {
  id: 'right-file-edited',
  hop: 2,
  run(situation) {
    const { napcat, account, config, content, clients } = situation;
    if (napcat === null || config === null || content === null) return 'skip';
    // Whoever made an entry here, of whatever kind, edited the right file.
    if (clients.length > 0 || content.entries.some((entry) => SERVER_KINDS.has(entry.kind) && entry.enabled))
      return 'pass';
    const elsewhere = enabledClients(napcat, config);
    if (elsewhere === undefined) return 'pass';
    const isTemplate = elsewhere === napcat.template;
    const inUseKnown =
      napcat.running?.account != null || account?.inUse === true || situation.facts.request.account !== undefined;
    const other = napcat.accounts.find((candidate) => candidate.config === elsewhere);
    return [
      {
        code: 'wrong-account-config',
        outcome: 'fail',
        confidence: isTemplate || inUseKnown ? 'certain' : 'likely',
        variant: isTemplate ? 'template-overridden' : 'other-account',
        params: {
          file: elsewhere.file,
          otherFile: config.file,
          ...(account === null ? {} : { account: account.uin }),
          ...(other === undefined ? {} : { otherAccount: other.uin }),
        },
        evidence: [...firstEnabled(elsewhere), missing('entry', `${config.file} network.websocketClients`)],
        about: null,
      },
    ];
  },
};

/** Another file of the same NapCat that holds the enabled client which the file in force lacks. */
function enabledClients(napcat: NapCatFacts, inForce: ConfigFacts): ConfigFacts | undefined {
  const others = napcat.accounts.filter((account) => !account.inUse).map((account) => account.config);
  const candidates = [...others, ...(napcat.template === null ? [] : [napcat.template])];
  return candidates.find((candidate) => candidate !== inForce && firstEnabled(candidate).length > 0);
}

function firstEnabled(config: ConfigFacts): ReturnType<typeof ofEntry>[] {
  const entry = valueOf(config.content)?.entries.find(
    (candidate) => candidate.kind === 'websocketClients' && candidate.enabled,
  );
  return entry === undefined ? [] : [ofEntry(config.file, entry, 'url', entry.url?.text ?? '')];
}
