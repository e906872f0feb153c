/** Settings in a pasted text are masked by type, like the files they came from; the words around them by the log's rules. */
import { blocksIn } from '../../survey/pasted/blocks.ts';
import type { BlockKind } from '../../survey/pasted/blocks.ts';
import { JSON_LIKE, maskCode, TOML } from './code.ts';
import { containerIn } from '../../survey/pasted/docker-ps.ts';
import { maskEnv, maskYaml } from './lines.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { keepKnownWords } from './words.ts';

const MASKS: Readonly<Record<BlockKind, (text: string, names: Pseudonyms) => string>> = {
  onebot: (text, names) => maskCode(text, JSON_LIKE, names),
  astrbot: (text, names) => maskCode(text, JSON_LIKE, names),
  dotenv: maskEnv,
  karin: maskEnv,
  compose: maskYaml,
  koishi: maskYaml,
  yunzai: maskYaml,
  'maibot-adapter': (text, names) => maskCode(text, TOML, names),
  'docker-ps': maskContainer,
};

/** What counts of a container: which ports it gives away, and as far as they are known words, its image and its name. */
function maskContainer(row: string): string {
  const container = containerIn(row);
  if (container === null) return '';
  const ports = container.ports.map(({ host, container: inside }) => `:${host}->${inside}/tcp`).join(', ');
  return `${'0'.repeat(12)}   ${keepKnownWords(container.image ?? '')}   "x"   Up   ${ports}   ${keepKnownWords(container.name)}`;
}

/** Their lines need not follow one another: what stands between them is somebody's words, or a setting that does not matter. */
const WITH_GAPS: ReadonlySet<BlockKind> = new Set(['dotenv', 'karin', 'koishi', 'yunzai']);

/** Puts the settings of `text` into what was left of it, on their own lines. */
export function withSettings(text: string, masked: string, names: Pseudonyms): string {
  const lines = masked.split('\n');
  for (const { kind, text: document, from, to } of blocksIn(text)) {
    const own = MASKS[kind](document.trim(), names).split('\n');
    while (lines.length < to) lines.push('');
    for (let at = from; at < to; at++) {
      const line = own[at - from] ?? '';
      if (line !== '' || !WITH_GAPS.has(kind)) lines[at] = line;
    }
  }
  return lines.join('\n');
}
