/**
 * Whoever collects the output of programs writes something of its own before each line: docker compose the service,
 * pm2 the app, journald the unit, `docker logs -t` the time. Without it the lines are the program's again.
 */
import { readHeader } from './header.ts';

const PREFIXES: readonly RegExp[] = [
  // docker compose logs: `napcat-1  | …`
  /^[A-Za-z][\w.-]{0,60} {1,40}\| ?/,
  // pm2 logs: `0|napcat   | …`
  /^\d{1,4}\|[^|]{1,60}\| ?/,
  // journalctl -u napcat: `Aug 20 20:15:40 host napcat[123]: …`, `8月 20 20:15:40 …`, `2026-08-20T20:15:40+0800 …`
  /^(?:(?:[A-Z][a-z]{2}|\d{1,2}月) [ \d]?\d \d\d:\d\d:\d\d|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d) \S{1,60} [^:\s]{1,60}: ?/,
];

/** `docker logs -t`, unmistakable by its nanoseconds. */
const CONTAINER_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z ?/;

/** Python dies without a header. */
const TRACEBACK = 'Traceback (most recent call last)';

/** Remembers whose prefixes the log has: only what stood before a beginning once is taken from the other lines too. */
export class Unwrapper {
  readonly #seen = new Set<string>();

  unwrap(line: string): string {
    for (const prefix of PREFIXES) {
      const own = prefix.exec(line)?.[0];
      if (own === undefined) continue;
      const rest = line.slice(own.length).replace(CONTAINER_TIME, '');
      const name = own.replace(/\d\d:\d\d:\d\d|^\S+ [ \d]?\d |\s+$/g, '');
      if (readHeader(rest) === null && !rest.startsWith(TRACEBACK)) return this.#seen.has(name) ? rest : line;
      this.#seen.add(name);
      return rest;
    }
    return line.replace(CONTAINER_TIME, '');
  }
}
