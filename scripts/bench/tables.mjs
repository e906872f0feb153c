/** Listeners and processes in-process, against the commands that print them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isThere, median, ratio, takeTurns, timeOf } from './measure.mjs';
import { ms } from './table.mjs';

const ROUNDS = 25;
/** @type {Readonly<Record<'listeners' | 'processes', readonly [string, ...string[]]>>} */
const COMMANDS = { listeners: ['ss', '-ltnp'], processes: ['ps', '-eo', 'pid,ppid,args'] };

/** @param {string} probe @returns {Promise<readonly import('./table.mjs').Row[]>} */
export async function benchTables(probe) {
  const child = spawn(process.execPath, [probe], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ask = async (/** @type {string} */ table) => {
    child.stdin.write(`${table}\n`);
    return Number(await once(child.stdout, 'data'));
  };
  const rows = [];
  for (const table of /** @type {const} */ (['listeners', 'processes'])) {
    const [command, ...args] = COMMANDS[table];
    // The first question finds cold code; the survey asks once, but the command is warm in the disk cache as well.
    await ask(table);
    const there = isThere(command);
    const { ours, theirs } = await takeTurns(ROUNDS, {
      ours: () => ask(table),
      theirs: () => (there ? timeOf(command, args) : NaN),
    });
    const against = [command, ...args].join(' ');
    rows.push({
      what: `${table}, in-process`,
      ours: ms(median(ours)),
      ...(there
        ? { against: `${against}: ${ms(median(theirs))}`, ratio: ratio(ours, theirs) }
        : { against: `no ${command} here` }),
    });
  }
  child.stdin.end();
  return rows;
}
