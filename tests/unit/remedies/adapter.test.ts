import { describe, expect, it } from 'vitest';

import { inProgram, inPyproject } from '../../../electron/remedies/nonebot/register-adapter.ts';
import { servingDriver } from '../../../electron/remedies/nonebot/set-driver.ts';
import { Refused } from '../../../electron/remedies/refused.ts';

describe('registering the adapter in bot.py', () => {
  it('goes behind the line that gets the driver, in its style', () => {
    expect(
      inProgram(
        'import nonebot\r\nnonebot.init()\r\ndriver = nonebot.get_driver()  # 驱动\r\nnonebot.run()\r\n',
        'bot.py',
      ),
    ).toBe(
      'import nonebot\r\nnonebot.init()\r\ndriver = nonebot.get_driver()  # 驱动\r\n' +
        'from nonebot.adapters.onebot.v11 import Adapter as OneBotV11Adapter\r\n' +
        'driver.register_adapter(OneBotV11Adapter)\r\nnonebot.run()\r\n',
    );
  });

  it('does without a driver of its own', () => {
    expect(inProgram('import nonebot\nnonebot.init()\nnonebot.run()\n', 'bot.py')).toContain(
      'nonebot.get_driver().register_adapter(OneBotV11Adapter)\nnonebot.run()',
    );
  });

  it.each(['print("hello")\n', 'from x import start\nstart()\n', ''])('refuses %j', (program) => {
    expect(() => inProgram(program, 'bot.py')).toThrow(Refused);
  });
});

describe('registering the adapter in pyproject.toml', () => {
  const ENTRY = '{ name = "OneBot V11", module_name = "nonebot.adapters.onebot.v11" }';

  it.each([
    [
      'the new form',
      '[tool.nonebot.adapters]\n\n[tool.nonebot.plugins]\n',
      `[tool.nonebot.adapters]\nnonebot-adapter-onebot = [${ENTRY}]\n\n[tool.nonebot.plugins]\n`,
    ],
    ['an empty list', '[tool.nonebot]\nadapters = []\n', `[tool.nonebot]\nadapters = [${ENTRY}]\n`],
    [
      'a list with others',
      '[tool.nonebot]\nadapters = [{ name = "x", module_name = "y" }]\n',
      `[tool.nonebot]\nadapters = [${ENTRY}, { name = "x", module_name = "y" }]\n`,
    ],
    [
      'the new form with V12 alone',
      '[tool.nonebot.adapters]\nnonebot-adapter-onebot = [{ name = "V12", module_name = "nonebot.adapters.onebot.v12" }]\n',
      `[tool.nonebot.adapters]\nnonebot-adapter-onebot = [${ENTRY}, { name = "V12", module_name = "nonebot.adapters.onebot.v12" }]\n`,
    ],
  ])('knows %s', (_, before, after) => {
    expect(inPyproject(before, 'pyproject.toml')).toBe(after);
  });

  it('refuses a file that is none of NoneBot', () => {
    expect(() => inPyproject('[project]\nname = "x"\n', 'pyproject.toml')).toThrow(Refused);
  });
});

it.each([
  ['~none', '~fastapi'],
  ['~httpx+~websockets', '~fastapi+~httpx+~websockets'],
  ['fastapi', '~fastapi'],
  ['~quart+~httpx', '~quart+~httpx'],
  ['', '~fastapi'],
])('the driver %s becomes %s', (before, after) => {
  expect(servingDriver(before)).toBe(after);
});
