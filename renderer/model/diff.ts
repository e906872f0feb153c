/** A unified diff as lines to show. The two lines that name the file are left out: its name stands above. */

export interface DiffLine {
  readonly kind: 'add' | 'remove' | 'keep' | 'place';
  readonly sign: string;
  readonly content: string;
}

const KINDS: Readonly<Record<string, DiffLine['kind']>> = { '+': 'add', '-': 'remove', '@': 'place' };

export function diffLines(text: string): readonly DiffLine[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .filter((line, index) => !(index < 2 && /^(?:---|\+\+\+) /.test(line)))
    .map((line) => {
      const kind = KINDS[line[0] ?? ''] ?? 'keep';
      return kind === 'place'
        ? { kind, sign: '', content: line }
        : { kind, sign: line[0] ?? ' ', content: line.slice(1) };
    });
}
