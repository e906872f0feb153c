/** What every fact is made of: where it was read, and secrets without their text. */

/** Where a fact was read. */
export type Origin =
  | { readonly kind: 'file'; readonly path: string; readonly key?: string; readonly line?: number }
  | { readonly kind: 'process'; readonly pid: number }
  | { readonly kind: 'environment'; readonly key: string; readonly pid?: number }
  | { readonly kind: 'registry'; readonly key: string; readonly value?: string }
  | { readonly kind: 'log'; readonly path: string | null; readonly line?: number }
  | { readonly kind: 'default' };

/** A token without its text. Equal ids mean equal texts within one survey; ids mean nothing outside it. */
export interface Secret {
  readonly id: string;
  readonly length: 'empty' | 'short' | 'medium' | 'long';
  readonly flaws: readonly SecretFlaw[];
}

/** Properties of a token that break a link by themselves, whatever the other side has. */
export type SecretFlaw = 'outer-space' | 'non-latin' | 'control-character' | 'numeric' | 'hidden';
