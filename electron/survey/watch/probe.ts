/**
 * Our own questions during a watch: the plain GET that the survey's ladder begins with, where somebody listens and
 * NapCat is not connected; of another computer, whether its port takes a connection.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { WatchChange, WatchChangeKind } from '../../machine/watch-record.ts';
import type { ConnectionWatch } from './connections.ts';
import { endpoint } from './ports.ts';
import type { PortWatch } from './ports.ts';
import type { WatchedPlace } from './scope.ts';

export class PlaceProbe {
  /** What was met last, so that only a change is told. */
  readonly #last = new Map<WatchedPlace, WatchChangeKind>();

  constructor(
    readonly machine: Machine,
    readonly places: readonly WatchedPlace[],
    readonly seen: { readonly connections: ConnectionWatch; readonly ports: PortWatch },
  ) {}

  async ask(at: number, ask: Ask): Promise<readonly WatchChange[]> {
    const answers = await Promise.all(this.places.map((place) => this.#askOne(place, ask)));
    return answers.flatMap((change, index): readonly WatchChange[] => {
      const place = this.places[index];
      if (place === undefined || change === null || this.#last.get(place) === change) return [];
      const first = !this.#last.has(place);
      this.#last.set(place, change);
      // That all is in order is worth a word only after it was not.
      if (first && (change === 'answering' || change === 'listening')) return [];
      return [{ at, change, who: 'other', remote: endpoint(place.host, place.port) }];
    });
  }

  async #askOne(place: WatchedPlace, ask: Ask): Promise<WatchChangeKind | null> {
    const { host, port, local, secure } = place;
    if (this.seen.connections.stands(port)) return null;
    if (!local) {
      const outcome = valueOf(await this.machine.tcp(host, port, ask));
      return outcome === undefined ? null : outcome === 'connected' ? 'listening' : 'not-listening';
    }
    if (!this.seen.ports.isOpen(port)) return null;
    this.seen.connections.asked();
    const url = `${secure ? 'https' : 'http'}://${endpoint(host, port)}/onebot/v11/`;
    const answer = await this.machine.http({ method: 'GET', url }, ask);
    if (answer.state === 'not-asked' || answer.state === 'denied' || ask.signal?.aborted === true) return null;
    return answer.state === 'timeout' || valueOf(answer)?.outcome === 'timeout' ? 'stalled' : 'answering';
  }
}
