/** The live Linux machine: /proc for tables and processes, Node for the rest. */
import { known, mapAnswer, NOT_ASKED, valueOf } from '../../answer.ts';
import type { HostInfo, Machine } from '../../machine.ts';
import { pathsFor } from '../../paths.ts';
import { within } from '../deadline.ts';
import { portableHost, portablePart } from '../portable.ts';
import { readProc } from './proc.ts';
import { readEnvironment, readModules, readProcesses } from './processes.ts';
import { socketTablesReader } from './socket-tables.ts';
import { connectionsFrom, listenersFrom } from './sockets.ts';

const DEADLINE = { deadline: 5_000, extends: true } as const;

export function createLinuxMachine(): Machine {
  const tables = socketTablesReader();
  return {
    ...portablePart(),
    host: hostInfo(),
    paths: pathsFor('linux'),
    processes: (ask = {}) => within(ask, DEADLINE, readProcesses),
    processEnv: (pid, ask = {}) => within(ask, DEADLINE, () => readEnvironment(pid)),
    modules: (pid, ask = {}) => within(ask, DEADLINE, () => readModules(pid)),
    // Named pipes and a registry are Windows' own.
    pipes: () => Promise.resolve(NOT_ASKED),
    registry: () => Promise.resolve(NOT_ASKED),
    listeners: (ask = {}) =>
      within(ask, DEADLINE, async () => mapAnswer(await tables(), ({ rows, owners }) => listenersFrom(rows, owners))),
    connections: (ask = {}) =>
      within(ask, DEADLINE, async () => mapAnswer(await tables(), ({ rows, owners }) => connectionsFrom(rows, owners))),
    // ip_local_reserved_ports only keeps ports from being picked at random: "Explicit port allocation behavior is
    // unchanged" (Linux Documentation/networking/ip-sysctl.rst). Nothing here refuses a port that a program names.
    excludedPorts: () => Promise.resolve(known([])),
    // They matter only where reservations are cut out of them.
    dynamicPorts: () => Promise.resolve(NOT_ASKED),
    roots: () => Promise.resolve(known(['/'])),
  };
}

function hostInfo(): HostInfo {
  const edition = /^PRETTY_NAME="?([^"\n]+)/m.exec(valueOf(readProc('/etc/os-release')) ?? '')?.[1];
  return {
    platform: 'linux',
    ...portableHost(),
    ...(edition === undefined ? {} : { edition }),
    ...(process.geteuid === undefined ? {} : { elevated: process.geteuid() === 0 }),
  };
}
