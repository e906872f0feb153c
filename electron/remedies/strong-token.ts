/** A new secret: 256 bits, with a letter in front, so that neither NoneBot's JSON nor anybody else takes it for a number. */
import { randomBytes } from 'node:crypto';

export function strongToken(): string {
  return `t${randomBytes(32).toString('base64url')}`;
}
