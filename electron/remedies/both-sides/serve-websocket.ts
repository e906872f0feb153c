/**
 * The stop-gap without reverse WebSocket: NapCat serves, NoneBot dials (ONEBOT_WS_URLS). The client entries that lead
 * to NoneBot are switched off, because a second connection of one account is refused.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Edit, Json } from '../editors/json5.ts';
import { addElement, configSteps, elementOf, openConfig } from '../napcat/config-step.ts';
import { uniqueName } from '../napcat/document.ts';
import { envSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import { isFree } from '../nonebot/free-port.ts';
import { demandedToken } from '../nonebot/token.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';

/** NapCat's own default for a WebSocket server, and what follows it. */
const PORTS = [3001, 3002, 3003, 13_001];

export const serveWebSocket: Remedy = {
  code: 'serve-websocket',
  cures: ['port-in-use', 'port-excluded', 'websocket-support-missing', 'napcat-known-bad-version'],
  plan: async (context) => {
    const framework = noneBotOf(context);
    const { driver, forwardUrls } = framework.nonebot;
    const config = await openConfig(context);
    const port = await serverPort(context);
    const token = await demandedToken(context, framework);
    const name = uniqueName(config.document, 'nonebot-server');
    const edits = [
      ...addElement(config.document, 'websocketServers', serverEntry(name, port, token)),
      ...context.situation.dialled.flatMap(({ entry }): readonly Edit[] =>
        entry === null ? [] : [{ set: [...elementOf(config, entry), 'enable'], to: false }],
      ),
    ];
    const napcat = configSteps(context, config, 'add-server-entry', { entry: name, port }, edits);
    const urls = JSON.stringify([...new Set([...forwardUrls, `ws://127.0.0.1:${port}`])]);
    const env = await envSteps(context, framework, [
      { key: 'ONEBOT_WS_URLS', value: urls, now: { state: 'absent' } },
      { key: 'DRIVER', value: dialingDriver(valueOf(driver)?.value ?? '~fastapi'), now: driver },
    ]);
    const steps = [...napcat, ...env];
    return [...steps.filter(({ by }) => by === 'doctor'), ...steps.filter(({ by }) => by === 'user')];
  },
};

function serverEntry(name: string, port: number, token: string): Readonly<Record<string, Json>> {
  return {
    enable: true,
    name,
    host: '127.0.0.1',
    port,
    reportSelfMessage: false,
    enableForcePushEvent: true,
    messagePostFormat: 'array',
    token,
    debug: false,
    heartInterval: 30_000,
  };
}

async function serverPort(context: PlanContext): Promise<number> {
  for (const port of PORTS) if (await isFree(context, port)) return port;
  throw new Refused('no-free-port');
}

/** A client driver besides what is there: without one ONEBOT_WS_URLS stays without effect. */
function dialingDriver(present: string): string {
  return /~(?:websockets|aiohttp)\b/.test(present) ? present : `${present}+~websockets`;
}
