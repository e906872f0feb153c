/** The live Linux machine: /proc for tables and processes, Node for the rest. */
import { readFileSync } from 'node:fs';
import { arch, homedir, networkInterfaces, release } from 'node:os';
import { ABSENT, known, NOT_ASKED, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { ConsoleText, Machine, PortRange } from '../../machine.ts';
import { pathsFor } from '../../paths.ts';
import { messageOf } from '../deadline.ts';
import { listFolder, readFile, statFile } from '../files.ts';
import { probeBind } from '../probes/bind.ts';
import { probeHttp } from '../probes/http.ts';
import { probeResolve } from '../probes/resolve.ts';
import { selfTest } from '../probes/self-test.ts';
import { probeTcp } from '../probes/tcp.ts';
import { probeWebSocket } from '../probes/websocket.ts';
import { ownersOf, readEnvironment, readModules, readProcesses } from './processes.ts';
import { connectionsFrom, listenersFrom, parseSocketTable } from './sockets.ts';
import type { SocketRow } from './sockets.ts';

/** `consoleTexts`: what the user pasted or captured. */
export function createLinuxMachine(consoleTexts: readonly ConsoleText[] = []): Machine {
  const tables = shareForAMoment(readSocketTables);
  return {
    host: {
      platform: 'linux',
      release: release(),
      arch: arch(),
      homeDir: homedir(),
      elevated: process.getuid?.() === 0,
    },
    paths: pathsFor('linux'),
    live: true,
    now: () => new Date(),
    env: () => known(definedOf(process.env)),
    processes: () => tried(readProcesses),
    processEnv: (pid) => {
      const env = readEnvironment(pid);
      return Promise.resolve(env === 'denied' ? unanswered('denied') : env === 'absent' ? ABSENT : known(env));
    },
    modules: (pid) => {
      const modules = readModules(pid);
      return Promise.resolve(modules === null ? unanswered('denied') : known(modules));
    },
    pipes: () => Promise.resolve(NOT_ASKED),
    listeners: () => tried(() => listenersFrom(tables().rows, tables().owners)),
    connections: () => tried(() => connectionsFrom(tables().rows, tables().owners)),
    excludedPorts: () => tried(readReservedPorts),
    registry: () => Promise.resolve(NOT_ASKED),
    network: () => tried(() => ({ interfaces: readInterfaces() })),
    roots: () => Promise.resolve(known(['/'])),
    readFile,
    stat: statFile,
    list: listFolder,
    resolve: probeResolve,
    tcp: probeTcp,
    http: probeHttp,
    webSocket: probeWebSocket,
    bind: probeBind,
    selfTest,
    console: () => consoleTexts,
  };
}

/** /proc answers at once or not at all; what it throws is a refusal. */
function tried<T>(read: () => T): Promise<Answer<T>> {
  try {
    return Promise.resolve(known(read()));
  } catch (error) {
    return Promise.resolve(unanswered('denied', messageOf(error)));
  }
}

interface SocketTables {
  readonly rows: readonly SocketRow[];
  readonly owners: ReadonlyMap<string, number>;
}

function readSocketTables(): SocketTables {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => parseSocketTable(readOptional(path)));
  // Sockets in TIME_WAIT have no owner; looking for one would walk every process in vain.
  return { rows, owners: ownersOf(new Set(rows.flatMap(({ inode }) => (inode === '0' ? [] : [inode])))) };
}

/** A kernel without IPv6 has no tcp6 table. */
function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Listeners and connections are asked for in one breath and stand in the same tables. */
function shareForAMoment<T>(read: () => T): () => T {
  let value: { readonly of: T; readonly until: number } | null = null;
  return () => {
    const now = performance.now();
    if (value === null || now > value.until) value = { of: read(), until: now + 50 };
    return value.of;
  };
}

/** Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports: comma separated ports and ranges. */
function readReservedPorts(): readonly PortRange[] {
  return readOptional('/proc/sys/net/ipv4/ip_local_reserved_ports')
    .trim()
    .split(',')
    .flatMap((part): PortRange[] => {
      const match = /^(\d+)(?:-(\d+))?$/.exec(part);
      return match?.[1] === undefined
        ? []
        : [{ from: Number(match[1]), to: Number(match[2] ?? match[1]), family: 'ipv4' }];
    });
}

function readInterfaces(): readonly { name: string; address: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).map(({ address }) => ({ name, address })),
  );
}

function definedOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
