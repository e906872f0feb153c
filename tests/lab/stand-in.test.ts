import { expect, test } from 'vitest';
import { startNoneBot } from './support/nonebot.ts';
import { startNapCat } from './support/napcat.ts';
test('x', async () => {
  const bot = await startNoneBot({ callsApi: true });
  const t = performance.now();
  const cat = await startNapCat({
    clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }],
    fileLog: true,
    chatEveryMs: 200,
  });
  console.log(performance.now() - t);
  await cat.waitConnected();
  await bot.waitForEvent('connect 2000000001');
  await bot.waitForEvent(/^api/);
  await bot.waitForEvent(/^message/);
  console.log(bot.events(), cat.output(), cat.log(), cat.history());
  await bot.stop();
  console.log(await cat.waitFailed());
  console.log(cat.log());
  expect(1).toBe(1);
});
