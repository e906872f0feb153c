/**
 * Exempts this machine from the proxy of the user's environment: Python's websockets and httpx honour NO_PROXY, and a
 * proxy cannot reach 127.0.0.1 for us (domain facts: Windows §g).
 */
import { valueOf } from '../../machine/answer.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import { restartSteps } from '../nonebot/env-step.ts';
import { systemTool } from './netsh.ts';

const LOCAL = ['127.0.0.1', 'localhost', '::1'];
/** setx cuts longer values off without a word (Microsoft, "setx"). */
const LONGEST = 1_000;
const USER_ENVIRONMENT = 'HKCU\\Environment';

export const bypassProxy: Remedy = {
  code: 'bypass-proxy',
  cures: ['proxy-hijack'],
  plan: async (context) => {
    const setx = systemTool(context, 'setx.exe');
    const reg = systemTool(context, 'reg.exe');
    const stored = valueOf(await context.machine.registry(USER_ENVIRONMENT));
    const found = Object.entries(stored ?? {}).find(([name]) => name.toUpperCase() === 'NO_PROXY')?.[1];
    const before = typeof found === 'string' ? found : null;
    const parts = (before ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const value = [...parts, ...LOCAL.filter((host) => !parts.includes(host))].join(',');
    if (value.length > LONGEST || /["\p{Cc}]/u.test(value)) throw new Refused('value-unusable', { key: 'NO_PROXY' });
    const undo =
      before === null ? [reg, 'delete', USER_ENVIRONMENT, '/v', 'NO_PROXY', '/f'] : [setx, 'NO_PROXY', before];
    return [
      commandStep(
        'set-variable',
        { key: 'NO_PROXY', value },
        { command: { argv: [setx, 'NO_PROXY', value] }, elevated: false, undo: { argv: undo } },
      ),
      ...(context.situation.framework === null ? [] : restartSteps(context.situation.framework)),
    ];
  },
};
