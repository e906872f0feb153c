/** What the Python projects of the lab have in common: a shared venv that looks like their own, a clean environment. */
import { existsSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { present, venv } from './installed.ts';
import type { VenvName } from './installed.ts';

/** Links `.venv` into the project, where nb-cli and uv put it, and returns the interpreter in it. */
export function pythonOf(dir: string, name: VenvName): string {
  const link = join(dir, '.venv');
  const target = dirname(dirname(present(venv(name)).python));
  if (!existsSync(link)) symlinkSync(target, link, 'junction');
  return join(link, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
}

/** Whatever the shell of the test run exports under names that a bot reads must not decide a test. */
export const CLEAN_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  HOST: undefined,
  PORT: undefined,
  DRIVER: undefined,
  ENVIRONMENT: undefined,
  LOG_LEVEL: undefined,
  ACCESS_TOKEN: undefined,
  ONEBOT_ACCESS_TOKEN: undefined,
  ONEBOT_V11_ACCESS_TOKEN: undefined,
  VIRTUAL_ENV: undefined,
  PYTHONHOME: undefined,
  PYTHONPATH: undefined,
  PYTHONUNBUFFERED: '1',
  PYTHONIOENCODING: 'utf-8',
  PYTHONDONTWRITEBYTECODE: '1',
};
