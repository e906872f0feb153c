/** `ports`: who listens where, and what answers there. */
import { inspectPorts } from '../../../doctor.ts';
import type { OpenPort } from '../../../doctor.ts';
import { EXIT } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { columns, harmlessLine, jsonText, padTo } from '../output/style.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export const PORTS_FORMAT = 'napcat-doctor/ports@1';

export async function ports(
  command: { readonly json: boolean; readonly recording?: string },
  terminal: Terminal,
): Promise<number> {
  const { messages, out, style, signal } = terminal;
  const machine = await openMachine(command, terminal);
  const answer = await inspectPorts(machine, { signal, deadline: 5_000 });
  if (signal.aborted) throw new CommandError(messages.errors.cancelled, EXIT.incomplete);
  if (answer.state !== 'known')
    throw new CommandError(messages.ports.unseen(messages.coverage[answer.state]), EXIT.incomplete);
  if (command.json) {
    out(jsonText({ format: PORTS_FORMAT, ports: answer.value.map(documentOf) }));
    return EXIT.healthy;
  }
  if (answer.value.length === 0) {
    out(messages.ports.none);
    return EXIT.healthy;
  }
  const { headers, hiddenOwner } = messages.ports;
  const rows = answer.value.map(({ listener, process, identity }) => [
    listener.address,
    String(listener.port),
    process?.name ?? hiddenOwner,
    listener.pid === null ? '' : String(listener.pid),
    identity === null ? '' : `${identity.kind} · ${identity.answer}`,
  ]);
  const table = [[headers.address, headers.port, headers.process, headers.pid, headers.answer], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => columns(harmlessLine(row[column] ?? ''))))) ?? [];
  table.forEach((row, index) => {
    const line = row
      .map((cell, column) => padTo(harmlessLine(cell), widths[column] ?? 0))
      .join('  ')
      .trimEnd();
    out(index === 0 ? style.bold(line) : line);
  });
  return EXIT.healthy;
}

function documentOf({ listener, process, identity }: OpenPort): object {
  return {
    address: listener.address,
    port: listener.port,
    pid: listener.pid,
    process: process?.name ?? null,
    path: process?.path ?? null,
    answer: identity === null ? null : { kind: identity.kind, said: identity.answer, server: identity.server },
  };
}
