/**
 * The Windows machine in-process, each table against the command that people would type for it. `together` as an
 * argument: the time from nothing to listeners, processes and rules, once, as one number.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createWin32Machine } from '../../../electron/machine/live/win32/index.ts';
import { parseFirewallRule } from '../../../electron/survey/system/firewall-rule.ts';
import { expander } from '../../../electron/survey/system/variables.ts';
import { firewallRules, textLines } from '../../../tests/win32/support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from '../../../tests/win32/support/registry.ts';

const KEY = `${TEST_KEY}\\Bench`;
const ROUNDS = 7;
/** A command that prints less than this is a stub of Wine's and tells nothing. */
const LEAST_OUTPUT = 100;

const mode = process.argv[2];
if (mode === 'prepare') importKeys([{ key: KEY, lines: textLines(firewallRules(600)) }]);
else if (mode === 'clean') deleteKey(KEY);
else if (mode === 'together') process.stdout.write(JSON.stringify(await timed(together)));
else await compare();

async function together() {
  const machine = createWin32Machine();
  return [await machine.listeners(), await machine.processes(), await rules(machine)];
}

/** @param {import('../../../electron/machine/machine.ts').Machine} machine */
async function rules(machine) {
  const answer = await machine.registry(KEY);
  if (answer.state !== 'known') throw new Error(answer.state);
  const expand = expander({ SystemRoot: 'C:\\Windows' });
  return Object.entries(answer.value).map(([id, data]) => parseFirewallRule(id, data, 'local', expand));
}

async function compare() {
  const machine = createWin32Machine();
  /** @type {Readonly<Record<string, readonly [() => Promise<unknown>, ...(readonly [string, ...string[]])[]]>>} */
  const questions = {
    listeners: [() => machine.listeners(), ['netstat.exe', '-ano']],
    processes: [
      () => machine.processes(),
      ['tasklist.exe', '/V', '/FO', 'CSV'],
      ['wbem\\wmic.exe', 'process', 'get', 'ProcessId,ParentProcessId,CommandLine'],
    ],
    '600 firewall rules': [
      () => rules(machine),
      ['netsh.exe', 'advfirewall', 'firewall', 'show', 'rule', 'name=all'],
      ['reg.exe', 'query', KEY],
    ],
  };
  for (const [name, [ask, ...commands]] of Object.entries(questions)) {
    const command = commands.find((candidate) => prints(candidate));
    const ours = [];
    const theirs = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timed(ask));
      if (command !== undefined) theirs.push(await timed(() => run(command)));
    }
    const typed = (command ?? commands[0] ?? []).filter((word) => word !== KEY).join(' ');
    console.log(JSON.stringify({ name, command: typed, ours, theirs: command === undefined ? null : theirs }));
  }
}

/** @param {() => unknown} work */
async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** @param {readonly [string, ...string[]]} command */
function prints(command) {
  try {
    return run(command).length >= LEAST_OUTPUT;
  } catch {
    return false;
  }
}

/** @param {readonly [string, ...string[]]} command */
function run([tool, ...args]) {
  const path = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', tool);
  return execFileSync(path, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    timeout: 30_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}
