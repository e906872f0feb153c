/** Watches for a command: tells on stderr what happens as it does. The first Ctrl-C ends the watch, not the command. */
import type { Catalogue } from '../../contract/messages/catalogue.ts';
import { watchClock } from '../../contract/messages/phrase.ts';
import type { Watch, WatchEvent } from '../../contract/watch.ts';
import { watch } from '../../doctor.ts';
import type { Watched } from '../../doctor.ts';
import type { Machine } from '../../machine/machine.ts';
import type { SurveyRequest } from '../../survey/facts.ts';
import { productOf } from '../../survey/logs/console.ts';
import { harmlessLine } from './output/style.ts';
import type { Terminal } from './terminal.ts';

export async function watchFor(
  seconds: number,
  machine: Machine,
  request: SurveyRequest,
  { messages, err, signal, catalogue }: Terminal,
): Promise<Watched> {
  err(`${messages.watch.looking}\n`);
  const tell = newEvents(await catalogue(), err);
  let announced = false;
  return watch(machine, request, {
    limitMs: seconds * 1000,
    stop: signal,
    follow: machine
      .console()
      .flatMap(({ of, text }) => (machine.paths.isAbsolute(of) ? [{ path: of, of: productOf({ of, text }) }] : [])),
    onLook: (seen) => {
      if (!announced) err(`${messages.watch.watching(seconds)}\n`);
      announced = true;
      tell(seen);
    },
  });
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
