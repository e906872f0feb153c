/** The part of a live machine that Node gives on every system; each platform adds what only it can tell. */
import { homedir, networkInterfaces, release } from 'node:os';
import { known, unanswered } from '../answer.ts';
import type { HostInfo, Machine } from '../machine.ts';
import { codeOf } from './deadline.ts';
import { nodeFiles } from './files.ts';
import { probeBind } from './probes/bind.ts';
import { probeResolve } from './probes/resolve.ts';
import { selfTest } from './probes/self-test.ts';
import { probeTcp } from './probes/tcp.ts';

export type PortablePart = Pick<
  Machine,
  | 'live'
  | 'now'
  | 'env'
  | 'console'
  | 'watched'
  | 'network'
  | 'profile'
  | 'readFile'
  | 'stat'
  | 'list'
  | 'resolve'
  | 'tcp'
  | 'http'
  | 'webSocket'
  | 'webUi'
  | 'bind'
  | 'selfTest'
>;

export function portablePart(): PortablePart {
  // Node's HTTP takes milliseconds to load: that is done while the system makes its tables, before anybody needs it.
  setImmediate(() => void loadHttpProbe());
  return {
    live: true,
    now: () => new Date(),
    env: () => known(environment()),
    // Nobody can read another program's console; what the user pastes is added by who asks for the machine.
    console: () => [],
    watched: () => null,
    network: () => Promise.resolve(network()),
    profile: async (ask) => (await import('./profile.ts')).readProfile(ask),
    ...nodeFiles(),
    resolve: probeResolve,
    tcp: probeTcp,
    http: async (question, ask) => (await loadHttpProbe()).probeHttp(question, ask),
    // `ws` is loaded by the first question that needs it.
    webSocket: async (question, ask) => (await import('./probes/websocket.ts')).probeWebSocket(question, ask),
    webUi: async (question, ask) => (await import('./probes/webui.ts')).askWebUi(question, ask),
    bind: probeBind,
    selfTest,
  };
}

const loadHttpProbe = () => import('./probes/http.ts');

/** What Node knows of the computer; a platform adds the rest. */
export function portableHost(): Pick<HostInfo, 'release' | 'arch' | 'homeDir' | 'utcOffset'> {
  return {
    release: release(),
    arch: process.arch,
    homeDir: homedir(),
    utcOffset: -new Date().getTimezoneOffset(),
  };
}

function environment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Firewall profiles are the platform's to add. */
function network(): Awaited<ReturnType<Machine['network']>> {
  try {
    const interfaces = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
      addresses.map(({ address }) => ({ name, address })),
    );
    return known({ interfaces });
  } catch (error) {
    return unanswered('denied', codeOf(error));
  }
}
