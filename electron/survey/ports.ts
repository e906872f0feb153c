/** Who listens where, and what answers there: the `ports` command. */
import type { Answer } from '../machine/answer.ts';
import { NOT_ASKED, valueOf } from '../machine/answer.ts';
import type { Ask, HttpAnswer, Listener, Machine, ProcessInfo } from '../machine/machine.ts';

export interface PortFacts {
  readonly listener: Listener;
  readonly process: ProcessInfo | null;
  /** Only programs that may carry a bot or NapCat are asked; a database is left alone. */
  readonly http: { readonly url: string; readonly answer: Answer<HttpAnswer> } | null;
}

export async function surveyPorts(machine: Machine, ask: Ask): Promise<Answer<readonly PortFacts[]>> {
  const [listeners, processes] = await Promise.all([machine.listeners(ask), machine.processes(ask)]);
  if (listeners.state !== 'known') return listeners;
  const byPid = new Map((valueOf(processes) ?? []).map((process) => [process.pid, process]));
  const rows = listeners.value.toSorted((a, b) => a.port - b.port || a.address.localeCompare(b.address));
  return {
    state: 'known',
    value: await Promise.all(
      rows.map(async (listener): Promise<PortFacts> => {
        const process = listener.pid === null ? null : (byPid.get(listener.pid) ?? null);
        return { listener, process, http: await askOne(machine, listener, process, ask) };
      }),
    ),
  };
}

const MAY_CARRY_A_BOT =
  /^(?:pythonw?[\d.]*|node|java|koishi|koi|qq|sealdice-core|com\.docker\.backend|docker-proxy|wslrelay|wslhost)(?:\.exe)?$/i;

async function askOne(
  machine: Machine,
  { address, port }: Listener,
  process: ProcessInfo | null,
  ask: Ask,
): Promise<PortFacts['http']> {
  if (machine.live && (process === null || !MAY_CARRY_A_BOT.test(process.name))) return null;
  const host =
    address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '[::1]' : address.includes(':') ? `[${address}]` : address;
  const url = `http://${host}:${port}/onebot/v11/`;
  const answer = await machine.http({ method: 'GET', url }, { ...ask, deadline: 2_000 });
  return answer.state === NOT_ASKED.state ? null : { url, answer };
}
