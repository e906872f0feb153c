/**
 * The stop-gap without reverse WebSocket: NapCat serves, NoneBot dials (ONEBOT_WS_URLS). It needs no port of NoneBot's,
 * so it also helps where that port cannot be had: NoneBot then opens none.
 */
import type { Json } from '../editors/json5.ts';
import { addElement, configSteps, openConfig } from '../napcat/config-step.ts';
import { uniqueName } from '../napcat/document.ts';
import { canDial, dialingDriver } from '../nonebot/client-driver.ts';
import { envSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import { demandedToken } from '../nonebot/token.ts';
import type { Remedy } from '../remedy.ts';
import { adapterChange, firstFree, oursFirst, switchClientsOff } from './stop-gap.ts';

/** NapCat's own default for a WebSocket server, and what follows it. */
const PORTS = [3001, 3002, 3003, 13_001, 13_002, 23_001];

export const serveWebSocket: Remedy = {
  code: 'serve-websocket',
  cures: ['port-in-use', 'port-excluded', 'websocket-support-missing', 'napcat-known-bad-version'],
  fits: (_finding, facts) => canDial(facts, 'websocket'),
  plan: async (context) => {
    const framework = noneBotOf(context);
    const config = await openConfig(context);
    const port = await firstFree(context, PORTS);
    const token = await demandedToken(context, framework);
    const name = uniqueName(config.document, 'nonebot-server');
    const edits = [
      ...addElement(config.document, 'websocketServers', serverEntry(name, port, token)),
      ...switchClientsOff(context, config),
    ];
    const napcat = configSteps(context, config, 'add-server-entry', { entry: name, port }, edits);
    const urls = [...new Set([...framework.nonebot.forwardUrls, `ws://127.0.0.1:${port}`])];
    const { code } = context.finding;
    const driver = dialingDriver(framework, 'websocket', {
      serves: code !== 'port-in-use' && code !== 'port-excluded',
    });
    const env = await envSteps(context, framework, [
      adapterChange(framework, 'wsUrls', 'ONEBOT_WS_URLS', urls),
      { key: 'DRIVER', value: driver, now: framework.nonebot.driver },
    ]);
    context.note('stop-gap');
    return oursFirst([...napcat, ...env]);
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
