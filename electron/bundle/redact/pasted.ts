/** Settings in a pasted text are masked by type, like the files they came from; the words around them by the log's rules. */
import { blocksIn } from '../../survey/pasted/blocks.ts';
import type { BlockKind } from '../../survey/pasted/blocks.ts';
import { JSON_LIKE, maskCode, TOML } from './code.ts';
import { maskEnv, maskYaml } from './lines.ts';
import type { Pseudonyms } from './pseudonyms.ts';

const MASKS: Readonly<Record<BlockKind, (text: string, names: Pseudonyms) => string>> = {
  onebot: (text, names) => maskCode(text, JSON_LIKE, names),
  astrbot: (text, names) => maskCode(text, JSON_LIKE, names),
  dotenv: maskEnv,
  compose: maskYaml,
  'maibot-adapter': (text, names) => maskCode(text, TOML, names),
};

/** Puts the settings of `text` into what was left of it, on their own lines. */
export function withSettings(text: string, masked: string, names: Pseudonyms): string {
  const lines = masked.split('\n');
  for (const { kind, text: document, from, to } of blocksIn(text)) {
    const own = MASKS[kind](document.trim(), names).split('\n');
    while (lines.length < to) lines.push('');
    for (let at = from; at < to; at++) {
      const line = own[at - from] ?? '';
      // The lines of a .env need not follow one another.
      if (line !== '' || kind !== 'dotenv') lines[at] = line;
    }
  }
  return lines.join('\n');
}
