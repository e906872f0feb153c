/**
 * What PowerShell tells where the Win32 API cannot be called: processes, the category of each network, and whether the
 * firewall's service runs. One fixed script, one start, nothing interpolated. It prints base64, because what PowerShell
 * does to other characters depends on the console, and JSON inside it (domain facts: Windows §e). Where scripts are
 * locked down (Constrained Language Mode) it prints nothing of the kind: unknown, not empty.
 */
import * as v from 'valibot';
import type { Answer } from '../../../answer.ts';
import { known, unanswered } from '../../../answer.ts';
import type { Ask, ProcessInfo } from '../../../machine.ts';
import type { RunTool } from './run.ts';

export interface PowerShellTable {
  readonly processes: readonly ProcessInfo[];
  /** NetworkCategory of each connected network: 0 public, 1 private, 2 domain. `null`: not told. */
  readonly categories: readonly number[] | null;
  readonly firewallRunning: boolean | null;
}

export const ARGUMENTS: readonly string[] = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  [
    "$ErrorActionPreference='Stop'",
    "$ProgressPreference='SilentlyContinue'",
    '$rows=@(Get-CimInstance -ClassName Win32_Process -Property ProcessId,ParentProcessId,Name,ExecutablePath,CommandLine,CreationDate' +
      '|ForEach-Object{@{pid=$_.ProcessId;ppid=$_.ParentProcessId;name=$_.Name;path=$_.ExecutablePath;commandLine=$_.CommandLine;' +
      "startedAt=$(if($_.CreationDate){$_.CreationDate.ToUniversalTime().ToString('o')})}})",
    '$networks=$null;$firewall=$null',
    'try{$networks=@(Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetConnectionProfile|ForEach-Object{[int]$_.NetworkCategory})}catch{}',
    'try{$firewall=[bool](Get-CimInstance -ClassName Win32_Service -Filter \'Name="MpsSvc"\').Started}catch{}',
    '$json=ConvertTo-Json -Compress -Depth 3 -InputObject @{rows=$rows;networks=$networks;firewall=$firewall}',
    '[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($json))',
  ].join(';'),
];

/** Runs the script; who asks while it runs shares its answer, for a start costs seconds. */
export async function askPowerShell(run: RunTool, ask: Ask): Promise<Answer<PowerShellTable>> {
  const running = underWay.get(run);
  if (running !== undefined) {
    const shared = await running;
    // Whoever started it may have given up; we have not.
    if (shared.state !== 'timeout' || ask.signal?.aborted === true) return shared;
  }
  const started = runScript(run, ask).finally(() => underWay.delete(run));
  underWay.set(run, started);
  return started;
}

const underWay = new WeakMap<RunTool, Promise<Answer<PowerShellTable>>>();

async function runScript(run: RunTool, ask: Ask): Promise<Answer<PowerShellTable>> {
  const output = await run('powershell', ARGUMENTS, ask);
  if (output.state !== 'known') return output;
  const table = parseTable(output.value.stdout.toString('latin1'));
  if (table === null) return unanswered('not-asked', 'PowerShell gave no process list');
  // It sees itself among the others.
  const processes = table.processes.filter(({ pid }) => pid !== output.value.pid);
  return known({ ...table, processes }, 'powershell');
}

/** `null` when this is not the script's output. The current folder of a process is not in it: hidden. */
export function parseTable(output: string): PowerShellTable | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(output.trim(), 'base64').toString('utf8'));
    const { rows, networks, firewall } = v.parse(Table, json);
    return {
      processes: rows
        .filter(({ pid }) => pid !== 0)
        .map((row) => ({ ...row, cwd: null, startedAt: isoTime(row.startedAt) })),
      categories: networks,
      firewallRunning: firewall,
    };
  } catch {
    return null;
  }
}

const Text = v.optional(v.nullable(v.string()), null);

const Table = v.object({
  rows: v.array(
    v.object({
      pid: v.number(),
      ppid: v.optional(v.nullable(v.number()), null),
      name: v.string(),
      path: Text,
      commandLine: Text,
      startedAt: Text,
    }),
  ),
  // Neither is worth losing the processes for.
  networks: v.fallback(v.nullable(v.array(v.number())), null),
  firewall: v.fallback(v.nullable(v.boolean()), null),
});

/** PowerShell writes seven decimals. */
function isoTime(text: string | null): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
