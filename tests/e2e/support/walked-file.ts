/** Where the walks of a run are noted, and that every run begins without those of the last one (`globalSetup`). */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../../scripts/build.mjs';

type Host = ProvidedContext['host'];

export function walkedFile(host: Host): string {
  return join(ROOT, `.cache/walked-${host}.txt`);
}

export default function forgetWalks(project: TestProject): void {
  const file = walkedFile(project.getProvidedContext().host);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
}
