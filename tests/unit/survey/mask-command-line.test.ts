import { describe, expect, test } from 'vitest';

import { maskCommandLine } from '../../../electron/survey/mask-command-line.ts';
import { cpuTime } from '../support/cpu.ts';

describe('a command line in the facts', () => {
  test.each([
    ['python bot.py --token s3cret', 'python bot.py --token ***'],
    ['python bot.py --access-token=s3cret -v', 'python bot.py --access-token=*** -v'],
    ['bot.exe -password "two words" --port 8080', 'bot.exe -password *** --port 8080'],
    ['env ONEBOT_ACCESS_TOKEN=s3cret python bot.py', 'env ONEBOT_ACCESS_TOKEN=*** python bot.py'],
    ['client ws://me:s3cret@127.0.0.1:8080/ws', 'client ws://me:***@127.0.0.1:8080/ws'],
    ['client "ws://127.0.0.1/ws?access_token=s3cret&x=1"', 'client "ws://127.0.0.1/ws?access_token=***&x=1"'],
    [
      'node -e "start({\\"token\\":\\"s3cret two\\",\\"port\\":8080})"',
      'node -e "start({\\"token\\":***,\\"port\\":8080})"',
    ],
    [`node start.js '{"access_token": "s3cret"}'`, `node start.js '{"access_token": ***}'`],
    ['python bot.py access_token=s3cret port=8080', 'python bot.py access_token=*** port=8080'],
    ['curl -H "Authorization: Bearer s3cret.x-y" host', 'curl -H "Authorization: Bearer ***" host'],
    ['python bot.py --onebot-secret "密 码" --x', 'python bot.py --onebot-secret *** --x'],
  ])('%s keeps no secret', (line, masked) => {
    expect(maskCommandLine(line)).toBe(masked);
  });

  test('is masked in no time, whatever it holds', () => {
    const hostile = ['"', "'", '\\"', 'token', '=', ' '].map((piece) => piece.repeat(8_000)).join('token=');
    const from = cpuTime();
    maskCommandLine(hostile);
    expect(cpuTime() - from).toBeLessThan(2_000);
  });

  test('keeps what the diagnosis reads: accounts, paths, ports', () => {
    const line = '"C:\\Program Files\\Tencent\\QQNT\\QQ.exe" --enable-logging -q 2000000001 --port=8080';
    expect(maskCommandLine(line)).toBe(line);
  });
});
