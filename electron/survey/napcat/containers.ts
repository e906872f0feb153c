/**
 * NapCat in Docker or WSL, seen from Windows: nothing of it is visible but its WebUI port, held by a program of the
 * container's host (domain facts: NapCat dossier §1.1, last row).
 */
import type { Listener } from '../../machine/machine.ts';
import { imageOf } from '../processes.ts';
import { MODE_OF } from './reading.ts';
import type { Instance, RunningContext } from './instance.ts';
import { CONTAINER_OWNERS, CONTAINER_PORTS } from './traces.ts';

/** One an owner program; `others` are the NapCats that run in the open. */
export function findContainers(context: RunningContext, others: readonly Instance[]): readonly Instance[] {
  const taken = new Set(others.map(({ webui }) => webui?.port));
  // On Linux a container's processes are in the list themselves.
  if (others.some(({ reading }) => reading.form === 'docker')) return [];
  const byPort = new Map<number, Instance>();
  for (const listener of context.listeners) {
    const { port, pid } = listener;
    const owner = pid === null ? undefined : context.tree.byPid(pid);
    const kind = owner && CONTAINER_OWNERS[imageOf(owner)];
    if (!kind || port < CONTAINER_PORTS.first || port > CONTAINER_PORTS.last || taken.has(port)) continue;
    // Docker publishes a port through its backend and through WSL's relay at once: the backend speaks for both.
    if (byPort.has(port) && kind === 'wsl') continue;
    byPort.set(port, {
      reading: { mode: MODE_OF[kind], form: kind },
      evidence: [
        {
          sign: { kind: 'webui-published', port, process: owner.name },
          origin: { kind: 'process', pid: owner.pid },
        },
      ],
      otherReadings: [],
      running: {
        pid: owner.pid,
        family: [owner.pid],
        socketPid: owner.pid,
        launcherPid: null,
        startedAt: null,
        hidden: true,
        account: null,
      },
      managerPid: null,
      webui: listener,
      ownDir: null,
      dirHints: [],
      env: {},
      qqDir: null,
    });
  }
  return [...byPort.values()];
}

/** The WebUI of a container on this host, as published by its proxy. */
export function publishedWebUi({ listeners, tree }: RunningContext): Listener | null {
  return (
    listeners.find(({ port, pid }) => {
      const owner = pid === null ? undefined : tree.byPid(pid);
      const inRange = port >= CONTAINER_PORTS.first && port <= CONTAINER_PORTS.last;
      return inRange && owner !== undefined && CONTAINER_OWNERS[imageOf(owner)] === 'docker';
    }) ?? null
  );
}
