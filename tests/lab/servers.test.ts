import { expect, test } from 'vitest';
import { startAiocqhttp } from './support/aiocqhttp.ts';
import { startKoishi } from './support/koishi.ts';
import { startForeign } from './support/foreign.ts';
import { startNapCat } from './support/napcat.ts';
test('aio', async () => {
  const t = performance.now();
  const s = await startAiocqhttp();
  console.log(performance.now() - t, s.output());
  const cat = await startNapCat({ clients: [{ url: `ws://127.0.0.1:${s.port}/ws` }] });
  await cat.waitConnected();
  await s.waitForLine(/connect 2000000001/);
});
test('koishi', async () => {
  const t = performance.now();
  const s = await startKoishi();
  console.log(performance.now() - t, s.output());
  const cat = await startNapCat({ clients: [{ url: `ws://127.0.0.1:${s.port}/onebot` }], name: 'n2' });
  await cat.waitConnected();
  await new Promise((r) => setTimeout(r, 1000));
  console.log(s.output(), cat.output());
});
test('foreign', async () => {
  for (const k of [
    'http-200',
    'http-404',
    'http-302',
    'http-502',
    'express',
    'ssh-banner',
    'silent',
    'hang-up',
    'reset',
    'tls',
  ] as const) {
    const s = await startForeign(k);
    const cat = await startNapCat({ clients: [{ url: `ws://127.0.0.1:${s.port}/ws` }] });
    console.log(k, await cat.waitFailed());
    await Promise.all([s.stop(), cat.stop()]);
  }
});
