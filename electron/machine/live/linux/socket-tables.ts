/** The socket tables with their owners. Listeners and connections are asked for in one breath and share one reading. */
import { known, valueOf } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import { letOthersWork, linkOf, namesIn, pids, readProcAside } from './proc.ts';
import { parseSocketTable } from './sockets.ts';
import type { Owners, SocketRow } from './sockets.ts';

export interface SocketTables {
  readonly rows: readonly SocketRow[];
  readonly owners: Owners;
}

/** A reader that lets questions that come while one is being answered have the same answer. */
export function socketTablesReader(): () => Promise<Answer<SocketTables>> {
  let underWay: Promise<Answer<SocketTables>> | null = null;
  return () =>
    (underWay ??= readSocketTables().finally(() => {
      underWay = null;
    }));
}

async function readSocketTables(): Promise<Answer<SocketTables>> {
  // The kernel walks all its sockets for each, which takes milliseconds; meanwhile others read processes.
  const [ipv4, second] = await Promise.all([readProcAside('/proc/net/tcp'), readProcAside('/proc/net/tcp6')]);
  if (ipv4.state !== 'known') return ipv4;
  // A kernel without IPv6 has no second table.
  const ipv6 = valueOf(second) ?? '';
  const rows = [...parseSocketTable(ipv4.value), ...parseSocketTable(ipv6)];
  // Sockets in TIME_WAIT have no owner; looking for one would walk every process in vain.
  const wanted = new Set(rows.flatMap(({ inode }) => (inode === '0' ? [] : [inode])));
  return known({ rows, owners: await findOwners(wanted) });
}

/** Processes looked into in one go. */
const BATCH = 32;

/** Ends as soon as all are found. Of several processes that share a socket the oldest, which opened it, counts. */
async function findOwners(inodes: ReadonlySet<string>): Promise<Owners> {
  const owners = new Map<string, number>();
  for (const [index, pid] of pids().entries()) {
    if (owners.size === inodes.size) break;
    if (index % BATCH === BATCH - 1) await letOthersWork();
    for (const descriptor of namesIn(`/proc/${pid}/fd`)) {
      const target = linkOf(`/proc/${pid}/fd/${descriptor}`);
      if (target?.startsWith('socket:[') !== true) continue;
      const inode = target.slice('socket:['.length, -1);
      if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, pid);
    }
  }
  return owners;
}
