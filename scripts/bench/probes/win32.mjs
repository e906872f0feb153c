/** Under Wine: the Windows machine's tables in-process, each against the command that people would type for it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createWin32Machine } from '../../../electron/machine/live/win32/index.ts';
import { firewallRules, textLines } from '../../../tests/win32/support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from '../../../tests/win32/support/registry.ts';

const KEY = `${TEST_KEY}\\Bench`;
const ROUNDS = 7;
const FAILED = Symbol('failed');

importKeys([{ key: KEY, lines: textLines(firewallRules(600)) }]);
const machine = createWin32Machine();
/** @type {Readonly<Record<string, readonly [() => Promise<unknown>, readonly [string, ...string[]]]>>} */
const QUESTIONS = {
  listeners: [() => machine.listeners(), ['netstat', '-ano']],
  processes: [() => machine.processes(), ['tasklist']],
  '600 registry values': [() => machine.registry(KEY), ['reg', 'query', KEY]],
};
try {
  for (const [name, [ask, [tool, ...args]]] of Object.entries(QUESTIONS)) {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timed(ask));
      theirs.push(await timed(() => run(tool, args)));
    }
    const command = [tool, ...args.filter((arg) => arg !== KEY)].join(' ');
    console.log(JSON.stringify({ name, command, ours, theirs: theirs.some(Number.isNaN) ? null : theirs }));
  }
} finally {
  deleteKey(KEY);
}

/** @param {() => unknown} work */
async function timed(work) {
  const from = performance.now();
  return (await work()) === FAILED ? NaN : performance.now() - from;
}

/** @param {string} tool @param {readonly string[]} args */
function run(tool, args) {
  try {
    const path = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', `${tool}.exe`);
    return execFileSync(path, args, { stdio: 'ignore', windowsHide: true, timeout: 30_000 });
  } catch {
    return FAILED;
  }
}
