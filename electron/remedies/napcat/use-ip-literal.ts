/**
 * Replaces the host of an entry's URL by the literal that the server listens on: `localhost` may lead to the other
 * family, or by the hosts file to another machine.
 */
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { changeEntry, entryOf } from './entry.ts';
import { checkedUrl } from './target.ts';

export const useIpLiteral: Remedy = {
  code: 'use-ip-literal',
  cures: ['ipv6-localhost', 'wrong-address'],
  fits: ({ code, variant }) => code === 'ipv6-localhost' || variant === 'hosts-file',
  plan: async (context) => {
    const entry = entryOf(context);
    const { suggestion, listenAddress } = context.finding.params;
    // Where nobody saw who listens: the default of every framework.
    const address = suggestion ?? listenAddress ?? '127.0.0.1';
    const text = entry.url?.text ?? '';
    if (!URL.canParse(text)) throw new Refused('target-unknown');
    const value = checkedUrl(withHost(text.trim(), literalOf(address)));
    return changeEntry(context, entry, 'set-url', { before: text, value }, { url: value });
  },
};

/** A server on every address is reached by loopback. */
function literalOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '');
  if (bare === '0.0.0.0') return '127.0.0.1';
  if (bare === '::') return '[::1]';
  return bare.includes(':') ? `[${bare}]` : bare;
}

/** By text, so that everything else of the URL stays as its author wrote it. */
function withHost(url: string, host: string): string {
  return url.replace(/(\/\/(?:[^/?#@]*@)?)(?:\[[^\]]*\]|[^/?#:]*)/, (_all, before: string) => `${before}${host}`);
}
