/**
 * The NapCats that run, by the three ways there are to see one: inside a QQ, on Node, behind a container's port.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import { createProcessTree } from '../processes.ts';
import { findContainers } from './containers.ts';
import type { FolderView } from './folder-view.ts';
import type { Instance, RunningContext } from './instance.ts';
import { findNodeBuilds } from './node-builds.ts';
import { findQqInstances } from './qq-instances.ts';

export interface Shared {
  readonly processes: Answer<readonly ProcessInfo[]>;
  readonly listeners: Answer<readonly Listener[]>;
  readonly pipes: Answer<readonly string[]>;
}

/** `configuredPorts`: the WebUI ports that installations on this disk are set to. Containers come last. */
export async function findRunning(
  machine: Machine,
  shared: Shared,
  view: FolderView,
  configuredPorts: ReadonlySet<number>,
  ask: Ask,
): Promise<readonly Instance[]> {
  const context: RunningContext = {
    machine,
    tree: createProcessTree(valueOf(shared.processes) ?? []),
    listeners: valueOf(shared.listeners) ?? [],
    pipes: valueOf(shared.pipes) ?? [],
    view,
    configuredPorts,
    ask,
  };
  const inTheOpen = [...(await findQqInstances(context)), ...(await findNodeBuilds(context))];
  return [...inTheOpen, ...findContainers(context, inTheOpen)];
}
