/**
 * The driver with which NoneBot itself dials out. It is chosen by the packages that are there: a driver without its
 * package ends NoneBot at start (domain facts: NoneBot dossier §1.6).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Facts } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { NoneBotProject } from './framework.ts';

export type Dialling = 'websocket' | 'http';

const ABLE: Readonly<Record<Dialling, readonly { readonly driver: string; readonly pack: string }[]>> = {
  websocket: [
    { driver: '~websockets', pack: 'websockets' },
    { driver: '~aiohttp', pack: 'aiohttp' },
  ],
  http: [
    { driver: '~httpx', pack: 'httpx' },
    { driver: '~aiohttp', pack: 'aiohttp' },
  ],
};

const SERVERS: ReadonlySet<string> = new Set(['~fastapi', '~quart']);

/**
 * The DRIVER that is there, with one that can dial. `serves`: whether it shall still open its port.
 * Throws `Refused` when no package for it is there.
 */
export function dialingDriver(
  { nonebot, packages }: NoneBotProject,
  dialling: Dialling,
  { serves }: { readonly serves: boolean },
): string {
  const parts = (valueOf(nonebot.driver)?.value ?? '~fastapi')
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '~none' && (serves || !SERVERS.has(part)));
  if (ABLE[dialling].some(({ driver }) => parts.includes(driver))) return parts.join('+');
  const installed = valueOf(packages);
  const able = ABLE[dialling].find(({ pack }) => installed === undefined || Object.hasOwn(installed, pack));
  if (able === undefined) throw new Refused('package-missing', { packages: ABLE[dialling][0]?.pack ?? '' });
  return [...parts, able.driver].join('+');
}

/** Whether some NoneBot here can dial, as far as its packages are known. */
export function canDial({ frameworks }: Facts, dialling: Dialling): boolean {
  return frameworks.some(({ nonebot, packages }) => {
    const installed = valueOf(packages);
    return nonebot !== null && (installed === undefined || ABLE[dialling].some(({ pack }) => pack in installed));
  });
}
