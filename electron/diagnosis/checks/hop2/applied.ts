/** Does the running NapCat use what stands in the file? */
import { valueOf } from '../../../machine/answer.ts';
import type { ConfigFacts, Facts, UnreadConfig } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofConnection, ofEntry, ofEvent, ofListener } from '../../evidence.ts';
import type { Link } from '../../link.ts';
import { ATTEMPT_RULES } from '../../log-rules/groups.ts';
import { isReadAsItsOwn } from '../../napcat-version.ts';
import { otherWayConfigured } from '../../other-way.ts';
import type { Situation } from '../../situation.ts';

export const configFolderRight: Check = {
  id: 'config-folder-right',
  hop: 2,
  run(situation) {
    const { napcat, config, content, clients, facts, account } = situation;
    if (napcat?.running == null || config === null) return 'skip';
    if (content === null && config.content.state !== 'absent') return 'unknown';
    if (clients.some((entry) => entry.enabled)) return 'pass';
    const unread = napcat.unreadConfigs.find(
      ({ uin, clients: others }) => uin === account?.uin && others.some(({ enabled }) => enabled),
    );
    if (unread !== undefined) return [notRead(unread, config)];
    const edited = editedElsewhere(facts, situation, account?.uin ?? null);
    if (edited === null) return 'pass';
    const entry = valueOf(edited.content)?.entries.find(
      (candidate) => candidate.kind === 'websocketClients' && candidate.enabled,
    );
    return [
      {
        code: 'config-not-applied',
        outcome: 'fail',
        // The process names its folder; a file in another one cannot reach it, however new either is.
        confidence: 'certain',
        variant: 'other-folder',
        params: { file: edited.file, otherFile: config.file, ...(account === null ? {} : { account: account.uin }) },
        evidence: [
          ...(entry === undefined ? [] : [ofEntry(edited.file, entry, 'url', entry.url?.text ?? '')]),
          missing('entry', config.file),
        ],
        about: null,
      },
    ];
  },
};

function notRead({ kind, file, uin, clients }: UnreadConfig, inForce: ConfigFacts): CheckResult {
  const url = clients.find(({ enabled }) => enabled)?.url ?? '';
  return {
    code: 'config-not-applied',
    outcome: 'fail',
    confidence: 'certain',
    variant: kind === 'manager' ? 'manager' : 'other-folder',
    params: { file, otherFile: inForce.file, account: uin, url },
    evidence: [{ kind: 'file', path: file, key: 'websocketClients', value: url }, missing('entry', inForce.file)],
    about: null,
  };
}

/** A file for the same account in another NapCat folder that holds the client entry which the file in force lacks. */
function editedElsewhere(facts: Facts, { napcat }: Situation, uin: string | null): ConfigFacts | null {
  for (const other of facts.napcats) {
    if (other === napcat || other.running !== null) continue;
    for (const account of other.accounts) {
      if (uin !== null && account.uin !== uin) continue;
      const enabled = valueOf(account.config.content)?.entries.some(
        (entry) => entry.kind === 'websocketClients' && entry.enabled,
      );
      if (enabled === true) return account.config;
    }
  }
  return null;
}

export const entriesDialled: Check = {
  id: 'entries-dialled',
  hop: 2,
  run(situation) {
    const { napcat, facts, dialled, logs } = situation;
    if (napcat?.running == null || situation.links.length === 0) return 'skip';
    if (facts.connections.state !== 'known' && !logs.read('napcat')) return 'unknown';
    const results = [...dialled.flatMap((link) => notDialled(situation, link)), ...stillConnected(situation)];
    return results.length === 0 ? 'pass' : results;
  },
};

/** The file says off, and the connection stands: what runs is an earlier configuration. */
function stillConnected(situation: Situation): readonly CheckResult[] {
  const { links, config, napcat } = situation;
  // Reports by HTTP go to the same port, over a connection that looks the same.
  if (otherWayConfigured(situation)) return [];
  const link = links.find(({ entry, connection }) => entry?.enabled === false && connection != null);
  if (link?.entry == null || link.connection == null || situation.dialled.some(({ connection }) => connection != null))
    return [];
  return [
    {
      code: 'config-not-applied',
      outcome: 'fail',
      confidence: 'certain',
      variant: 'edited-after-start',
      params: {
        url: link.url.text,
        entry: link.entry.name,
        ...(config === null ? {} : { file: config.file }),
        ...(config?.modifiedAt == null ? {} : { at: config.modifiedAt }),
        ...(napcat?.running?.startedAt == null ? {} : { startedAt: napcat.running.startedAt }),
      },
      evidence: [ofEntry(link.target.file, link.entry, 'enable', 'false'), ofConnection(link.connection)],
      about: links.indexOf(link),
    },
  ];
}

/** A framework answers where the entry points, and NapCat neither holds a connection nor wrote of an attempt. */
export function readyButNotDialled({ logs }: Situation, link: Link): boolean {
  const ready = link.answering != null && (link.framework !== null || link.identity?.kind === 'nonebot-v11');
  return ready && link.entry !== null && link.connection === null && logs.all(...ATTEMPT_RULES).length === 0;
}

/** The other end is ready, nothing stands in the way, and still NapCat does not come. */
function notDialled(situation: Situation, link: Link): readonly CheckResult[] {
  const { napcat, logs, config } = situation;
  if (!readyButNotDialled(situation, link) || link.entry === null) return [];
  const neverRetried = logs.latest('napcat.invalid-url', 'napcat.invalid-token-character');
  const startedAt = napcat?.running?.startedAt ?? null;
  const edited = isNewer(config?.modifiedAt ?? null, startedAt);
  const loaded = logs.latest('napcat.network-loaded');
  const variant = neverRetried !== null ? 'never-retried' : edited ? 'edited-after-start' : 'no-attempt';
  const absentInLog = loaded !== null && !loaded.text.includes(link.url.text) && isReadAsItsOwn(situation);
  return [
    {
      code: 'config-not-applied',
      outcome: 'fail',
      confidence:
        neverRetried !== null || absentInLog ? 'certain' : edited || logs.read('napcat') ? 'likely' : 'possible',
      variant,
      params: {
        url: link.url.text,
        entry: link.entry.name,
        ...(config === null ? {} : { file: config.file }),
        ...(config?.modifiedAt == null ? {} : { at: config.modifiedAt }),
        ...(startedAt === null ? {} : { startedAt }),
      },
      evidence: [
        ofEntry(link.target.file, link.entry, 'url', link.url.text),
        ...(link.answering == null ? [] : [ofListener(situation, link.answering)]),
        missing('connection', link.url.text),
        ...(neverRetried === null ? [] : [ofEvent(neverRetried)]),
        ...(loaded === null ? [] : [ofEvent(loaded)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** Milliseconds by which start times of processes may be off. */
const CLOCK_SLACK = 5_000;

function isNewer(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && Date.parse(a) > Date.parse(b) + CLOCK_SLACK;
}
