/** Finds pages of codes by words. All words must occur, in any order; case does not matter. */
import { VERDICT_CODES } from '../../electron/contract/codes.ts';
import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { Catalogue } from '../../electron/contract/messages/catalogue.ts';

export function searchCodes(query: string, { pages }: Pick<Catalogue, 'pages'>): readonly VerdictCode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return VERDICT_CODES.filter((code) => {
    const { title, what, steps, mistakenFor } = pages[code];
    const text = [code, title, what, ...steps, ...mistakenFor].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
