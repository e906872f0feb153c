/**
 * The events of one log in order, with repetitions counted instead of kept: a retry every five seconds for a week is
 * one event with a count, a first and a last time. Boots are counted here too.
 */
import type { LogEvent, LogRule } from '../facts.ts';

export interface Occurrence {
  readonly rule: LogRule;
  readonly at: string | null;
  readonly line: number;
  readonly text: string;
  readonly captures: Readonly<Record<string, string>>;
}

/** Where a scan puts what it found. */
export interface EventSink {
  readonly events: readonly LogEvent[];
  add(occurrence: Occurrence): void;
}

/**
 * Repetitions may alternate (refused, retry in 5 seconds, refused, …), so an event is looked for among the last few.
 * A success, a turn in the program's life, a new boot or anything that heals it ends the run: what comes after it is
 * counted anew.
 */
const LOOK_BACK = 12;

/** Newest kept when a log has more kinds of events than anybody will read. */
const MAX_EVENTS = 2000;

interface Growing {
  readonly rule: LogRule;
  readonly event: { -readonly [K in keyof LogEvent]: LogEvent[K] };
}

export class EventList implements EventSink {
  #events: Growing[] = [];
  /** Index of the last turning point: nothing before it takes part in counting. */
  #turn = -1;
  #boot = 0;
  /** Since the last start only lines about starting were seen: another start line belongs to the same boot. */
  #starting = false;

  get events(): readonly LogEvent[] {
    return this.#events.map(({ event }) => event);
  }

  add(occurrence: Occurrence): void {
    const { rule } = occurrence;
    this.#countBoot(rule);
    const same = this.#findSame(occurrence);
    if (same !== undefined) {
      same.count++;
      same.lastAt = occurrence.at ?? same.lastAt;
      same.lastLine = occurrence.line;
      return;
    }
    const { at, line, text, captures } = occurrence;
    const times = { at, line, lastAt: at, lastLine: line };
    this.#events.push({ rule, event: { rule: rule.id, boot: this.#boot, text, captures, count: 1, ...times } });
    if (isTurningPoint(rule)) this.#turn = this.#events.length - 1;
    this.#forgetOldest();
  }

  #countBoot(rule: LogRule): void {
    if (rule.startsBoot === true && !this.#starting) {
      this.#boot++;
      this.#turn = this.#events.length;
    }
    this.#starting = rule.startsBoot === true || (this.#starting && rule.meaning.severity === 'lifecycle');
  }

  #findSame({ rule, captures }: Occurrence): Growing['event'] | undefined {
    const first = Math.max(this.#turn, this.#events.length - LOOK_BACK, 0);
    for (let at = this.#events.length - 1; at >= first; at--) {
      const earlier = this.#events[at];
      if (earlier === undefined || heals(earlier.rule, rule) || heals(rule, earlier.rule)) return undefined;
      if (earlier.rule.id === rule.id && sameCaptures(earlier.event.captures, captures)) return earlier.event;
    }
    return undefined;
  }

  #forgetOldest(): void {
    if (this.#events.length <= MAX_EVENTS + MAX_EVENTS / 2) return;
    const dropped = this.#events.length - MAX_EVENTS;
    this.#events = this.#events.slice(dropped);
    this.#turn -= dropped;
  }
}

function isTurningPoint({ meaning: { severity } }: LogRule): boolean {
  return severity === 'success' || severity === 'lifecycle';
}

function heals(one: LogRule, other: LogRule): boolean {
  return one.meaning.heals?.includes(other.id) ?? false;
}

function sameCaptures(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
