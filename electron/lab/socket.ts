/** Small things about `ws` that both ends of a link need. */
import type { RawData } from 'ws';

/** `ws` hands over one Buffer unless it is told otherwise. */
export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
