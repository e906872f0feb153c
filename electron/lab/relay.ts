/**
 * Relay: sits between NapCat and the framework and lets everything through unchanged: the upgrade with its headers and
 * path, every frame, pings and pongs, a refusal with its body, the code and reason of a close. It shows what goes by and
 * keeps none of it.
 */
import { WebSocketServer } from 'ws';

import { LAB_SECONDS, RELAY_OUTCOMES } from '../contract/lab.ts';
import type { RelayOutcome, RelayReport } from '../contract/lab.ts';
import { parseEntryUrl } from '../survey/napcat/url.ts';
import { bridge, MOST_FRAME_BYTES } from './bridge.ts';
import { dialOn } from './dial-on.ts';
import { readHandshake } from './handshake.ts';
import { LinkLogs, teller } from './link-log.ts';
import type { LinkLog } from './link-log.ts';
import type { LabOptions } from './listen.ts';
import { openDoor } from './loopback.ts';
import { pause, seconds } from './wait.ts';

export interface RelayRequest {
  /** 0: any free one, told by the event `waiting`. */
  readonly port: number;
  /** Where the framework is. Its path is not used: NapCat's own goes through. */
  readonly url: string;
  /** Where to listen; only loopback is allowed. */
  readonly host?: string;
  readonly seconds?: number;
}

export async function relay(request: RelayRequest, { signal, onEvent }: LabOptions = {}): Promise<RelayReport> {
  const voice = teller(onEvent);
  const logs = new LinkLogs(voice);
  const target = parseEntryUrl(request.url);
  const report = (outcome: RelayOutcome, port = request.port): RelayReport => ({
    ...{ format: 'napcat-doctor/relay@1', port, url: target.text, owner: null, outcome, code: RELAY_OUTCOMES[outcome] },
    ...{ links: logs.all.map((log) => log.report()), elapsedMs: voice.now() },
  });
  if (request.host !== undefined && !isLoopback(request.host)) return report('not-loopback');
  if (!target.usable) return report('bad-url');
  if (target.port === request.port && isLoopback(target.host)) return report('own-port');

  const ending = new AbortController();
  const protocols = new WeakMap<object, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_FRAME_BYTES,
    perMessageDeflate: false,
    // The framework's own pongs go through; ours would hide that NapCat sleeps.
    autoPong: false,
    handleProtocols: (_, asked) => protocols.get(asked) ?? false,
  });
  const door = await openDoor(request.port, {
    onStranger: (what, path) => voice.tell({ kind: 'stranger', atMs: voice.now(), what, path }),
    onUpgrade(upgrade, socket, head) {
      const log = logs.begin(readHandshake(upgrade, undefined));
      dialOn({ target, upgrade, socket, log, signal: ending.signal }, (framework) => {
        protocols.set(upgrade, framework.protocol);
        server.handleUpgrade(upgrade, socket, head, (napcat) => {
          log.opened();
          bridge(napcat, framework, log, ending.signal);
        });
        // The client broke the rules of the handshake, `ws` told it so, and nobody took the other end.
        if (framework.listenerCount('message') === 0) framework.terminate();
      });
    },
  });
  if (typeof door === 'string') return report(door);

  voice.tell({ kind: 'waiting', atMs: voice.now(), port: door.port });
  await pause(seconds(request.seconds, LAB_SECONDS.relay, LAB_SECONDS.most) * 1000, signal);
  const outcome = outcomeOf(logs.all);
  ending.abort();
  await pause(server.clients.size > 0 ? FAREWELL_MS : 0);
  await door.close();
  return report(outcome, door.port);
}

/** What both ends get to say goodbye. */
const FAREWELL_MS = 300;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Of several connections the latest counts: it is how things are now. */
function outcomeOf(logs: readonly LinkLog[]): RelayOutcome {
  const log = logs.at(-1);
  if (log === undefined) return 'nobody';
  const { status, close, calls } = log.report();
  if (!log.isReached) return 'framework-unreached';
  if (status !== null) return 'framework-refused';
  // 1000 and 1001 are goodbyes, 1012 a restart (RFC 6455 §7.4.1, IANA's registry).
  if (close?.by === 'framework' && ![1000, 1001, 1012].includes(close.code)) return 'framework-closed';
  const events = (['lifecycle', 'heartbeat', 'message', 'notice', 'event'] as const).map((kind) =>
    log.count('napcat', kind),
  );
  if (events.every((count) => count === 0)) return 'no-events';
  return calls.open > 0 && calls.answered === 0 ? 'api-unanswered' : 'flows';
}
