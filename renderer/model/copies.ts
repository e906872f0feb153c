/**
 * What of an instruction is worth copying: addresses, paths, commands and settings, each once and in their order. What
 * only stands there as an example is not: copied, it would be wrong.
 */

const WORTH = [
  /\b(?:wss?|https?):\/\/[^\s，。、；：）)」”"]+/g,
  /\b[A-Za-z]:\\[^\s，。、；：）)」”"]+/g,
  /\b(?:pip|python|netsh|net|uv|poetry) [^，。；：）」”]+/g,
  /(?<![\w.~])[A-Z][A-Z_]{2,}=[^\s，。、；：）)」”"]*/g,
];

const EXAMPLE = /(?:例如|比如|像|e\.g\.|for example|such as|like)[,:： ]*$/i;

export function copiesIn(text: string): readonly string[] {
  const found = WORTH.flatMap((pattern) => [...text.matchAll(pattern)]).toSorted((a, b) => a.index - b.index);
  const meant = found.filter(({ index }) => !EXAMPLE.test(text.slice(0, index)));
  const texts = meant.map(([match]) => match.trim().replace(/[.,]$/, ''));
  return [...new Set(texts)];
}
