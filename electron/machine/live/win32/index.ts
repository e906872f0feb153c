/**
 * The live Windows machine: the Win32 API in-process (fast, Unicode, the same in every language of Windows), and one
 * tool of Windows as the fallback for each fact that has one. Files and network probes are those of every platform.
 */
import type { Machine } from '../../machine.ts';
import { pathsFor } from '../../paths.ts';
import { within } from '../deadline.ts';
import { portablePart } from '../portable.ts';
import { roots } from './drives.ts';
import { runTool, type RunTool } from './fallback/run.ts';
import { hostInfo } from './host.ts';
import { withFirewall } from './network.ts';
import { pipes } from './pipes.ts';
import { dynamicPorts, excludedPorts } from './port-ranges.ts';
import { modules, processEnv, processes } from './processes.ts';
import { registry } from './registry.ts';
import { connections, listeners } from './sockets.ts';

/** Milliseconds. The Win32 API needs a few of them; the long ones are for the fallbacks. */
const LIMIT = { api: { deadline: 3_000 }, tool: { deadline: 10_000 }, powershell: { deadline: 20_000 } } as const;

/** `run`: how the tools of Windows are started. */
export function createWin32Machine(run: RunTool = runTool): Machine {
  const portable = portablePart();
  const host = hostInfo();
  return {
    ...portable,
    host,
    paths: pathsFor('win32'),
    processes: (ask = {}) => within(ask, LIMIT.powershell, (signal) => processes(run, { signal })),
    processEnv: (pid, ask = {}) => within(ask, LIMIT.api, () => processEnv(pid)),
    modules: (pid, ask = {}) => within(ask, LIMIT.api, () => modules(pid)),
    pipes: (ask = {}) => within(ask, LIMIT.api, pipes),
    listeners: (ask = {}) => within(ask, LIMIT.tool, (signal) => listeners(run, { signal })),
    connections: (ask = {}) => within(ask, LIMIT.tool, (signal) => connections(run, { signal })),
    excludedPorts: (ask = {}) => within(ask, LIMIT.tool, (signal) => excludedPorts(run, { signal })),
    dynamicPorts: (ask = {}) => within(ask, LIMIT.tool, (signal) => dynamicPorts(run, { signal })),
    registry: (key, ask = {}) => within(ask, LIMIT.tool, (signal) => registry(key, run, host.oemCodePage, { signal })),
    network: (ask = {}) =>
      within(ask, LIMIT.powershell, async (signal) => withFirewall(await portable.network(), run, { signal })),
    roots: (ask = {}) => within(ask, LIMIT.tool, (signal) => roots(run, { signal })),
  };
}
