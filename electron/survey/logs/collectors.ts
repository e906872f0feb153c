/**
 * Whoever collects the output of programs writes something of its own before each line: docker compose the service,
 * pm2 the app, journald the unit, `docker logs -t` the time. Without it the lines are the program's again.
 */
import { minutesEast, readHeader } from './header.ts';

const COMPOSE = /^[A-Za-z][\w.-]{0,60} {1,40}\| ?/;

const PREFIXES: readonly RegExp[] = [
  // docker compose logs: `napcat-1  | …`
  COMPOSE,
  // pm2 logs: `0|napcat   | …`
  /^\d{1,4}\|[^|]{1,60}\| ?/,
  // journalctl -u napcat: `Aug 20 20:15:40 host napcat[123]: …`, `8月 20 20:15:40 …`, `2026-08-20T20:15:40+0800 …`
  /^(?:(?:[A-Z][a-z]{2}|\d{1,2}月) [ \d]?\d \d\d:\d\d:\d\d|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d) \S{1,60} [^:\s]{1,60}: ?/,
];

/** `docker logs -t`, unmistakable by its nanoseconds. */
const CONTAINER_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z ?/;

/** Python dies without a header. */
const TRACEBACK = 'Traceback (most recent call last)';

/** A collector's own time with its zone: docker's, and journald's where it writes ISO 8601. */
const COLLECTED_AT = /\b(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{9})?(Z|[+-]\d\d:?\d\d)/;

/** Remembers whose prefixes the log has: only what stood before a beginning once is taken from the other lines too. */
export class Unwrapper {
  readonly #seen = new Set<string>();
  #collectedAt: number | null = null;
  #fromContainer = false;

  /** When the collector got the line that was unwrapped last, in milliseconds, where it says so with its zone. */
  get collectedAt(): number | null {
    return this.#collectedAt;
  }

  /** Whether Docker collected that line: the program has the clock of its container. */
  get fromContainer(): boolean {
    return this.#fromContainer;
  }

  unwrap(line: string): string {
    this.#fromContainer = false;
    const rest = this.#strip(line);
    this.#collectedAt = rest === line ? null : instantIn(line.slice(0, line.length - rest.length));
    return rest;
  }

  #strip(line: string): string {
    for (const prefix of PREFIXES) {
      const own = prefix.exec(line)?.[0];
      if (own === undefined) continue;
      const rest = this.#withoutContainerTime(line.slice(own.length));
      const name = own.replace(/\d\d:\d\d:\d\d|^\S+ [ \d]?\d |\s+$/g, '');
      if (readHeader(rest) === null && !rest.startsWith(TRACEBACK)) return this.#seen.has(name) ? rest : line;
      this.#seen.add(name);
      this.#fromContainer ||= prefix === COMPOSE;
      return rest;
    }
    return this.#withoutContainerTime(line);
  }

  #withoutContainerTime(line: string): string {
    const rest = line.replace(CONTAINER_TIME, '');
    this.#fromContainer ||= rest !== line;
    return rest;
  }
}

function instantIn(prefix: string): number | null {
  const [, time, zone] = COLLECTED_AT.exec(prefix) ?? [];
  if (time === undefined || zone === undefined) return null;
  const local = Date.parse(`${time}Z`);
  return Number.isNaN(local) ? null : local - minutesEast(zone) * 60_000;
}

/** What stands before a line that a collector got then; read again it tells the same. */
export function prefixOf({ collectedAt, fromContainer, headed }: Collected): string {
  if (collectedAt !== null) return `${new Date(collectedAt).toISOString().slice(0, 19)}.000000000Z `;
  return fromContainer && headed ? 'container | ' : '';
}

type Collected = Readonly<{ collectedAt: number | null; fromContainer: boolean; headed: boolean }>;
