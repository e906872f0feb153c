import { describe, expect, test } from 'vitest';

import { maskCommandLine } from '../../../electron/survey/mask-command-line.ts';

describe('a command line in the facts', () => {
  test.each([
    ['python bot.py --token s3cret', 'python bot.py --token ***'],
    ['python bot.py --access-token=s3cret -v', 'python bot.py --access-token=*** -v'],
    ['bot.exe -password "two words" --port 8080', 'bot.exe -password *** --port 8080'],
    ['env ONEBOT_ACCESS_TOKEN=s3cret python bot.py', 'env ONEBOT_ACCESS_TOKEN=*** python bot.py'],
    ['client ws://me:s3cret@127.0.0.1:8080/ws', 'client ws://me:***@127.0.0.1:8080/ws'],
    ['client "ws://127.0.0.1/ws?access_token=s3cret&x=1"', 'client "ws://127.0.0.1/ws?access_token=***&x=1"'],
  ])('%s keeps no secret', (line, masked) => {
    expect(maskCommandLine(line)).toBe(masked);
  });

  test('keeps what the diagnosis reads: accounts, paths, ports', () => {
    const line = '"C:\\Program Files\\Tencent\\QQNT\\QQ.exe" --enable-logging -q 2000000001 --port=8080';
    expect(maskCommandLine(line)).toBe(line);
  });
});
