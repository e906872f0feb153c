/**
 * Who may call. The printed address carries a key in its fragment, which no server, referrer or history of ours ever
 * sees; the page exchanges it once for a session and sends that as a header. No cookie: those ignore ports, so every
 * other program on 127.0.0.1 would get it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Doorkeeper {
  /** For the address that is printed. */
  readonly key: string;
  /** The session for the key, the first time; `null` for a wrong or used one. */
  admit(key: unknown): string | null;
  /** Whether an Authorization header carries the session. */
  knows(authorization: string | undefined): boolean;
}

export function createDoorkeeper(): Doorkeeper {
  const key = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  let used = false;
  return {
    key,
    admit(offered) {
      if (used || typeof offered !== 'string' || !same(offered, key)) return null;
      used = true;
      return session;
    },
    knows: (authorization) => used && same(authorization ?? '', `Bearer ${session}`),
  };
}

/** Takes the same time wherever the texts differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
