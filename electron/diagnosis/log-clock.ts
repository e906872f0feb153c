/**
 * When one line of a log was written after another one of a different log: only where both were timed by the same clock,
 * or by clocks whose zones are known. A container runs in UTC beside a host that does not.
 */
import { isDated } from '../contract/log-time.ts';
import { valueOf } from '../machine/answer.ts';
import type { Facts, LogFacts } from '../survey/facts.ts';
import type { SeenEvent } from './log-view.ts';

/** A line of a log: its first or its last occurrence. */
export interface Moment {
  readonly log: LogFacts;
  readonly at: string | null;
}

export function firstOf({ log, at }: SeenEvent): Moment {
  return { log, at };
}

export function lastOf({ log, lastAt }: SeenEvent): Moment {
  return { log, at: lastAt };
}

/** Milliseconds from one line to another one; `null`: nobody can tell. */
export function timeBetween(facts: Facts, earlier: Moment, later: Moment): number | null {
  if (earlier.at === null || later.at === null || isDated(earlier.at) !== isDated(later.at)) return null;
  const apart = wall(later.at) - wall(earlier.at);
  if (earlier.log === later.log) return apart;
  const [from, to] = [clockOf(facts, earlier.log), clockOf(facts, later.log)];
  if (from === null || to === null) return null;
  if (from === to) return apart;
  const [fromOffset, toOffset] = [offsetOf(facts, from), offsetOf(facts, to)];
  return fromOffset === null || toOffset === null ? null : apart - (toOffset - fromOffset) * MINUTE;
}

/** The moment that a log's time names, in milliseconds; `null` where its zone or its year is not known. */
export function instantOf(facts: Facts, { log, at }: Moment): number | null {
  const clock = clockOf(facts, log);
  const offset = clock === null ? null : offsetOf(facts, clock);
  return at === null || offset === null || !isDated(at) ? null : wall(at) - offset * MINUTE;
}

/**
 * Whether a line was surely written before this moment. One without a year was written in the year that brings it
 * nearest, and at any time of the second that it names.
 */
export function isBefore(facts: Facts, { log, at }: Moment, moment: number): boolean {
  if (at === null) return false;
  const year = new Date(moment).getUTCFullYear();
  const readings = isDated(at) ? [at] : [year - 1, year, year + 1].map((near) => `${near}${at.slice(4)}`);
  const apart = readings
    .map((reading) => instantOf(facts, { log, at: reading }))
    .filter((instant) => instant !== null)
    .map((instant) => instant - moment);
  // Where the clock is not known, no reading is left.
  return apart.length > 0 && apart.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)) <= -SECOND;
}

const SECOND = 1_000;
const MINUTE = 60_000;

function wall(at: string): number {
  return Date.parse(`${at}Z`);
}

/** Minutes east of UTC, or the name of a clock of which only this is known: `here`, or one that several logs share. */
type Clock = number | string;

function offsetOf({ host }: Facts, clock: Clock): number | null {
  if (typeof clock === 'number') return clock;
  return clock === 'here' ? (host.utcOffset ?? null) : null;
}

function clockOf(facts: Facts, { clock, napcat, origin, product }: LogFacts): Clock | null {
  if (typeof clock === 'number') return clock;
  const owner = napcat === null ? null : (facts.napcats[napcat] ?? null);
  if (clock === null) {
    const runsHere = owner !== null && owner.running !== null && owner.mode !== 'container';
    if (runsHere || !othersClocksInSight(facts)) return 'here';
    if (origin.kind === 'file' && owner === null && isOfNativeFramework(facts, origin.path)) return 'here';
  }
  // The logs of one program in one container, and the readings of one pasted text, share a clock.
  if (napcat !== null) return `napcat ${napcat}`;
  if (origin.kind !== 'console') return null;
  // What Docker collected into one text comes from containers that were started alike.
  return clock === 'container' ? `containers of ${origin.of}` : `${product} of ${origin.of}`;
}

/** Whether anything on the machine lives in a container or in WSL, so that not every log was timed by our clock. */
function othersClocksInSight({ napcats, compose, system, logs }: Facts): boolean {
  return (
    napcats.some(({ mode }) => mode === 'container') ||
    compose.length > 0 ||
    (valueOf(system.wsl)?.relayPids.length ?? 0) > 0 ||
    logs.some(({ clock, events }) => clock === 'container' || events.some(({ rule }) => CONTAINER_RULES.has(rule)))
  );
}

const CONTAINER_RULES: ReadonlySet<string> = new Set([
  'napcat.runs-in-container',
  'user.docker-run-napcat',
  'user.napcat-in-container',
]);

function isOfNativeFramework({ frameworks }: Facts, path: string): boolean {
  return frameworks.some(
    ({ running, projectDir }) => running !== null && projectDir !== null && path.startsWith(projectDir),
  );
}
