/** Moves NoneBot to the port that NapCat dials, where that one is free. */
import { valueOf } from '../../machine/answer.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { envSteps } from './env-step.ts';
import { noneBotOf } from './framework.ts';
import { isFree } from './free-port.ts';

export const setFrameworkPort: Remedy = {
  code: 'set-framework-port',
  cures: ['wrong-port'],
  fits: ({ params }, { frameworks }) =>
    frameworks.some(({ kind, nonebot }) => kind === params.framework && nonebot !== null),
  plan: async (context) => {
    const { port, expectedPort } = context.finding.params;
    const framework = noneBotOf(context);
    const now = valueOf(framework.port);
    // It was moved there already, and still runs on the old one.
    if (now?.value === port && now?.origin.kind === 'file') throw new Refused('already-so', { file: now.origin.path });
    if (now?.value !== expectedPort) throw new Refused('target-ambiguous');
    if (port === undefined || !(await isFree(context, port))) throw new Refused('no-free-port', { port: port ?? 0 });
    return envSteps(context, framework, [{ key: 'PORT', value: String(port), now: framework.port }]);
  },
};
