/** Whatever a page that was taken over sends in place of a request: it is refused, and nobody behind the desk hears of it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CallName } from '../../../electron/contract/app.ts';
import { REQUESTS } from '../../../electron/contract/app-requests.ts';
import { openDataFolder } from '../../../electron/hosts/app/data-folder.ts';
import { createDesk } from '../../../electron/hosts/app/desk.ts';
import { malformed, WELL_FORMED } from './requests.ts';

const NAMES = Object.keys(REQUESTS) as CallName[];
const heard: string[] = [];
const desk = await createDesk({
  about: {
    ...{ version: '1', host: 'web', platform: 'linux', arch: 'x64' },
    runtimes: {},
    demo: false,
    translucent: false,
  },
  data: openDataFolder(join(tmpdir(), 'doctor-nobody-writes-here')),
  engine: {
    call: (name) => {
      heard.push(name);
      return Promise.resolve({ ok: false, error: 'cancelled', message: '' });
    },
  },
  choose: () => Promise.reject(new Error('asked the user')),
  save: () => Promise.reject(new Error('asked the user')),
});
const running = { signal: new AbortController().signal, progress: () => undefined };

describe.each(NAMES)('%s', (name) => {
  test('takes the request that it is meant for', () => {
    expect(v.safeParse(REQUESTS[name], WELL_FORMED[name]).issues).toBeUndefined();
  });

  test('refuses it with anything wrong in it', async () => {
    await fc.assert(
      fc.asyncProperty(malformed(name), async (request) => {
        expect(await desk.answer(name, request, running)).toMatchObject({ ok: false, error: 'refused' });
      }),
    );
    expect(heard).toEqual([]);
  });
});

test('a name of anything but a call is refused', async () => {
  const names = fc.anything().filter((name) => !NAMES.includes(name as CallName));
  await fc.assert(
    fc.asyncProperty(names, fc.anything(), async (name, request) => {
      expect(await desk.answer(name, request, running)).toMatchObject({ ok: false, error: 'refused' });
    }),
  );
});
