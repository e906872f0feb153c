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

  /** Those at our ports who did not hold them at the last look. */
  newcomers(listeners: readonly Listener[]): readonly Listener[] {
    return [...this.#ofPlaces(listeners).values()].filter(({ port, pid }) => this.#open?.get(port)?.pid !== pid);
  }

  take(listeners: readonly Listener[], at: number): readonly WatchChange[] {
    const before = this.#open;
    const opened = this.newcomers(listeners);
    const now = this.#ofPlaces(listeners);
    for (const { port, pid } of now.values())
      if (this.places.some((place) => place.local && place.dialled && place.port === port)) this.processes.adopt(pid);
    this.#open = now;
    const closed = [...(before?.values() ?? [])].filter(({ port, pid }) => now.get(port)?.pid !== pid);
    return [
      ...closed.map((listener) => this.#changeOf('not-listening', listener, at)),
      ...opened.map((listener) => this.#changeOf('listening', listener, before === null ? 0 : at)),
    ];
  }

  #ofPlaces(listeners: readonly Listener[]): ReadonlyMap<number, Listener> {
    const ports = new Set(this.places.filter(({ local }) => local).map(({ port }) => port));
    return new Map(listeners.filter(({ port }) => ports.has(port)).map((listener) => [listener.port, listener]));
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
