import { expect, test } from 'vitest';
import { startNoneBot } from './support/nonebot.ts';
test('x', async () => {
  const t = performance.now();
  const bot = await startNoneBot();
  console.log(performance.now() - t, bot.pid, bot.dir, bot.output());
  await bot.freeze(1);
  await bot.stop('SIGTERM');
  console.log(bot.output());
  expect(1).toBe(1);
});
