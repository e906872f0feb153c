/** What kind of Windows this is. Every part that cannot be told is left out. */
import { execFileSync } from 'node:child_process';
import { version } from 'node:os';
import { known, valueOf } from '../../answer.ts';
import type { HostInfo, RegistryValues } from '../../machine.ts';
import { portableHost } from '../portable.ts';
import { registryValues } from './api/registry.ts';
import { isElevated, oemCodePage } from './api/system.ts';
import { attempt } from './either.ts';
import { toolPath } from './fallback/run.ts';
import { registryRecord } from './registry-value.ts';

export function hostInfo(): HostInfo {
  const edition = editionText();
  const codePage = valueOf(attempt(() => known(oemCodePage()))) ?? codePageByTool();
  const elevated = valueOf(attempt(() => known(isElevated())));
  return {
    platform: 'win32',
    ...portableHost(),
    ...(edition !== undefined && { edition }),
    ...(codePage !== undefined && { oemCodePage: codePage }),
    ...(elevated !== undefined && { elevated }),
  };
}

/**
 * `Windows 11 Pro 24H2` from the values of CurrentVersion. Windows 11 still calls itself 10 in ProductName; what
 * tells it is the build, 22000 or later.
 */
export function editionOf(values: RegistryValues): string | undefined {
  const { ProductName: product, DisplayVersion: update, CurrentBuildNumber: build } = values;
  if (typeof product !== 'string' || product === '') return undefined;
  const name = Number(build) >= 22_000 ? product.replace('Windows 10', 'Windows 11') : product;
  return typeof update === 'string' && update !== '' ? `${name} ${update}` : name;
}

const CURRENT_VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

function editionText(): string | undefined {
  const values = attempt(() => known(registryRecord(registryValues(CURRENT_VERSION))));
  const named = values.state === 'known' ? editionOf(values.value) : undefined;
  // Node asks the same value and mends the name, but leaves the update out.
  return named ?? (version().includes('Windows') ? version() : undefined);
}

/** Only when koffi is missing. One short call, whose answer is ASCII: `OEMCP    REG_SZ    936`. */
function codePageByTool(): number | undefined {
  try {
    const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';
    const output = execFileSync(toolPath('reg'), ['query', key, '/v', 'OEMCP'], {
      encoding: 'latin1',
      windowsHide: true,
      timeout: 2_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const digits = /OEMCP\s+REG_SZ\s+(\d+)/.exec(output)?.[1];
    return digits === undefined ? undefined : Number(digits);
  } catch {
    return undefined;
  }
}
