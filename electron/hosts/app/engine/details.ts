/** Facts → what the Details page shows. Only what a person can use, and nothing that the facts keep secret. */
import { ENTRY_KINDS } from '../../../contract/app-details.ts';
import type {
  AccountDetails,
  Details,
  EntryDetails,
  EntryKindName,
  FrameworkDetails,
  LogDetails,
  NapCatDetails,
} from '../../../contract/app-details.ts';
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import { endpoint } from '../../../contract/messages/phrase.ts';
import { valueOf } from '../../../machine/answer.ts';
import { firewallOf } from './firewall-details.ts';
import { shownTime, sourceOf, timelineOf } from './timeline.ts';
import type { AccountFacts, Entry, Facts, FrameworkFacts, LogFacts, NapCatFacts } from '../../../survey/facts.ts';

export function detailsOf({ takenAt, host, napcats, frameworks, logs, system }: Facts): Details {
  return {
    takenAt,
    host: {
      platform: host.platform,
      release: host.release,
      edition: host.edition ?? null,
      arch: host.arch,
      elevated: host.elevated ?? null,
    },
    napcats: napcats.map(napcatOf),
    frameworks: frameworks.map(frameworkOf),
    firewall: firewallOf(system.firewall, portsOf(frameworks)),
    logs: logs.map(logOf),
    timeline: timelineOf(logs, host.utcOffset),
  };
}

function napcatOf(napcat: NapCatFacts): NapCatDetails {
  return {
    dir: napcat.dir,
    mode: napcat.mode,
    form: napcat.form,
    version: valueOf(napcat.version)?.text ?? null,
    pid: napcat.running?.pid ?? null,
    modeEvidence: napcat.modeEvidence.map(({ sign }) => sign),
    otherReadings: napcat.otherReadings,
    accounts: napcat.accounts.map(accountOf),
  };
}

function accountOf({ uin, inUse, config }: AccountFacts): AccountDetails {
  const entries = valueOf(config.content)?.entries ?? [];
  const ofKind = (kind: EntryKindName) => entries.filter((entry) => entry.kind === kind);
  return {
    uin,
    inUse,
    file: config.file,
    read: config.content.state,
    entries: ENTRY_KINDS.flatMap((kind) => ofKind(kind).map((entry) => entryOf(kind, entry))),
  };
}

function entryOf(kind: EntryKindName, { name, enabled, url, host, port, token, line }: Entry): EntryDetails {
  const address = url?.text ?? (port === null ? (host ?? '') : endpoint(host ?? '', port));
  return { kind, name, enabled, address, hasToken: token.length !== 'empty', line };
}

function frameworkOf(framework: FrameworkFacts): FrameworkDetails {
  return {
    kind: framework.kind,
    projectDir: framework.projectDir,
    running: framework.running !== null,
    pid: framework.running?.family[0] ?? null,
    host: valueOf(framework.host)?.value ?? null,
    port: valueOf(framework.port)?.value ?? null,
    url: urlOf(framework),
    configFiles: framework.configFiles,
  };
}

/** As a client dials it: the loopback address reaches a server that binds every address. */
function urlOf({ kind, host, port, path }: FrameworkFacts): string | null {
  const number = valueOf(port)?.value;
  if (number === undefined) return null;
  const bound = valueOf(host)?.value ?? '';
  const name = bound === '' || bound === '0.0.0.0' ? '127.0.0.1' : bound === '::' ? '::1' : bound;
  return `ws://${endpoint(name, number)}${valueOf(path)?.value ?? FRAMEWORKS[kind].path}`;
}

function portsOf(frameworks: readonly FrameworkFacts[]): readonly number[] {
  return frameworks.flatMap(({ port }) => valueOf(port)?.value ?? []);
}

function logOf(log: LogFacts): LogDetails {
  const { product, state, lines, tailOnly, lastAt } = log;
  return { product, source: sourceOf(log), read: state, lines, tailOnly, lastAt: shownTime(lastAt) };
}
