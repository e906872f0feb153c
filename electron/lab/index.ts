/** The stand-ins as hosts call them. Each is loaded when it is wanted: a diagnosis needs none. */
import type { KnockReport, ListenReport, RelayReport } from '../contract/lab.ts';
import { valueOf } from '../machine/answer.ts';
import type { Machine } from '../machine/machine.ts';
import type { LabOptions, ListenRequest } from './listen.ts';
import type { RelayRequest } from './relay.ts';

export interface KnockAt {
  readonly url: string;
  /** Without it the one that NapCat's entry for this address has. */
  readonly token?: string;
  readonly napcatDir?: string;
  readonly seconds?: number;
}

/** Plays NapCat against a framework. Registers a made-up account there: only for somebody who was told so. */
export async function knock(machine: Machine, at: KnockAt, options: LabOptions = {}): Promise<KnockReport> {
  const [{ knock: play }, { tokenOfEntry }] = await Promise.all([
    import('./knock.ts'),
    import('../survey/napcat/entry-token.ts'),
  ]);
  const { url, token: given, napcatDir, seconds } = at;
  const ask = options.signal === undefined ? {} : { signal: options.signal };
  const found = given ?? (await tokenOfEntry(machine, url, napcatDir, ask));
  return play(
    machine,
    {
      url,
      token: found ?? '',
      tokenFrom: given !== undefined ? 'given' : found === null ? 'none' : 'from-entry',
      ...(seconds === undefined ? {} : { seconds }),
    },
    options,
  );
}

/** Plays NoneBot on a port of this computer and sees whether NapCat arrives. */
export async function listen(
  machine: Machine,
  request: ListenRequest,
  options: LabOptions = {},
): Promise<ListenReport> {
  const report = await (await import('./listen.ts')).listen(request, options);
  return report.outcome === 'port-taken' ? { ...report, owner: await ownerOf(machine, report.port) } : report;
}

/** Sits between NapCat and its framework and shows what goes by. */
export async function relay(machine: Machine, request: RelayRequest, options: LabOptions = {}): Promise<RelayReport> {
  const report = await (await import('./relay.ts')).relay(request, options);
  return report.outcome === 'port-taken' ? { ...report, owner: await ownerOf(machine, report.port) } : report;
}

async function ownerOf(machine: Machine, port: number): Promise<ListenReport['owner']> {
  const [listeners, processes] = await Promise.all([machine.listeners(), machine.processes()]);
  const pid = valueOf(listeners)?.find((listener) => listener.port === port && listener.pid !== null)?.pid;
  const owner = valueOf(processes)?.find((process) => process.pid === pid);
  return owner === undefined ? null : { pid: owner.pid, name: owner.name };
}
