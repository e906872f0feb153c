/**
 * The stop-gap without any WebSocket: NapCat posts its events to NoneBot, NoneBot calls NapCat's HTTP server. NoneBot
 * checks no token there, so the events are signed: NapCat signs with the token of its HTTP client entry, NoneBot checks
 * with ONEBOT_SECRET (OneBot 11, "HTTP POST"; adapter-onebot v11/adapter.py `_check_signature`).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Json } from '../editors/json5.ts';
import { addElement, configSteps, openConfig } from '../napcat/config-step.ts';
import { uniqueName } from '../napcat/document.ts';
import { urlOf } from '../napcat/target.ts';
import { canDial, dialingDriver } from '../nonebot/client-driver.ts';
import { envSteps } from '../nonebot/env-step.ts';
import { noneBotOf } from '../nonebot/framework.ts';
import type { NoneBotProject } from '../nonebot/framework.ts';
import { demandedToken, settingAt } from '../nonebot/token.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { strongToken } from '../strong-token.ts';
import { adapterChange, firstFree, oursFirst, switchClientsOff } from './stop-gap.ts';

/** NapCat's own default for an HTTP server, and some others. */
const PORTS = [3000, 3100, 3200, 13_000, 13_100, 23_000];
const PATH = '/onebot/v11/http';

export const serveHttp: Remedy = {
  code: 'serve-http',
  cures: ['websocket-support-missing', 'napcat-known-bad-version'],
  fits: (_finding, facts) => canDial(facts, 'http'),
  plan: async (context) => {
    const framework = noneBotOf(context);
    const account = context.situation.account?.uin;
    if (account === undefined) throw new Refused('target-unknown');
    const config = await openConfig(context);
    const port = await firstFree(context, PORTS);
    const url = new URL(urlOf(framework));
    const target = `http://${url.host}${PATH}`;
    const secret = await signatureOf(context, framework);
    const names = ['nonebot-http', 'nonebot-report'].map((wanted) => uniqueName(config.document, wanted));
    const [server = '', client = ''] = names;
    const token = await demandedToken(context, framework);
    const edits = [
      ...addElement(config.document, 'httpServers', serverEntry(server, port, token)),
      ...addElement(config.document, 'httpClients', clientEntry(client, target, secret.text)),
      ...switchClientsOff(context, config),
    ];
    const params = { entry: server, port, value: target };
    const napcat = configSteps(context, config, 'add-http-entries', params, edits);
    const roots = { ...framework.nonebot.apiRoots, [account]: `http://127.0.0.1:${port}/` };
    const env = await envSteps(context, framework, [
      adapterChange(framework, 'apiRoots', 'ONEBOT_API_ROOTS', roots),
      ...(secret.isNew ? [adapterChange(framework, 'secret', 'ONEBOT_SECRET', secret.text)] : []),
      { key: 'DRIVER', value: dialingDriver(framework, 'http', { serves: true }), now: framework.nonebot.driver },
    ]);
    context.note('stop-gap');
    context.note('http-permanent-bot');
    return oursFirst([...env, ...napcat]);
  },
};

async function signatureOf(
  context: PlanContext,
  framework: NoneBotProject,
): Promise<{ readonly text: string; readonly isNew: boolean }> {
  const origin = valueOf(framework.nonebot.adapterSettings.secret);
  const present = origin === undefined ? '' : await settingAt(context, framework, origin);
  if (present !== '') return { text: present, isNew: false };
  return { text: strongToken(), isNew: true };
}

/** As the WebUI makes them (packages/napcat-onebot/config/config.ts), switched on. */
function serverEntry(name: string, port: number, token: string): Readonly<Record<string, Json>> {
  return {
    enable: true,
    name,
    host: '127.0.0.1',
    port,
    enableCors: false,
    enableWebsocket: false,
    messagePostFormat: 'array',
    token,
    debug: false,
  };
}

function clientEntry(name: string, url: string, token: string): Readonly<Record<string, Json>> {
  return { enable: true, name, url, reportSelfMessage: false, messagePostFormat: 'array', token, debug: false };
}
