/**
 * Connections to the places that NapCat dials, from one look to the next. A look sees only what stands at that moment:
 * a handshake that is turned down is over in milliseconds and leaves nothing but a row in TIME-WAIT, which no longer
 * says whose it was.
 */
import type { Connection, Endpoint } from '../../machine/machine.ts';
import type { WatchChange } from '../../machine/watch-record.ts';
import { endpoint } from './ports.ts';
import type { ProcessWatch } from './processes.ts';
import type { WatchedPlace } from './scope.ts';

type Phase = 'connecting' | 'new' | 'connected' | 'over';

interface Seen {
  phase: Phase;
  /** When the phase began. */
  at: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  who: WatchChange['who'];
  pid: number | null;
}

/** The rows of one connection: on loopback the table holds both of its ends. */
interface Rows {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** The row that the client owns. */
  own: Connection | null;
  states: Connection['state'][];
}

export interface Parties {
  readonly processes: Pick<ProcessWatch, 'whoIs' | 'nameOf'>;
  /** Our own process, whose questions are none of the user's business. */
  readonly ownPid: number;
  readonly napcatElsewhere: boolean;
}

export class ConnectionWatch {
  readonly #seen = new Map<string, Seen>();
  readonly #ours = new Set<string>();
  /** Questions of our own whose remains may still turn up. */
  #unseenQuestions = 0;
  #first = true;

  constructor(
    readonly places: readonly WatchedPlace[],
    readonly parties: Parties,
  ) {}

  /** Tells of a question of our own to one of the places. */
  asked(): void {
    this.#unseenQuestions++;
  }

  /** Whether NapCat holds a connection to the port. */
  stands(port: number): boolean {
    return [...this.#seen.values()].some(
      ({ phase, who, server }) =>
        server.port === port && who === 'napcat' && (phase === 'connected' || phase === 'new'),
    );
  }

  take(connections: readonly Connection[], at: number): readonly WatchChange[] {
    const now = this.#group(connections);
    const changes = [...now].flatMap(([key, rows]) => this.#look(key, rows, at));
    for (const [key, seen] of this.#seen) {
      if (now.has(key)) continue;
      changes.push(...this.#end(seen, at));
      this.#seen.delete(key);
    }
    this.#first = false;
    return changes.toSorted((a, b) => a.at - b.at);
  }

  #group(connections: readonly Connection[]): ReadonlyMap<string, Rows> {
    const groups = new Map<string, Rows>();
    for (const connection of connections) {
      const { local, remote, pid } = connection;
      const asClient = this.places.some((place) => place.port === remote.port && reaches(place, remote.address));
      const asServer = !asClient && this.places.some((place) => place.local && place.port === local.port);
      if (!asClient && !asServer) continue;
      const [client, server] = asClient ? [local, remote] : [remote, local];
      const key = `${endpoint(client.address, client.port)} ${server.port}`;
      if (asClient && pid === this.parties.ownPid) this.#ours.add(key);
      const rows = groups.get(key) ?? { client, server, own: null, states: [] };
      if (asClient) rows.own = connection;
      rows.states.push(connection.state);
      groups.set(key, rows);
    }
    return groups;
  }

  #look(key: string, { client, server, own, states }: Rows, at: number): WatchChange[] {
    if (this.#ours.has(key)) return [];
    const now: Phase = states.includes('established')
      ? 'connected'
      : states.includes('syn-sent')
        ? 'connecting'
        : 'over';
    const seen = this.#seen.get(key);
    if (seen === undefined || (seen.phase === 'over' && now !== 'over')) {
      const pid = own?.pid ?? null;
      const who = pid === null ? this.#unnamed(own !== null, now, server.port) : this.parties.processes.whoIs(pid);
      const fresh: Seen = { ...{ client, server, pid, at }, phase: now === 'connected' ? 'new' : now, who };
      this.#seen.set(key, fresh);
      return this.#begin(fresh);
    }
    if (seen.pid === null && own?.pid != null) {
      seen.pid = own.pid;
      seen.who = this.parties.processes.whoIs(own.pid);
    }
    if (now === 'over') return seen.phase === 'over' ? [] : this.#end(seen, at);
    if (seen.phase === 'connecting' && now === 'connected') {
      seen.phase = 'new';
      seen.at = at;
      return [];
    }
    if (seen.phase !== 'new' || now !== 'connected') return [];
    seen.phase = 'connected';
    return [this.#told('connected', seen, seen.at)];
  }

  #begin(seen: Seen): WatchChange[] {
    if (this.#first) {
      // What stood before anybody looked is no event; whether it stands is told all the same.
      if (seen.phase !== 'new') return [];
      seen.phase = 'connected';
      return [this.#told('connected', seen, 0)];
    }
    if (seen.phase === 'connecting') return [this.#told('connecting', seen, seen.at)];
    if (seen.phase !== 'over') return [];
    if (seen.pid === null && this.#unseenQuestions > 0) {
      this.#unseenQuestions--;
      return [];
    }
    return [this.#told('brief', seen, seen.at)];
  }

  #end(seen: Seen, at: number): WatchChange[] {
    const { phase } = seen;
    const began = seen.at;
    seen.phase = 'over';
    seen.at = at;
    if (phase === 'over') return [];
    return [phase === 'new' ? this.#told('brief', seen, began) : this.#told('disconnected', seen, at)];
  }

  #told(change: WatchChange['change'], { who, client, server, pid }: Seen, at: number): WatchChange {
    const name = who === 'other' ? this.parties.processes.nameOf(pid) : undefined;
    return {
      ...{ at, change, who, pid },
      ...{ local: endpoint(client.address, client.port), remote: endpoint(server.address, server.port) },
      ...(name === undefined ? {} : { name }),
    };
  }

  /** NapCat dials anew only while its link is down, so what else comes then is somebody else's. */
  #unnamed(hasOwnRow: boolean, now: Phase, port: number): WatchChange['who'] {
    if (this.parties.napcatElsewhere) return 'napcat';
    if (now === 'over' || hasOwnRow) return this.stands(port) ? 'other' : 'napcat';
    return 'other';
  }
}

function reaches({ addresses, local }: WatchedPlace, address: string): boolean {
  if (addresses === null || addresses.includes(address)) return true;
  return local && (address === '::1' || address.startsWith('127.'));
}
