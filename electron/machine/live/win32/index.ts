/**
 * The live Windows machine: the Win32 API in-process (fast, Unicode, the same in every language of Windows), and one
 * tool of Windows as the fallback for each fact that has one. Files and network probes are those of every platform.
 */
import { known } from '../../answer.ts';
import type { ConsoleText, HostInfo, Machine } from '../../machine.ts';
import { pathsFor } from '../../paths.ts';
import { within } from '../deadline.ts';
import { listFolder, readFile, statFile } from '../files.ts';
import { probeBind } from '../probes/bind.ts';
import { probeHttp } from '../probes/http.ts';
import { probeResolve } from '../probes/resolve.ts';
import { selfTest } from '../probes/self-test.ts';
import { probeTcp } from '../probes/tcp.ts';
import { probeWebSocket } from '../probes/websocket.ts';
import { roots } from './drives.ts';
import { excludedPorts } from './excluded-ports.ts';
import { runTool, type RunTool } from './fallback/run.ts';
import { hostInfo } from './host.ts';
import { network } from './network.ts';
import { pipes } from './pipes.ts';
import { modules, processEnv, processes } from './processes.ts';
import { registry } from './registry.ts';
import { connections, listeners } from './sockets.ts';

/** Milliseconds. The Win32 API needs a few of them; the long ones are for the fallbacks. */
const DEADLINE = { api: 3_000, tool: 10_000, powershell: 20_000 } as const;

/** `consoleTexts`: what the user pasted or captured. `run`: how the tools of Windows are started. */
export function createWin32Machine(consoleTexts: readonly ConsoleText[] = [], run: RunTool = runTool): Machine {
  let host: HostInfo | undefined;
  const hostOnce = () => (host ??= hostInfo());
  return {
    get host() {
      return hostOnce();
    },
    paths: pathsFor('win32'),
    live: true,
    now: () => new Date(),
    env: () => known(definedOf(process.env)),
    processes: (ask) => within(ask, DEADLINE.powershell, (signal) => processes(run, { signal })),
    processEnv: (pid, ask) => within(ask, DEADLINE.api, () => Promise.resolve(processEnv(pid))),
    modules: (pid, ask) => within(ask, DEADLINE.api, () => Promise.resolve(modules(pid))),
    pipes: (ask) => within(ask, DEADLINE.api, pipes),
    listeners: (ask) => within(ask, DEADLINE.tool, (signal) => listeners(run, { signal })),
    connections: (ask) => within(ask, DEADLINE.tool, (signal) => connections(run, { signal })),
    excludedPorts: (ask) => within(ask, DEADLINE.tool, (signal) => excludedPorts(run, { signal })),
    registry: (key, ask) =>
      within(ask, DEADLINE.tool, (signal) => registry(key, run, hostOnce().oemCodePage, { signal })),
    network: (ask) => within(ask, DEADLINE.api, () => Promise.resolve(network())),
    roots: (ask) => within(ask, DEADLINE.tool, (signal) => roots(run, { signal })),
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

function definedOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
