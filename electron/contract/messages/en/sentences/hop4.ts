/** The sentences of the fourth hop: the handshake. */
import type { Params } from '../../../diagnosis.ts';
import { given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, byVariant, changeTo, entry, framework, port, program, url } from '../phrases.ts';

export const hop4Sentences: Sentences<4> = {
  'driver-not-reverse': byVariant<'driver-not-reverse'>(
    (p) =>
      `NoneBot’s DRIVER${given(p.detail, (d) => ` “${d}”`)} cannot accept connections and opens no port: write DRIVER=~fastapi+~httpx+~websockets in ${given(p.file, (f) => `“${f}”`, 'the .env file')}.`,
    {},
  ),
  'tls-mismatch': byVariant<'tls-mismatch'>(
    (p) => `${entry(p)} and the server disagree about ws and wss: ${changeTo(p, 'swap ws and wss in the URL')}.`,
    {
      'wss-to-plain': (p) =>
        `${entry(p)} uses encrypted wss, but ${framework(p)} has no encryption: ${changeTo(p, 'change “wss://” to “ws://” in the URL')}.`,
      'ws-to-tls': (p) =>
        `${entry(p)} uses ws, but the server accepts only encrypted connections: ${changeTo(p, 'change “ws://” to “wss://” in the URL')}.`,
      certificate: (p) =>
        `NapCat does not trust the certificate of ${url(p)}: use a trusted one, or, with both on one computer, “ws://127.0.0.1”, which needs none.`,
    },
  ),
  'websocket-support-missing': byVariant<'websocket-support-missing'>(
    (p) =>
      `${framework(p)} runs on ${port(p)} without a WebSocket library${given(p.status, (s) => ` (every handshake gets ${s})`)}: run pip install "uvicorn[standard]" in its environment and restart it.`,
    {},
  ),
  'adapter-not-registered': byVariant<'adapter-not-registered'>(
    (p) =>
      `${framework(p)} runs without the OneBot V11 adapter: install nonebot-adapter-onebot and register it in ${given(p.file, (f) => `“${f}”`, 'bot.py or pyproject.toml')}.`,
    {
      'switched-off': (p) =>
        `The OneBot adapter of ${framework(p)} is switched off${given(p.file, (f) => ` (“${f}”)`)}, so it takes no connection of NapCat: enable it in ${framework(p)}.`,
    },
  ),
  'protocol-mismatch': byVariant<'protocol-mismatch'>(
    (p) => `NapCat speaks OneBot V11 and the other end of ${framework(p)} does not: use V11 on both sides.`,
    {
      'v12-path': (p) =>
        `The URL ${given(p.url, () => `${url(p)} `)}of ${entry(p)} leads to a OneBot V12 path, but NapCat speaks only V11: change the path to “${given(p.expectedPath, (path) => path, '/onebot/v11/ws')}”.`,
      'only-v12': (p) =>
        `${framework(p)} loads only the OneBot V12 adapter, but NapCat speaks only V11: register the OneBot V11 adapter too.`,
      'both-dial': (p) =>
        `The adapters of V11 and V12 both read ONEBOT_WS_URLS and dial ${url(p)}, but NapCat speaks V11 only: rename it to ONEBOT_V11_WS_URLS, or remove the V12 adapter.`,
      headers: (p) =>
        `${framework(p)} misses the request headers of OneBot V11, so what connects is not a V11 client: connect with NapCat’s “WebSocket 客户端” (WebSocket client), and let proxies between keep the headers.`,
    },
  ),
  'wrong-path': byVariant<'wrong-path'>((p) => noRoute(p), {
    'no-slash': (p) =>
      `The path of ${entry(p)} is “/onebot/v11” without “/ws”, which ${framework(p)} refuses with 403: ${rightPath(p)}.`,
    'old-cqhttp': (p) =>
      `The path${path(p)} of ${entry(p)} comes from an old tutorial and ${framework(p)} no longer has it: ${rightPath(p)}.`,
    root: (p) =>
      `The URL ${given(p.url, () => `${url(p)} `)}of ${entry(p)} has no path that ${framework(p)} could serve: ${rightPath(p)}.`,
    'koishi-path': (p) =>
      `${given(p.framework, () => framework(p), 'Koishi')} has no ${given(p.path, () => `path${path(p)}`, 'such path')} and closes the connection right after accepting it: ${rightPath(p, '/onebot')}.`,
    other: (p) => noRoute(p),
  }),
  'token-mismatch': byVariant<'token-mismatch'>(
    (p) => `The Token of ${entry(p)} is not the one that ${framework(p)} demands: make both exactly the same.`,
    {
      'napcat-empty': (p) =>
        `${framework(p)} demands a Token${inFile(p)}, but that of ${entry(p)} is empty: enter the same Token.`,
      differ: (p) =>
        `The Token of ${entry(p)} differs from the one that ${framework(p)} demands${inFile(p)}: make both exactly the same, including case and blanks.`,
      'framework-empty-in-force': (p) =>
        `You wrote the Token in ${given(p.file, (f) => `“${f}”`, 'one file')}, but ${framework(p)} uses the value in ${given(p.otherFile, (f) => `“${f}”`, 'another file')}: write it there.`,
      character: (p) =>
        `The Token of ${entry(p)} has characters that cannot stand in a request header (such as Chinese or a line break): use one Token of letters and digits on both sides.`,
    },
  ),
  'duplicate-connection': byVariant<'duplicate-connection'>(
    (p) =>
      `${account(p)} is already connected to ${framework(p)}, which refuses the new connection with 403: end the old one first.`,
    {
      ghost: (p) =>
        `${framework(p)} believes that the old connection of ${account(p)} still stands and refuses the new one with 403: wait about 40 seconds, or else restart ${framework(p)}.`,
      'second-napcat': (p) =>
        `Another NapCat${given(p.pid, (pid) => ` (PID ${pid})`)} is already connected to ${framework(p)} with ${account(p)}: end the one that is too many.`,
      'second-entry': (p) =>
        `Another entry${given(p.entry, (e) => ` (“${e}”)`)} dials the same ${framework(p).replace('the ', '')}, and the second connection is always refused with 403: disable one of them.`,
      forward: (p) =>
        `${framework(p)} already dialled NapCat through ONEBOT_WS_URLS, so the reverse connection of ${account(p)} is refused with 403: keep only one direction.`,
      'http-post': (p) =>
        `NapCat’s HTTP client${given(p.entry, (e) => ` “${e}”`)} already registered ${account(p)} with ${framework(p)}, so the reverse connection is always refused with 403: disable it and restart ${framework(p)}.`,
      'two-adapters': (p) =>
        `${account(p)} reaches ${framework(p)} through two adapters, and the later connection is closed as soon as it opens: keep only one.`,
      'other-client': (p) =>
        `${program(p)} is already connected to ${framework(p)} with ${account(p)}: close it first.`,
    },
  ),
};

function noRoute(p: Params): string {
  return `${framework(p)} has no such path as that of ${entry(p)}${given(p.path, (shown) => ` (“${shown}”)`)}: ${rightPath(p)}.`;
}

function rightPath(p: Params, usual = '/onebot/v11/ws'): string {
  return changeTo(p, `change the path to “${given(p.expectedPath, (shown) => shown, usual)}”`);
}

const path = (p: Params): string => given(p.path, (shown) => ` “${shown}”`);
const inFile = (p: Params): string => given(p.otherFile, (shown) => ` (in “${shown}”)`);
