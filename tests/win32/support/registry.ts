/** A registry key of the tests' own, below HKEY_CURRENT_USER so that nothing else is touched. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolPath } from '../../../electron/machine/live/win32/fallback/run.ts';
import { regFile, type RegKey } from './firewall-reg.ts';
import { scratchFolder } from './scratch.ts';

export const TEST_KEY = 'HKEY_CURRENT_USER\\Software\\NapCatDoctorTest';

export function importKeys(keys: readonly RegKey[]): void {
  const file = join(scratchFolder(), '导入.reg');
  writeFileSync(file, regFile(keys));
  reg('import', file);
}

export function deleteKey(key: string): void {
  reg('delete', key, '/f');
}

function reg(...args: string[]): void {
  execFileSync(toolPath('reg'), args, { stdio: 'ignore', windowsHide: true, timeout: 30_000 });
}
