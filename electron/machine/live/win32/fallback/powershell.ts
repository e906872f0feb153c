/**
 * The process list through PowerShell: one fixed script, one start, nothing interpolated. It prints base64, because
 * what PowerShell does to other characters depends on the console, and JSON inside it (domain facts: Windows §e).
 * Where scripts are locked down (Constrained Language Mode) it prints nothing of the kind: unknown, not empty.
 */
import * as v from 'valibot';
import type { ProcessInfo } from '../../../machine.ts';

export const PROCESS_ARGUMENTS: readonly string[] = [
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
    '$json=ConvertTo-Json -Compress -Depth 3 -InputObject @{rows=$rows}',
    '[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($json))',
  ].join(';'),
];

/** `null` when this is not the script's output. The current folder is not in it: hidden. */
export function parseProcessTable(output: string): ProcessInfo[] | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(output.trim(), 'base64').toString('utf8'));
    return v
      .parse(Table, json)
      .rows.filter(({ pid }) => pid !== 0)
      .map((row) => ({ ...row, cwd: null, startedAt: isoTime(row.startedAt) }));
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
});

/** PowerShell writes seven decimals. */
function isoTime(text: string | null): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
