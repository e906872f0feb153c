/**
 * Calls to the loopback web host: one POST a call, answered by lines of JSON. Stopping is a request of its own, and the
 * answer is still waited for: only it tells what became of a change that was stopped.
 */
import { HOST_GONE } from '../../electron/contract/app.ts';
import type { Bridge, CallName, CallOptions, CallResult, ProgressOf, RequestOf } from '../../electron/contract/app.ts';
import { linesOf } from '../model/lines.ts';

const SESSION = 'napcat-doctor-session';

/**
 * Exchanges the one-time key of the address for a session, which lives as long as the tab.
 * `null`: neither a key nor a session that the host still knows.
 */
export async function openSession(): Promise<string | null> {
  const key = /^#key=([\w-]+)$/.exec(location.hash)?.[1];
  if (key === undefined) return sessionStorage.getItem(SESSION);
  history.replaceState(null, '', location.pathname);
  const response = await post('/api/session', { key }, {});
  if (!response.ok) return sessionStorage.getItem(SESSION);
  const { session } = (await response.json()) as { readonly session: string };
  sessionStorage.setItem(SESSION, session);
  return session;
}

/** Each replaces what the one before it kept. Over two connections at once, the older one could arrive last. */
const IN_TURN: ReadonlySet<CallName> = new Set(['save-settings', 'save-repair', 'clear-data']);

export function webBridge(session: string): Bridge {
  let last: Promise<unknown> = Promise.resolve();
  return {
    call: <K extends CallName>(name: K, request: RequestOf<K>, options: CallOptions<K> = {}) => {
      if (!IN_TURN.has(name)) return call(session, name, request, options);
      const kept = last.then(() => call(session, name, request, options));
      last = kept;
      return kept;
    },
  };
}

/** Never rejects. */
async function call<K extends CallName>(
  session: string,
  name: K,
  request: RequestOf<K>,
  { signal, progress }: CallOptions<K>,
): Promise<CallResult<K>> {
  const id = crypto.randomUUID();
  const headers = { Authorization: `Bearer ${session}` };
  const stop = (): void => void post(`/api/stop/${id}`, null, headers).catch(() => undefined);
  signal?.addEventListener('abort', stop);
  try {
    const response = await post(`/api/call/${name}`, request, { ...headers, 'Call-Id': id });
    if (!response.ok || response.body === null) return failed('refused', await response.text());
    for await (const line of linesOf(response.body)) {
      const message = JSON.parse(line) as Line<K>;
      if ('result' in message) return message.result;
      progress?.(message.progress);
    }
    return failed('failed', HOST_GONE);
  } catch (error) {
    return failed('failed', isLost(error) ? HOST_GONE : error instanceof Error ? error.message : String(error));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

type Line<K extends CallName> = { readonly progress: ProgressOf<K> } | { readonly result: CallResult<K> };

function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** As Chromium's fetch and its streams say that the connection is gone. */
function isLost(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network/i.test(error.message);
}

function failed(error: 'refused' | 'failed', message: string): CallResult<never> {
  return { ok: false, error, message };
}
