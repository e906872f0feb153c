/** The lab's texts: knock, listen, relay. */
import type { LabMessages } from '../lab.ts';
import { given } from '../phrase.ts';
import { labOutcomes } from './lab-outcomes.ts';
import { q } from './phrases.ts';

export const labEn: LabMessages = {
  before: {
    knock: (url, account) => [
      `Playing NapCat towards ${q(url)}.`,
      `Mind: this registers the made-up account ${account} for a moment. The bot’s connect and disconnect plugins run; every API call is answered “failed” at once, and then we leave.`,
      'A framework that takes one connection only (MaiBot’s adapter, say) may drop NapCat’s; NapCat comes back by itself within seconds.',
    ],
    listen: (address, seconds) => [
      'Playing NoneBot and waiting for NapCat.',
      'In NapCat’s WebUI, “网络配置” (network settings), add a WebSocket client, enable it, and give it the address:',
      `  ${address}`,
      `Waits ${seconds} seconds at most; Ctrl+C ends it. Remove that entry afterwards.`,
    ],
    relay: (address, url, seconds) => [
      `Sitting between NapCat and ${q(url)}: everything passes unchanged and is only looked at.`,
      'Change the address of NapCat’s entry (and not its token) to:',
      `  ${address}`,
      `Lasts ${seconds} seconds at most; Ctrl+C ends it. Change the address back afterwards.`,
    ],
  },
  happened: {
    handshake: (path, account, token) => `a client arrives: path ${path}, account ${account ?? 'none'}, token ${token}`,
    open: (tookMs) => `handshake done, ${tookMs} ms`,
    refused: (status) => `the framework refuses the handshake: HTTP ${status}`,
    unreached: (outcome) => `the framework cannot be reached: ${outcome}`,
    frame: (from, what) => `${from} → ${what}`,
    closed: (by, code, reason) => `${by} closed: ${code}${given(reason, (shown) => ` ${q(shown)}`)}`,
    stranger: {
      'http-get': 'a plain web request came (a browser, say), no WebSocket',
      'http-post': 'an HTTP report came: NapCat has an “HTTP client” for this address, and no “WebSocket client”',
      tls: 'the client wants TLS: its address begins with wss://',
      'not-http': 'something came that is no HTTP',
      'too-many': 'too many connections; one was turned away',
    },
  },
  peers: { napcat: 'NapCat', framework: 'framework', us: 'this program' },
  frames: {
    lifecycle: ({ name }) => `greeting (lifecycle${given(name ?? undefined, (shown) => ` ${shown}`)})`,
    heartbeat: ({ interval, online }) =>
      `heartbeat${given(interval, (ms) => `, every ${ms} ms`)}${online === undefined ? '' : online ? ', account online' : ', account offline'}`,
    meta: ({ name }) => `meta event ${name ?? ''}`.trim(),
    message: ({ name, bytes }) => `message ${name ?? ''} (its words are not shown, ${bytes} bytes)`,
    notice: ({ name }) => `notice ${name ?? ''}`.trim(),
    request: ({ name }) => `request ${name ?? ''}`.trim(),
    event: ({ name }) => `event ${name ?? ''}`.trim(),
    call: ({ name }) => `API call ${name ?? ''}`.trim(),
    answer: ({ ok, retcode, tookMs }) =>
      `API answer: ${ok === true ? 'ok' : 'failed'}${ok === true ? '' : given(retcode, (code) => ` (${code})`)}${given(tookMs, (ms) => `, ${ms} ms`)}`,
    json: ({ bytes }) => `other JSON, ${bytes} bytes`,
    text: ({ bytes }) => `text that is no JSON, ${bytes} bytes`,
    binary: ({ bytes }) => `binary, ${bytes} bytes`,
    large: ({ bytes }) => `a large frame, ${bytes} bytes, not looked into`,
  },
  tokens: { none: 'not sent', empty: 'empty', sent: 'sent', other: 'of another scheme (not Bearer)' },
  tokenMatches: (matches) => (matches ? ', the expected one' : ', not the expected one'),
  tokenFrom: {
    given: 'token: the one you gave',
    'from-entry': 'token: the one of NapCat’s entry for this address',
    none: 'token: none (no entry of NapCat’s has this address)',
  },
  labels: {
    result: 'Result',
    next: 'Next step',
    calls: 'The framework called',
    links: 'Connections',
    owner: (name, pid) => `${q(name)} (PID ${pid}) holds it.`,
    link: (number, napcat, framework) => `${number}: ${napcat} frames from NapCat, ${framework} from the framework`,
    dropped: (count) => `${count} more things happened`,
  },
  ...labOutcomes,
};
