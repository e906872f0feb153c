/**
 * Exempts this machine from proxies, which cannot reach 127.0.0.1 for us: NO_PROXY of the user's environment, which
 * Python's websockets and httpx honour, and where the system proxy is on its list of exceptions, which Python takes
 * from the registry as well (domain facts: Windows §g).
 */
import { valueOf } from '../../machine/answer.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import type { Step } from '../step.ts';
import { restartSteps } from '../nonebot/env-step.ts';
import { systemTool } from './netsh.ts';

export const bypassProxy: Remedy = {
  code: 'bypass-proxy',
  cures: ['proxy-hijack'],
  plan: async (context) => {
    const steps = [...(await environmentStep(context)), ...(await systemStep(context))];
    if (steps.length === 0) throw new Refused('already-so', { file: NO_PROXY });
    return [...steps, ...(context.situation.framework === null ? [] : restartSteps(context.situation.framework))];
  },
};

const NO_PROXY = 'NO_PROXY';
const LOCAL = ['127.0.0.1', 'localhost', '::1'];
/** setx cuts longer values off without a word (Microsoft, "setx"). */
const LONGEST = 1_000;
const USER_ENVIRONMENT = 'HKCU\\Environment';

async function environmentStep(context: PlanContext): Promise<readonly Step[]> {
  const setx = systemTool(context, 'setx.exe');
  const before = await stored(context, USER_ENVIRONMENT, NO_PROXY);
  const value = extended(before, ',', LOCAL);
  if (value === before) return [];
  const command = { argv: [setx, NO_PROXY, checked(value, NO_PROXY)] };
  const undo = before === null ? deletion(context, USER_ENVIRONMENT, NO_PROXY) : [setx, NO_PROXY, before];
  return [commandStep('set-variable', { key: NO_PROXY, value }, { command, elevated: false, undo: { argv: undo } })];
}

const INTERNET_SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const OVERRIDE = 'ProxyOverride';
/** `<local>` means names without a dot, so it does not cover 127.0.0.1. */
const EXCEPTIONS = ['127.*', 'localhost', '<local>'];
/** Takes the exception for loopback that programs make by themselves away. */
const NOT_LOOPBACK = '<-loopback>';

async function systemStep(context: PlanContext): Promise<readonly Step[]> {
  const proxy = valueOf(context.facts.system.proxy)?.system ?? null;
  if (proxy?.enabled !== true) return [];
  const before = await stored(context, INTERNET_SETTINGS, OVERRIDE);
  const value = extended(before, ';', EXCEPTIONS)
    .split(';')
    .filter((part) => part !== NOT_LOOPBACK)
    .join(';');
  if (value === before) return [];
  const written = (text: string): readonly string[] => [
    systemTool(context, 'reg.exe'),
    ...['add', INTERNET_SETTINGS, '/v', OVERRIDE, '/t', 'REG_SZ', '/d', text, '/f'],
  ];
  const command = { argv: written(checked(value, OVERRIDE)) };
  const undo = { argv: before === null ? deletion(context, INTERNET_SETTINGS, OVERRIDE) : written(before) };
  return [commandStep('set-proxy-bypass', { key: OVERRIDE, value }, { command, elevated: false, undo })];
}

/** The value as it stands in the registry; names ignore case. */
async function stored({ machine }: PlanContext, key: string, wanted: string): Promise<string | null> {
  const values = valueOf(await machine.registry(key)) ?? {};
  const found = Object.entries(values).find(([name]) => name.toUpperCase() === wanted.toUpperCase())?.[1];
  return typeof found === 'string' ? found : null;
}

/** The list with what it lacks; one that lacks nothing stays as it is written. */
function extended(before: string | null, separator: string, wanted: readonly string[]): string {
  const parts = (before ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const missing = wanted.filter((host) => !parts.includes(host));
  return before !== null && missing.length === 0 ? before : [...parts, ...missing].join(separator);
}

function deletion(context: PlanContext, key: string, value: string): readonly string[] {
  return [systemTool(context, 'reg.exe'), 'delete', key, '/v', value, '/f'];
}

function checked(value: string, key: string): string {
  if (value.length > LONGEST || /["\p{Cc}]/u.test(value)) throw new Refused('value-unusable', { key });
  return value;
}
