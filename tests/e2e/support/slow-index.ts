/** A package index on this machine that takes every question and answers none, and a pip that asks it. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from '../../lab/support/until.ts';

export interface SlowIndex {
  /** Whether anybody waits for its answer now. */
  readonly isAsked: () => boolean;
  readonly url: string;
}

/** Ended with the test. */
export async function slowIndex(): Promise<SlowIndex> {
  let open = 0;
  const server = createServer((socket) => {
    open += 1;
    socket
      .on('error', () => socket.destroy())
      .on('close', () => (open -= 1))
      .resume();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await until('the index', () => server.listening);
  const { port } = server.address() as AddressInfo;
  return { isAsked: () => open > 0, url: `http://127.0.0.1:${port}/simple` };
}

/** What pip of this environment asks from now on, and nothing else: neither another index nor its cache. */
export function pipAsks(environment: string, url: string): void {
  const lines = ['[global]', `index-url = ${url}`, 'retries = 0', 'timeout = 60', 'no-cache-dir = true'];
  writeFileSync(join(environment, process.platform === 'win32' ? 'pip.ini' : 'pip.conf'), `${lines.join('\n')}\n`);
}
