/** What the engine keeps for later calls, under the ids that a page may name: `recording-1`, `draft-2`. */

export interface Shelf<T> {
  put(item: T): string;
  /** `null`: never had it, or had to forget it. */
  get(id: string): T | null;
}

/** More than anyone compares; the oldest is forgotten first. */
const MOST = 8;

export function createShelf<T>(kind: string): Shelf<T> {
  const items = new Map<string, T>();
  let count = 0;
  return {
    put(item) {
      count += 1;
      const id = `${kind}-${count}`;
      items.set(id, item);
      const [oldest] = items.keys();
      if (items.size > MOST && oldest !== undefined) items.delete(oldest);
      return id;
    },
    get: (id) => items.get(id) ?? null,
  };
}
