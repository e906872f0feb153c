/**
 * What of an instruction is worth copying: addresses, paths, commands and settings, each once and in their order. What
 * only stands there as an example is not: copied, it would be wrong.
 */

const WORTH = [
  /\b(?:wss?|https?):\/\/[^\s，。、；：）)」”"]{3,}/g,
  /\b[A-Za-z]:\\[^\s，。、；：）)」”"]+/g,
  /\b(?:pip|python|netsh|net|uv|poetry) (?:(?!, | and | then | in (?:the|an?) )[^，。；：）」”])+/g,
  /(?<![\w.~])[A-Z][A-Z_]{2,}=[^\s，。、；：）)」”"]*/g,
];

/** Words in the place of a value: what is meant has to be put there first. */
const PLACEHOLDER = /\p{Script=Han}|\bPORT\b(?!=)|\.{3}|…|^pip install$/u;
const EXAMPLE = /(?:例如|比如|像|e\.g\.|for example|such as|like)[,:： ]*$/i;

export function copiesIn(text: string): readonly string[] {
  const found = WORTH.flatMap((pattern) => [...text.matchAll(pattern)]).toSorted((a, b) => a.index - b.index);
  const meant = found.filter(({ index }) => !EXAMPLE.test(text.slice(0, index)));
  const texts = meant.map(([match]) => match.trim().replace(/[.,]$/, '')).filter((part) => !PLACEHOLDER.test(part));
  return [...new Set(texts)];
}
