/**
 * Installs what NoneBot lacks, with the pip of the project's own environment. Only packages from a fixed table: the
 * name of a module is no proof of what a package of that name contains.
 */
import type { Finding } from '../../contract/diagnosis.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import { restartSteps } from './env-step.ts';
import { noneBotOf } from './framework.ts';
import { pythonOf } from './python.ts';

/** Package by the module that NoneBot could not import. */
const PACKAGES: Readonly<Record<string, string>> = {
  nonebot: 'nonebot2[fastapi]',
  'nonebot.adapters.onebot': 'nonebot-adapter-onebot',
  fastapi: 'nonebot2[fastapi]',
  uvicorn: 'uvicorn[standard]',
  websockets: 'nonebot2[websockets]',
  httpx: 'nonebot2[httpx]',
  aiohttp: 'nonebot2[aiohttp]',
  quart: 'nonebot2[quart]',
};

export const installPackages: Remedy = {
  code: 'install-packages',
  cures: ['websocket-support-missing', 'framework-crashed'],
  fits: (finding) => packageFor(finding) !== undefined,
  plan: async (context) => {
    const framework = noneBotOf(context);
    const wanted = packageFor(context.finding);
    if (wanted === undefined) throw new Refused('program-unknown');
    const python = await pythonOf(context, framework);
    context.note('packages-stay', { packages: wanted });
    const argv = [python, '-m', 'pip', 'install', wanted];
    const command = { argv, ...(framework.projectDir === null ? {} : { cwd: framework.projectDir }) };
    return [
      commandStep('install-packages', { packages: wanted, program: python }, { command, elevated: false, undo: null }),
      ...restartSteps(framework),
    ];
  },
};

function packageFor({ code, variant, params }: Finding): string | undefined {
  if (code === 'websocket-support-missing') return 'uvicorn[standard]';
  const module = params.detail;
  if (variant !== 'module-missing' || module === undefined) return undefined;
  return Object.hasOwn(PACKAGES, module) ? PACKAGES[module] : undefined;
}
