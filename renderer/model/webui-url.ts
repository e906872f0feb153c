/** The address that belongs into NapCat's form: what the finding suggests, else the only bot there is. */
import type { Finding } from '../../electron/contract/diagnosis.ts';

const WEBSOCKET = /^wss?:\/\//i;

export function urlFor(finding: Finding | null, bots: readonly { readonly url: string }[]): string | null {
  const { suggestion, url } = finding?.params ?? {};
  if (suggestion !== undefined && WEBSOCKET.test(suggestion)) return suggestion;
  const [only, ...others] = bots;
  if (only !== undefined && others.length === 0) return only.url;
  return url !== undefined && WEBSOCKET.test(url) ? url : null;
}
