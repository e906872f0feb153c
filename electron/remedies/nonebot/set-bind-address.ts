/** Lets NoneBot bind an address that this machine has, or every address when NapCat comes from elsewhere. */
import type { Remedy } from '../remedy.ts';
import { envSteps } from './env-step.ts';
import { noneBotOf } from './framework.ts';

export const setBindAddress: Remedy = {
  code: 'set-bind-address',
  cures: ['bind-address-invalid', 'framework-crashed', 'wrong-address'],
  fits: ({ code, variant }, { frameworks }) => {
    const noneBots = frameworks.filter(({ nonebot }) => nonebot !== null);
    if (code === 'wrong-address') return variant === 'loopback-only' && noneBots.length > 0;
    if (code === 'bind-address-invalid') return noneBots.length > 0;
    return noneBots.some(({ nonebot }) => nonebot?.problems.some(({ kind }) => kind === 'host-not-an-address'));
  },
  plan: async (context) => {
    const framework = noneBotOf(context);
    const value = context.finding.code === 'wrong-address' ? '0.0.0.0' : '127.0.0.1';
    // A host that is no address is not known as a value, but its line is there all the same: the key finds it.
    const now = framework.host.state === 'absent' ? hostProblem(framework) : framework.host;
    return envSteps(context, framework, [{ key: 'HOST', value, now }]);
  },
};

function hostProblem({ nonebot, host }: ReturnType<typeof noneBotOf>) {
  const problem = nonebot.problems.find(({ kind }) => kind === 'host-not-an-address');
  return problem === undefined ? host : ({ state: 'known', value: { value: '', origin: problem.origin } } as const);
}
