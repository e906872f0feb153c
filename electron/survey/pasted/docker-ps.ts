/** Rows of `docker ps` among the words of a post: which ports each container gives to the host. */
import { PASTED } from '../../contract/given-text.ts';
import type { ComposeService } from '../facts.ts';
import type { Block } from './blocks.ts';

/** Container id, image, command in quotes, what else Docker says of it, and the name at the end. */
const ROW =
  /^[^\S\n]*[0-9a-f]{12}[^\S\n]+(?<image>\S{1,200})[^\S\n]+"[^"\n]{0,200}"[^\S\n]+(?<rest>[^\n]{1,600}?)[^\S\n]+(?<name>[\w.-]{1,100})[^\S\n]*$/;
const PUBLISHED = /:(?<from>\d{1,5})(?:-(?<to>\d{1,5}))?->(?<inside>\d{1,5})(?:-\d{1,5})?\/tcp/g;

/** A range longer than this publishes a whole host. */
const LONGEST_RANGE = 1000;

/** One block a row. */
export function dockerBlocks(text: string): readonly Block[] {
  return text
    .split('\n')
    .flatMap((line, from): Block[] =>
      containerIn(line) === null
        ? []
        : [{ kind: 'docker-ps', text: `${'\n'.repeat(from)}${line}`, from, to: from + 1 }],
    );
}

/** What a row says; `null`: it is none, or tells nothing of ports. */
export function containerIn(row: string): ComposeService | null {
  const { image, rest, name } = ROW.exec(row.trim())?.groups ?? {};
  if (image === undefined || rest === undefined || name === undefined) return null;
  const ports = [...rest.matchAll(PUBLISHED)].flatMap((match) => portsOf(match.groups ?? {}));
  // Without a port it may share its host's network, and then it needs none; one that has ended gives nothing away.
  if (ports.length === 0 || !/\bUp\b/.test(rest)) return null;
  return { file: PASTED, dir: PASTED, name, image, hostNetwork: false, ports };
}

function portsOf({ from = '', to = from, inside = '' }: Readonly<Record<string, string | undefined>>): {
  host: number;
  container: number;
}[] {
  const count = Math.min(Number(to) - Number(from) + 1, LONGEST_RANGE);
  return Array.from({ length: Math.max(0, count) }, (_, at) => ({
    host: Number(from) + at,
    container: Number(inside) + at,
  }));
}
