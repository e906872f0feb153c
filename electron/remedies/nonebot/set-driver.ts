/** Gives NoneBot a driver that serves: without one it opens no port at all (domain facts: NoneBot dossier §1.6). */
import { valueOf } from '../../machine/answer.ts';
import type { Remedy } from '../remedy.ts';
import { envSteps } from './env-step.ts';
import { noneBotOf } from './framework.ts';

const SERVERS = ['~fastapi', '~quart'];

export const setDriver: Remedy = {
  code: 'set-driver',
  cures: ['driver-not-reverse', 'framework-crashed'],
  fits: ({ code }, { frameworks }) =>
    code === 'driver-not-reverse' ||
    frameworks.some(({ nonebot }) => nonebot?.problems.some(({ kind }) => kind === 'driver-without-tilde') === true),
  plan: async (context) => {
    const framework = noneBotOf(context);
    const { driver } = framework.nonebot;
    return envSteps(context, framework, [
      { key: 'DRIVER', value: servingDriver(valueOf(driver)?.value ?? ''), now: driver },
    ]);
  },
};

/** The drivers that are there, with a serving one in front where none is. */
export function servingDriver(present: string): string {
  const parts = present
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '~none' && part !== 'none')
    .map((part) => (part.startsWith('~') || part.includes('.') ? part : `~${part}`));
  return (parts.some((part) => SERVERS.includes(part)) ? parts : ['~fastapi', ...parts]).join('+');
}
