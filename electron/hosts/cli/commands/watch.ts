/**
 * `watch`: keeps looking while the user reproduces the problem, tells on stderr what happens as it does, and ends with
 * a diagnosis. The first Ctrl-C ends the watch and not the command.
 */
import { resolve } from 'node:path';
import { watchClock } from '../../../contract/messages/phrase.ts';
import type { Catalogue } from '../../../contract/messages/catalogue.ts';
import { presentDiagnosis } from '../../../contract/present.ts';
import type { Watch, WatchEvent } from '../../../contract/watch.ts';
import { watch as watchMachine } from '../../../doctor.ts';
import { productOf } from '../../../survey/logs/console.ts';
import type { WatchCommand } from '../arguments.ts';
import { exitStatusOf } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { printDiagnosis } from '../output/report.ts';
import { harmlessLine, jsonText } from '../output/style.ts';
import type { Terminal } from '../terminal.ts';
import { requestOf } from './diagnose.ts';

export async function watch(command: WatchCommand, terminal: Terminal): Promise<number> {
  const { messages, err, signal } = terminal;
  const logs = command.logs.map((path) => (path === '-' ? path : resolve(path)));
  const [machine, catalogue] = await Promise.all([openMachine({ logs }, terminal), terminal.catalogue()]);
  err(`${messages.watch.looking}\n`);
  let announced = false;
  const tell = newEvents(catalogue, err);
  const { diagnosis, elapsedMs } = await watchMachine(machine, requestOf(command), {
    limitMs: command.seconds * 1000,
    stop: signal,
    follow: machine
      .console()
      .flatMap(({ of, text }) => (of === 'stdin' ? [] : [{ path: of, of: productOf({ of, text }) }])),
    onLook: (seen) => {
      if (!announced) err(`${messages.watch.watching(command.seconds)}\n`);
      announced = true;
      tell(seen);
    },
  });
  const document = presentDiagnosis(diagnosis, catalogue, elapsedMs);
  if (command.json) terminal.out(jsonText(document));
  else printDiagnosis(document, catalogue, terminal);
  return exitStatusOf(diagnosis);
}

/** Prints each event once, and one that goes on repeating once more for every time. */
function newEvents({ watchEvent }: Catalogue, err: Terminal['err']): (watch: Watch) => void {
  const told = new Set<string>();
  const keyOf = ({ at, kind, lastAt, port, pid }: WatchEvent): string => [at, lastAt, kind, port, pid].join(' ');
  return ({ events }) => {
    for (const event of events) {
      if (told.has(keyOf(event))) continue;
      told.add(keyOf(event));
      err(`${watchClock(event.lastAt)}  ${harmlessLine(watchEvent({ ...event, count: 1 }))}\n`);
    }
  };
}
