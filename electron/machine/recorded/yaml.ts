/**
 * YAML from strangers. The composer of the `yaml` package walks a document by recursion, and a stack that runs out in
 * the middle of it can take the whole process down (V8 aborts when it compiles a regular expression there). So the
 * tokens, which are made without recursion, are measured first.
 */
import { Composer, CST, LineCounter, Parser } from 'yaml';

export type ReadYaml =
  { readonly document: unknown } | { readonly problem: { readonly message: string; readonly place: Place } };

interface Place {
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** A recording is six levels deep; nothing sensible is deeper than this. */
const MOST_LEVELS = 64;
/** Aliases that multiply ("billion laughs") end here instead of in memory. */
const MOST_ALIASES = 100;

/** The first document of the text. Never throws. */
export function readYamlDocument(text: string): ReadYaml {
  const lines = new LineCounter();
  const problem = (message: string, offset?: number): ReadYaml => {
    if (offset === undefined) return { problem: { message, place: {} } };
    const { line, col } = lines.linePos(offset);
    return { problem: { message, place: { line, column: col } } };
  };
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    const tooDeep = firstDeeperThan(tokens, MOST_LEVELS);
    if (tooDeep !== null) return problem(`nested more than ${MOST_LEVELS} levels deep`, tooDeep);
    const composer = new Composer({ uniqueKeys: true, strict: true, logLevel: 'error' });
    const [document] = composer.compose(tokens, true, text.length);
    if (document === undefined) return problem('empty');
    const [error] = document.errors;
    if (error !== undefined) return problem(error.message, error.pos[0]);
    return { document: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

/** Offset of the first token that lies deeper, without recursion. */
function firstDeeperThan(tokens: readonly CST.Token[], levels: number): number | null {
  const left = tokens.map((token) => ({ token, level: 0 }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, level } = next;
    if (level > levels) return 'offset' in token ? token.offset : 0;
    for (const child of childrenOf(token)) left.push({ token: child, level: level + 1 });
  }
  return null;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!CST.isCollection(token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value]).filter((child) => child != null);
}
