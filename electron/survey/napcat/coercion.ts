/**
 * How NapCat bends a value of the wrong type before it gives up. Until 4.17.42 AJV did it (`coerceTypes`), since then
 * TypeBox's `Value.Parse`; they differ in `null` and in the spelling of booleans (domain facts: NapCat dossier §2.1).
 */
import type { FieldType, Scalar } from './onebot-schema.ts';
import { atLeast } from './version.ts';

/** Returns `undefined` where NapCat would refuse the value. */
export type Coercion = (value: unknown, type: FieldType) => Scalar | undefined;

/** The rules of one NapCat version. */
export interface Validator {
  readonly coerce: Coercion;
  /**
   * An object where a list belongs, or the reverse: TypeBox merges it into the empty default, and nothing is left of
   * it. AJV refuses it.
   */
  readonly mixesListAndObject: boolean;
}

export function validatorOf(version: string | null): Validator {
  return atLeast(version, '4.17.43')
    ? { coerce: coerceLikeTypeBox, mixesListAndObject: true }
    : { coerce: coerceLikeAjv, mixesListAndObject: false };
}

function coerceLikeTypeBox(value: unknown, type: FieldType): Scalar | undefined {
  switch (type) {
    case 'string':
      return isScalar(value) ? String(value) : undefined;
    case 'boolean':
      return isScalar(value) ? BOOLEANS.get(String(value).toLowerCase()) : undefined;
    case 'number':
      if (typeof value === 'number') return finite(value);
      if (typeof value === 'string' && isNumeric(value)) return finite(Number.parseFloat(value));
      return isScalar(value) ? finite(Number(BOOLEANS.get(String(value).toLowerCase()))) : undefined;
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['-0', false],
]);

function coerceLikeAjv(value: unknown, type: FieldType): Scalar | undefined {
  if (typeof value === type) return typeof value === 'number' ? finite(value) : (value as Scalar);
  switch (type) {
    case 'string':
      return value === null ? '' : isScalar(value) ? String(value) : undefined;
    case 'boolean':
      if (value === 'true' || value === 1) return true;
      return value === 'false' || value === 0 || value === null ? false : undefined;
    case 'number':
      if (value === null || typeof value === 'boolean') return Number(value);
      return typeof value === 'string' && value !== '' && isNumeric(value) ? finite(Number(value)) : undefined;
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isNumeric(value: string): boolean {
  return !Number.isNaN(Number(value));
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
