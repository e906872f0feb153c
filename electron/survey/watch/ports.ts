/** Who opens and gives up the ports that matter, from one look to the next. */
import type { Listener } from '../../machine/machine.ts';
import type { WatchChange } from '../../machine/watch-record.ts';
import type { ProcessWatch } from './processes.ts';
import type { WatchedPlace } from './scope.ts';

export class PortWatch {
  /** Ports that were open at the last look, with who held them; `null` before the first. */
  #open: ReadonlyMap<number, Listener> | null = null;

  constructor(
    readonly places: readonly WatchedPlace[],
    readonly processes: ProcessWatch,
  ) {}

  isOpen(port: number): boolean {
    return this.#open?.has(port) === true;
  }

  take(listeners: readonly Listener[], at: number): readonly WatchChange[] {
    const before = this.#open;
    const now = new Map<number, Listener>();
    for (const listener of listeners) {
      const place = this.places.find(({ port, local }) => local && port === listener.port);
      if (place === undefined) continue;
      now.set(listener.port, listener);
      if (place.dialled) this.processes.adopt(listener.pid);
    }
    this.#open = now;
    const opened = [...now.values()].filter(({ port, pid }) => before?.get(port)?.pid !== pid);
    const closed = [...(before?.values() ?? [])].filter(({ port, pid }) => now.get(port)?.pid !== pid);
    return [
      ...closed.map((listener) => this.#changeOf('not-listening', listener, at)),
      ...opened.map((listener) => this.#changeOf('listening', listener, before === null ? 0 : at)),
    ];
  }

  #changeOf(change: WatchChange['change'], { address, port, pid }: Listener, at: number): WatchChange {
    const name = this.processes.nameOf(pid);
    return {
      ...{ at, change, who: this.processes.whoIs(pid), local: endpoint(address, port), pid },
      ...(name === undefined ? {} : { name }),
    };
  }
}

export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
