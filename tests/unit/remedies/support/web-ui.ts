/** NapCat's WebUI as far as a reload needs it: it logs in, and writes what it is given in its own style. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export const WEBUI_TOKEN = 'w3b-t0ken';

export interface WebUi {
  readonly base: string;
  /** Every document that it was given. */
  readonly taken: string[];
}

/** `file`: what it writes. `uin`: who is logged in. */
export async function startWebUi(file: string, uin: string): Promise<WebUi> {
  const taken: string[] = [];
  const expected = createHash('sha256').update(`${WEBUI_TOKEN}.napcat`).digest('hex');
  const answers: Readonly<Record<string, (body: Record<string, unknown>) => unknown>> = {
    '/api/auth/login': ({ hash }) =>
      hash === expected ? { code: 0, data: { Credential: 'c' } } : { code: -1, message: 'token is invalid' },
    '/api/QQLogin/GetQQLoginInfo': () => ({ code: 0, data: { uin } }),
    '/api/OB11Config/SetConfig': ({ config }) => {
      taken.push(String(config));
      writeFileSync(file, JSON.stringify(JSON.parse(String(config)), null, 2));
      return { code: 0, data: null };
    },
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = answers[request.url ?? '']?.(JSON.parse(body) as Record<string, unknown>);
      response.end(JSON.stringify(answer ?? { code: -1, message: 'Not Found' }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken };
}
