/** What of an instruction is worth copying: addresses, paths, commands and settings, each once and in their order. */

const WORTH = [
  /\b(?:wss?|https?):\/\/[^\s，。、；：）)」”"]+/g,
  /\b[A-Za-z]:\\[^\s，。、；：）)」”"]+/g,
  /\b(?:pip|python|netsh|net|uv|poetry) [^，。；：）」”]+/g,
  /(?<![\w.~])[A-Z][A-Z_]{2,}=[^\s，。、；：）)」”"]*/g,
];

export function copiesIn(text: string): readonly string[] {
  const found = WORTH.flatMap((pattern) => [...text.matchAll(pattern)]).toSorted((a, b) => a.index - b.index);
  const texts = found.map(([match]) => match.trim().replace(/[.,]$/, ''));
  return [...new Set(texts)];
}
