/**
 * The link the other way round, by intent: the framework dials NapCat's WebSocket server, or both talk by HTTP. Then no
 * client entry is missing, and an established connection, or both servers in place, stand for the link.
 */
import { valueOf } from '../machine/answer.ts';
import type { Connection } from '../machine/machine.ts';
import type { Entry, EntryKind } from '../survey/facts.ts';
import type { Situation } from './situation.ts';

/** What both sides are told, without what they do. */
type Configured = Pick<Situation, 'facts' | 'content'>;

/** Whether NapCat serves what the framework is told to dial, or both are told to talk by HTTP. */
export function otherWayConfigured(situation: Configured): boolean {
  return forwardLinkConfigured(situation) || httpLinkConfigured(situation);
}

/** NapCat serves and the framework dials it (ONEBOT_WS_URLS, Koishi's endpoint). */
export function forwardLinkConfigured(situation: Configured): boolean {
  const ports = new Set(enabledOf(situation, 'websocketServers').map((entry) => entry.port));
  return situation.facts.frameworks.some((framework) =>
    [...(framework.nonebot?.forwardUrls ?? []), ...(framework.dials ?? [])].some((url) => ports.has(portOf(url))),
  );
}

/** NapCat reports to a framework's HTTP address, and that framework calls NapCat's HTTP server (ONEBOT_API_ROOTS). */
function httpLinkConfigured(situation: Configured): boolean {
  const servers = new Set(enabledOf(situation, 'httpServers').map((entry) => entry.port));
  const reports = enabledOf(situation, 'httpClients');
  return situation.facts.frameworks.some(({ nonebot, port }) => {
    const called = Object.values(nonebot?.apiRoots ?? {}).some((root) => servers.has(portOf(root)));
    return called && reports.some(({ url }) => portOf(url?.text ?? '') === valueOf(port)?.value);
  });
}

/** NoneBot dials NapCat and has no driver that serves: it takes no port, so nobody can be in its way. */
export function opensNoPort(situation: Situation): boolean {
  const driver = situation.framework?.nonebot == null ? undefined : valueOf(situation.framework.nonebot.driver);
  return driver !== undefined && !/fastapi|quart/i.test(driver.value) && forwardLinkConfigured(situation);
}

/** What of it stands: the framework's connection to NapCat's server, or by HTTP both servers that listen. */
export function otherWayStands(situation: Situation): boolean {
  return forwardLinkStands(situation) || httpLinkStands(situation);
}

function forwardLinkStands(situation: Situation): boolean {
  return forwardConnection(situation) !== null;
}

/** The established connection that is the link, whichever side dialled. */
export function standingConnection(situation: Situation): Connection | null {
  const dialled = situation.dialled.map(({ connection }) => connection).find((connection) => connection != null);
  return dialled ?? forwardConnection(situation);
}

function forwardConnection(situation: Situation): Connection | null {
  const { facts, framework, napcat } = situation;
  const ports = enabledOf(situation, 'websocketServers').map((entry) => entry.port);
  // Where no framework was recognised, any other program that dials NapCat's server is the bot.
  const isBot = (pid: number): boolean =>
    framework?.running == null
      ? napcat?.running?.family.includes(pid) !== true
      : framework.running.family.includes(pid);
  const standing = (valueOf(facts.connections) ?? []).find(
    ({ remote, pid, state }) => state === 'established' && ports.includes(remote.port) && pid !== null && isBot(pid),
  );
  return standing ?? null;
}

/** HTTP holds no connection that could be seen, so what is seen is that each side listens where the other calls. */
function httpLinkStands(situation: Situation): boolean {
  const { facts, napcat } = situation;
  if (!httpLinkConfigured(situation)) return false;
  const servers = enabledOf(situation, 'httpServers').map((entry) => entry.port);
  const reports = enabledOf(situation, 'httpClients').map(({ url }) => portOf(url?.text ?? ''));
  const owns = ({ pid }: { readonly pid: number | null }): boolean =>
    pid !== null && napcat?.running?.family.includes(pid) === true;
  const serves = (valueOf(facts.listeners) ?? []).some((listener) => servers.includes(listener.port) && owns(listener));
  return serves && facts.frameworks.some(({ listeners }) => listeners.some(({ port }) => reports.includes(port)));
}

function enabledOf({ content }: Configured, kind: EntryKind): readonly Entry[] {
  return content?.entries.filter((entry) => entry.kind === kind && entry.enabled && !entry.shadowed) ?? [];
}

/** The port that a URL names; `null` when it names none. */
export function portOf(url: string): number | null {
  const match = /^(?:ws|http)s?:\/\/(?:\[[^\]]*\]|[^/:]*):(\d+)/i.exec(url);
  return match?.[1] === undefined ? null : Number(match[1]);
}
