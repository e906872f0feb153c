/** Is the address of every dialled entry one that NapCat can dial, and does it not lead back to NapCat itself? */
import type { Check, CheckResult } from '../../check.ts';
import { ofConnection, ofEntry, ofEvent, ofListener } from '../../evidence.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';

export const urlsUsable: Check = {
  id: 'urls-usable',
  hop: 2,
  run(situation) {
    const { config, clients, links, logs } = situation;
    if (config === null || clients.length === 0) return 'skip';
    const said = logs.latest('napcat.invalid-url');
    const results: CheckResult[] = [];
    for (const entry of clients) {
      if (!entry.enabled || entry.shadowed || entry.url === null) continue;
      const { url } = entry;
      const common = {
        code: 'malformed-url',
        outcome: 'fail',
        params: {
          file: config.file,
          entry: entry.name,
          url: url.text,
          ...(entry.line === null ? {} : { line: entry.line }),
          ...suggestion(url.text),
        },
        evidence: [ofEntry(config.file, entry, 'url', url.text), ...(said === null ? [] : [ofEvent(said)])],
        about: links.findIndex((link) => link.entry === entry),
      } as const;
      if (!url.usable) {
        results.push({ ...common, about: null, confidence: 'certain', variant: url.problem });
        continue;
      }
      const stands = links.some((link) => link.entry === entry && link.connection != null);
      if (stands) continue;
      if (url.oddities.includes('inner-space')) results.push({ ...common, confidence: 'certain', variant: 'spaces' });
      else if (url.oddities.includes('http-scheme'))
        results.push({ ...common, confidence: 'likely', variant: 'http-scheme' });
    }
    if (results.length > 0) return results;
    return 'pass';
  },
};

/** The same address as somebody most probably meant it. */
function suggestion(text: string): { suggestion?: string } {
  const plain = text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/["'“”‘’`\s]/g, '')
    .replace(/#.*$/, '');
  const repaired = plain.replace(/^https?:\/\//i, 'ws://').replace(/^(?!wss?:\/\/)(?:[a-z]+:)?\/*/i, 'ws://');
  return repaired === text || !URL.canParse(repaired) || repaired === 'ws://' ? {} : { suggestion: repaired };
}

export const notItself: Check = {
  id: 'not-itself',
  hop: 2,
  run(situation) {
    if (situation.dialled.length === 0) return 'skip';
    const results = situation.dialled.flatMap((link): CheckResult[] => {
      const self = ownPort(situation, link);
      if (self === null) return [];
      return [
        {
          code: 'self-connection',
          outcome: 'fail',
          // An address from a log may be one that the configuration has left behind.
          confidence: self.proven && link.entry !== null ? 'certain' : 'likely',
          variant: self.what,
          params: {
            url: link.url.text,
            port: link.url.port,
            ...(link.entry === null ? {} : { entry: link.entry.name }),
          },
          evidence: [
            ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
            ...(link.answering == null ? [] : [ofListener(situation, link.answering)]),
            ...(link.connection == null ? [] : [ofConnection(link.connection)]),
          ],
          about: situation.links.indexOf(link),
        },
      ];
    });
    return results.length === 0 ? 'pass' : results;
  },
};

function ownPort({ napcat, content }: Situation, link: Link): { what: 'webui' | 'own-server'; proven: boolean } | null {
  if (napcat === null || !link.local) return null;
  const { port } = link.url;
  const ownsIt = link.answering?.pid != null && (napcat.running?.family.includes(link.answering.pid) ?? false);
  const someoneElse = link.answering?.pid != null && !ownsIt;
  if (someoneElse) return null;
  const webuiPort = napcat.webui?.listening?.port ?? napcat.webui?.port;
  const server = content?.entries.some((entry) => entry.port === port && entry.enabled) ?? false;
  if (ownsIt) return { what: server ? 'own-server' : 'webui', proven: true };
  if (link.identity?.kind === 'napcat-webui') return { what: 'webui', proven: true };
  if (webuiPort === port) return { what: 'webui', proven: napcat.webui?.listening?.port === port };
  return server ? { what: 'own-server', proven: false } : null;
}
