/** Probe answers: targets and addresses under their pseudonyms; of what a server said only what tells servers apart. */
import type { ProbeEntry } from '../../machine/recorded/index.ts';
import { maskForeign } from './foreign.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskHost, maskUrl } from './urls.ts';
import { keepKnownWords } from './words.ts';

/** No cookies, no identifiers: headers by which diagnosis/identity.ts knows a server. */
const HEADERS: ReadonlySet<string> = new Set([
  ...['server', 'allow', 'content-type', 'content-length', 'upgrade', 'connection', 'location', 'via'],
  ...['x-powered-by', 'www-authenticate', 'proxy-connection', 'proxy-authenticate', 'sec-websocket-version'],
]);

export function maskProbe(probe: ProbeEntry, names: Pseudonyms): ProbeEntry {
  const { tcp, http, websocket, bind, resolve, selfTest, headers, body, closeReason, addresses, reason } = probe;
  return {
    ...(tcp === undefined ? {} : { tcp: maskUrl(tcp, names) }),
    ...(http === undefined ? {} : { http: maskRequest(http, names) }),
    ...(websocket === undefined ? {} : { websocket: maskUrl(websocket, names) }),
    ...(bind === undefined ? {} : { bind: maskUrl(bind, names) }),
    ...(resolve === undefined ? {} : { resolve: maskHost(resolve, names) }),
    ...(selfTest === undefined ? {} : { selfTest }),
    ...plainFields(probe),
    ...(addresses === undefined ? {} : { addresses: addresses.map((address) => maskHost(address, names)) }),
    ...(headers === undefined ? {} : { headers: maskHeaders(headers, names) }),
    ...(body == null ? {} : { body: maskForeign(body, names) }),
    ...(closeReason == null ? {} : { closeReason: maskForeign(closeReason, names) }),
    ...(reason === undefined ? {} : { reason: maskForeign(reason, names) }),
  };
}

/** Numbers and words of our own. */
function plainFields({ outcome, status, token, deep, closeCode, error }: ProbeEntry): ProbeEntry {
  return {
    ...(outcome === undefined ? {} : { outcome: keepKnownWords(outcome) === outcome ? outcome : 'other' }),
    ...(status === undefined ? {} : { status }),
    ...(token === undefined ? {} : { token }),
    ...(deep === undefined ? {} : { deep }),
    ...(closeCode === undefined ? {} : { closeCode }),
    ...(error === undefined ? {} : { error }),
  };
}

function maskRequest(request: string, names: Pseudonyms): string {
  const [, method = '', url = request] = /^(\s*(?:GET|HEAD)\s+)?(.*)$/is.exec(request) ?? [];
  return method + maskUrl(url, names);
}

function maskHeaders(
  headers: NonNullable<ProbeEntry['headers']>,
  names: Pseudonyms,
): NonNullable<ProbeEntry['headers']> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => HEADERS.has(name.toLowerCase()))
      .map(([name, value]) => [
        name,
        typeof value === 'number'
          ? value
          : /^location$/i.test(name)
            ? maskUrl(value, names)
            : maskForeign(value, names),
      ]),
  );
}
