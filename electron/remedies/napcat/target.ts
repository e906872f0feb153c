/** Where a client entry should lead: the address, port and path of the framework that is meant. */
import { FRAMEWORKS } from '../../contract/frameworks.ts';
import { valueOf } from '../../machine/answer.ts';
import type { Listener } from '../../machine/machine.ts';
import type { FrameworkFacts } from '../../survey/facts.ts';
import { parseEntryUrl } from '../../survey/napcat/url.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

/** The URL for a new entry. Throws `Refused` where it would be a guess. */
export function urlForNewEntry(context: PlanContext): string {
  if (context.wanted.url !== undefined) return checkedUrl(context.wanted.url);
  return urlOf(theFramework(context));
}

/** The only framework that can be meant: the only one that runs, else the only one there is. */
export function theFramework({ facts }: PlanContext): FrameworkFacts {
  const running = facts.frameworks.filter((framework) => framework.running !== null);
  const candidates = running.length > 0 ? running : facts.frameworks;
  const [first, ...others] = candidates;
  if (first === undefined) throw new Refused('target-unknown');
  if (others.length > 0) throw new Refused('target-ambiguous');
  return first;
}

/** The URL that reaches a framework from this machine. Throws `Refused` when its port is not known. */
export function urlOf(framework: FrameworkFacts, wantedPort?: number): string {
  const configured = valueOf(framework.port)?.value;
  const listener =
    framework.listeners.find(({ port }) => port === (wantedPort ?? configured)) ??
    (wantedPort === undefined && framework.listeners.length === 1 ? framework.listeners[0] : undefined);
  const port = wantedPort ?? listener?.port ?? configured;
  if (port === undefined) throw new Refused('target-unknown', { framework: framework.kind });
  const path = valueOf(framework.path)?.value ?? FRAMEWORKS[framework.kind].path;
  return checkedUrl(`ws://${hostOf(listener, valueOf(framework.host)?.value)}:${port}${path}`);
}

/** A URL that NapCat dials as it reads. Throws `Refused` for any other. */
export function checkedUrl(text: string): string {
  const url = parseEntryUrl(text);
  if (!url.usable || url.oddities.length > 0) throw new Refused('value-unusable', { value: url.text });
  return text;
}

/** The literal that reaches what listens there: names may lead to the other family. */
function hostOf(listener: Listener | undefined, configured: string | undefined): string {
  const address = listener?.address ?? configured ?? '127.0.0.1';
  if (address === '0.0.0.0' || address === '::' || address === 'localhost') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}
