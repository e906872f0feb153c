/**
 * What `scripts/setup-tests.mjs` managed to install, for tests that need it:
 * `test.skipIf(lacks(venv('aiocqhttp')))(named('…', venv('aiocqhttp')), …)`.
 */
import { existsSync, readFileSync } from 'node:fs';

import { RESULT_FILE } from '../../../scripts/setup-tests.mjs';
import type { Installed, Missing } from '../../../scripts/setup-tests.mjs';

export type VenvName = 'nonebot-current' | 'nonebot-2.3.3' | 'nonebot-no-websockets' | 'aiocqhttp';

const NOT_SET_UP: Missing = { missing: 'node scripts/setup-tests.mjs has not been run' };

// The file is written by the script beside its type; nobody else touches it.
const installed = existsSync(RESULT_FILE) ? (JSON.parse(readFileSync(RESULT_FILE, 'utf8')) as Installed) : null;

export function venv(name: VenvName): { readonly python: string } | Missing {
  return installed?.venvs[name] ?? NOT_SET_UP;
}

export const koishi: Installed['koishi'] = installed?.koishi ?? NOT_SET_UP;

export const tls: Installed['tls'] = installed?.tls ?? NOT_SET_UP;

/** Whether any of them is missing; the condition for `skipIf`. */
export function lacks(...needs: readonly object[]): boolean {
  return reasonOf(needs) !== undefined;
}

/** The name of a test, with the reason in it when it will be skipped. */
export function named(title: string, ...needs: readonly object[]): string {
  const reason = reasonOf(needs);
  return reason === undefined ? title : `${title} [skipped: ${reason}]`;
}

/** The thing itself, or an error that gives the reason. For code that runs only when nothing is lacking. */
export function present<T extends object>(need: T | Missing): T {
  if (isMissing(need)) throw new Error(need.missing);
  return need;
}

function reasonOf(needs: readonly object[]): string | undefined {
  return needs.find(isMissing)?.missing;
}

function isMissing(need: object): need is Missing {
  return 'missing' in need;
}
