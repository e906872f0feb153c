/** YAML among the words of a post: Koishi's tree of plugins, and the file in which Yunzai says where its server is. */
import type { Block } from './blocks.ts';
import { isCut } from './hidden.ts';

interface Line {
  readonly text: string;
  readonly indent: number;
  readonly at: number;
}

/** Its two plugins that matter here, each with an id behind its name. */
const KOISHI_PLUGIN = /^~?(?:@koishijs\/plugin-|koishi-plugin-)?(?:adapter-onebot|server)(?::\w+)?:$/;
const KOISHI_ADAPTER = /^~?(?:koishi-plugin-)?adapter-onebot(?::\w+)?:$/;

/** Plugins with what stands below them, wherever in the tree they were cut out of; a group that is off is not seen then. */
export function koishiBlocks(text: string): readonly Block[] {
  const lines = linesOf(text);
  if (!lines.some((line) => KOISHI_ADAPTER.test(line.text))) return [];
  const whole = lines.findIndex((line) => line.text === 'plugins:');
  const first = lines[whole];
  if (first !== undefined) return [blockFrom('koishi', movedBy(-first.indent, [first, ...below(lines, whole)]))];
  const heads = lines.flatMap((line, index) => (KOISHI_PLUGIN.test(line.text) ? [{ line, index }] : []));
  const parts = heads.flatMap(({ line, index }) => movedBy(2 - line.indent, [line, ...below(lines, index)]));
  // The head that a part lacks takes the line before it.
  const at = (parts[0]?.at ?? 0) - 1;
  return at < 0 ? [] : [blockFrom('koishi', [{ text: 'plugins:', indent: 0, at }, ...parts])];
}

/** Keys of `server.yaml` that matter here, and what only that file has. */
const YUNZAI_KEY = /^(?:url|port|redirect|auth):(?:\s|$)/;
const YUNZAI_OWN = /^(?:redirect: *\S*yunzai|authorization: *["']?Bearer )/i;

export function yunzaiBlocks(text: string): readonly Block[] {
  const lines = linesOf(text);
  const own = lines.find((line) => YUNZAI_OWN.test(line.text));
  if (own === undefined) return [];
  const keys = lines.flatMap((line, index) => (YUNZAI_KEY.test(line.text) ? [{ line, index }] : []));
  const indent = Math.min(...keys.map(({ line }) => line.indent));
  const parts = keys
    .filter(({ line }) => line.indent === indent)
    .flatMap(({ line, index }) => [line, ...(line.text === 'auth:' ? below(lines, index) : [])]);
  return parts.length === 0 ? [] : [blockFrom('yunzai', movedBy(-indent, parts))];
}

/** What is empty, a comment or left out says nothing. */
function linesOf(text: string): readonly Line[] {
  return text.split('\n').flatMap((line, at) => {
    const kept = line.trim();
    if (kept === '' || kept.startsWith('#') || isCut(kept.replace(/^[^:]*:\s*(?:["']?Bearer )?/, ''))) return [];
    return [{ text: kept, indent: line.search(/\S/), at }];
  });
}

/** The lines after this one that are indented more deeply, up to the first that is not. */
function below(lines: readonly Line[], index: number): readonly Line[] {
  const head = lines[index];
  if (head === undefined) return [];
  const rest = lines.slice(index + 1);
  const end = rest.findIndex(({ indent }) => indent <= head.indent);
  return end === -1 ? rest : rest.slice(0, end);
}

function movedBy(columns: number, lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => ({ ...line, indent: line.indent + columns }));
}

/** Each line where it stood; one that shares its line with another comes after it. */
function blockFrom(kind: Block['kind'], lines: readonly Line[]): Block {
  const rows: string[] = [];
  for (const { text, indent, at } of lines) {
    while (rows.length < at) rows.push('');
    rows.push(' '.repeat(indent) + text);
  }
  const from = lines[0]?.at ?? 0;
  return { kind, text: `${rows.join('\n')}\n`, from, to: (lines.at(-1)?.at ?? from) + 1 };
}
