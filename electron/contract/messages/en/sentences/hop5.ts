/** The sentences of the fifth hop: the bot online. */
import type { Params } from '../../../diagnosis.ts';
import { given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { byVariant, entry, framework, said, url } from '../phrases.ts';

const INTERVAL = '“心跳间隔” (heartbeat interval)';

export const hop5Sentences: Sentences<5> = {
  'console-paused': byVariant<'console-paused'>(
    (p) =>
      `The console window of ${framework(p)}${given(p.title, (t) => ` (“${t}”)`)} is paused by a text selection, which stops the whole program: click it and press Esc.`,
    {},
  ),
  'framework-defect': byVariant<'framework-defect'>((p) => known(p), {
    lifespan: (p) =>
      `${packageOf(p)} does not fit NoneBot and the connection closes as soon as it opens (Lifespan not started): update FastAPI to 0.93 or later.`,
    'api-lost': (p) =>
      `The link is fine, but ${packageOf(p)} does not know where to send actions${said(p)}: update it, pass self_id with each call, and see that the account has one connection only.`,
    plugin: (p) =>
      `${given(p.product, (name) => `The plugin “${name}”`, 'A plugin')} of ${framework(p)} throws at the very moment of each disconnection${said(p)}, so the link keeps breaking: update or switch off this plugin, then restart the framework.`,
    other: (p) => known(p),
  }),
  'message-format': byVariant<'message-format'>(
    (p) =>
      `${framework(p)} cannot read the messages of ${entry(p)}${given(p.detail, (d) => `, whose format is “${d}”`)}: set “消息格式” (message format) to Array in “网络配置” (network settings).`,
    {},
  ),
  'heartbeat-timeout': byVariant<'heartbeat-timeout'>(
    (p) =>
      `The heartbeat of ${entry(p)} does not fit the timeout of ${framework(p)}, so the link is cut again and again: set ${INTERVAL} to 30000.`,
    {
      off: (p) =>
        `The heartbeat of ${entry(p)} is off and ${framework(p)} hangs up for lack of it: set ${INTERVAL} to 30000 (milliseconds).`,
      'too-long': (p) =>
        `The heartbeat of ${entry(p)} is too slow${given(p.seconds, (s) => ` (${s} seconds)`)} and ${framework(p)} hangs up before it comes: set ${INTERVAL} to 30000 (milliseconds).`,
    },
  ),
  'events-missing': byVariant<'events-missing'>(
    (p) =>
      `${url(p)} is connected, but messages do not reach ${framework(p)}: send one message and look at the logs of both sides.`,
    {
      'no-receive': (p) =>
        `${url(p)} is connected, but NapCat itself receives no QQ messages: look for “接收” (received) in “猫猫日志” (log), and log in again if there is none.`,
      'receive-but-silent': (p) =>
        `NapCat receives QQ messages and ${url(p)} is connected, but nothing reaches ${framework(p)}${said(p)}: restart NapCat, and set the clock right if the log calls messages older than the start.`,
      stopped: (p) =>
        `${url(p)} is connected, but NapCat stopped receiving messages after a while${said(p)}: update NapCat and restart it.`,
      flapping: (p) =>
        `${url(p)} connects and breaks again and again${given(p.count, (n) => ` (${n} times while watching)`)}, and messages in between are lost: look in the log of ${framework(p)} for the line before each break.`,
    },
  ),
  'bot-ignores-messages': byVariant<'bot-ignores-messages'>(
    (p) =>
      `The link is fine and messages reach ${framework(p)}, it just does not answer: check the command prefix, whether the bot must be mentioned, its plugins and permissions.`,
    {},
  ),
};

function known(p: Params): string {
  return `${packageOf(p)} has a known defect that matches what you see${given(p.detail, (d) => ` (“${d}”)`)}: update to ${fixed(p)}.`;
}

function packageOf({ product, version }: Params): string {
  return `${given(product, (name) => `“${name}”`, 'This version of the framework')}${given(version, (v) => ` ${v}`)}`;
}

const fixed = ({ fixedIn }: Params): string => given(fixedIn, (v) => `${v} or later`, 'the latest version');
