/** What every benchmark here rests on: many short turns that take part in each other's weather, and their medians. */
import { spawn, spawnSync } from 'node:child_process';

/** Milliseconds since 1970, finer than `Date`; two processes of one computer may compare theirs. */
export function instant() {
  return performance.timeOrigin + performance.now();
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2;
}

/**
 * Takes turns: every contender once a round, so that a busy moment of the machine meets all of them.
 * @template {string} Name
 * @param {number} rounds
 * @param {Readonly<Record<Name, () => Promise<number> | number>>} contenders Each gives its milliseconds.
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function takeTurns(rounds, contenders) {
  const names = /** @type {Name[]} */ (Object.keys(contenders));
  /** @type {Map<Name, number[]>} */
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) times.get(name)?.push(await contenders[name]());
  return /** @type {Record<Name, number[]>} */ (Object.fromEntries(times));
}

/**
 * The median of the rounds' own ratios: what was slow for both in one round cancels out.
 * @param {readonly number[]} ours @param {readonly number[]} theirs
 */
export function ratio(ours, theirs) {
  return median(ours.map((time, round) => time / (theirs[round] ?? NaN)));
}

/**
 * Milliseconds from the start of a command to its end.
 * @param {string} command @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function timeOf(command, args) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    // Through a pipe: grep looks no further than its first match when nobody is there to read.
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.on('error', reject);
    child.on('exit', () => resolve(performance.now() - from));
  });
}

/** @param {string} command */
export function isThere(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** On Linux `maxRSS` begins with what the parent had, which here is a whole bundler; the kernel's own mark does not. */
const REPORT_MEMORY = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs';
  const status = '/proc/self/status';
  process.on('exit', () => {
    const mark = existsSync(status) ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
    process.stderr.write('\\npeak ' + (mark ?? process.resourceUsage().maxRSS) + '\\n');
  });
`)}`;

/**
 * Runs a script of Node's to its end.
 * @param {readonly string[]} args The script, with flags of Node before it and its own arguments behind.
 * @returns {{ ms: number, stdout: string, peakMb: number }}
 */
export function runNode(args) {
  const from = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', REPORT_MEMORY, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const peak = /\npeak (\d+)\n/.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`${args.join(' ')} broke off:\n${stderr}`);
  return { ms: performance.now() - from, stdout, peakMb: Number(peak) / 1024 };
}
