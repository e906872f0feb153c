/** The first bytes of a response body, and not one more: a server may send without end. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The first 2 kB of a body are kept (docs/recording.md). */
export const MOST_BODY_BYTES = 2048;

/** What has come so far; asked for again when time runs out while a server drips. */
export interface BodyStart {
  /** Settles when the body has ended, broke off, or there is enough of it. Who asked then hangs up. */
  readonly done: Promise<void>;
  text(): string;
}

export const NO_BODY: BodyStart = { done: Promise.resolve(), text: () => '' };

export function readStart(response: IncomingMessage): BodyStart {
  const chunks: Buffer[] = [];
  let length = 0;
  const done = new Promise<void>((resolve) => {
    response.on('data', (chunk: Buffer) => {
      const kept = chunk.subarray(0, MOST_BODY_BYTES - length);
      // A copy, so that two kilobytes do not hold on to a large chunk.
      chunks.push(Buffer.from(kept));
      length += kept.length;
      if (length >= MOST_BODY_BYTES) resolve();
    });
    // A server that promised more than it sent has answered all the same.
    response.on('error', () => resolve());
    response.on('close', () => resolve());
    response.on('end', () => resolve());
  });
  // `stream` leaves out a character that the cut went through.
  return { done, text: () => new TextDecoder().decode(Buffer.concat(chunks), { stream: length >= MOST_BODY_BYTES }) };
}

/** Names in lower case; a header that came several times is joined as HTTP allows. */
export function headersOf(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
