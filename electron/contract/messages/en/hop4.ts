/** The fourth hop: the handshake. */
import type { Pages } from '../phrase.ts';
import { CHECK_AGAIN, EDIT, OPEN_NETWORK, RECONNECT, SAVE } from './phrases.ts';
import { hop4Sentences as say } from './sentences/hop4.ts';

export const hop4: Pages<4> = {
  'driver-not-reverse': {
    title: 'NoneBot’s driver accepts no connections',
    sentence: say['driver-not-reverse'],
    what: 'NoneBot’s DRIVER names only clients (such as ~httpx, ~websockets, ~aiohttp) and no server, so it opens no port and gives no warning.',
    proof: 'DRIVER in .env, or a log without Uvicorn running on.',
    steps: [
      'Open the .env file in force (.env.prod overrides .env).',
      'Write DRIVER=~fastapi+~httpx+~websockets, with the tildes.',
      'In NoneBot’s environment run pip install "nonebot2[fastapi]".',
      'Restart NoneBot and look for Uvicorn running on in its log.',
    ],
    avoid: ['Do not write DRIVER=fastapi: without the tilde NoneBot fails to start.'],
    mistakenFor: ['NoneBot is not running.', 'A wrong port.'],
  },
  'tls-mismatch': {
    title: 'Encryption differs on the two sides',
    sentence: say['tls-mismatch'],
    what: 'wss is encrypted and ws is not, and both sides must agree. Bot frameworks do not encrypt by default. NapCat also refuses a certificate that it does not trust.',
    proof: 'NapCat’s error (wrong version number, certificate) or the answer to a probe.',
    steps: [
      OPEN_NETWORK,
      `With the bot on the same computer, let the URL start with ws:// and ${SAVE}.`,
      'Behind a reverse proxy with a certificate, use wss:// and the name in the certificate.',
      RECONNECT,
    ],
    avoid: [
      'Do not send a Token over plain ws through the internet.',
      'Do not make certificates for a local connection.',
    ],
    mistakenFor: ['A port used by another program.', 'A crash of the bot framework.'],
  },
  'websocket-support-missing': {
    title: 'The framework lacks a WebSocket library',
    sentence: say['websocket-support-missing'],
    what: 'The environment has uvicorn but neither websockets nor wsproto. Plain requests work and every WebSocket handshake fails.',
    proof:
      'Handshakes get 404 or 400 while OneBot’s HTTP route works, or the log says No supported WebSocket library detected.',
    steps: [
      'Go to the bot framework’s own virtual environment.',
      'Run pip install "uvicorn[standard]".',
      'Restart the bot framework.',
      CHECK_AGAIN,
    ],
    avoid: ['Do not install it into the system’s Python: it belongs in the framework’s environment.'],
    mistakenFor: ['A wrong path (404 as well).', 'A missing adapter.'],
  },
  'adapter-not-registered': {
    title: 'The OneBot V11 adapter is not loaded',
    sentence: say['adapter-not-registered'],
    what: 'NoneBot runs without the OneBot V11 adapter, so it has no address for NapCat and answers 403 to everything.',
    proof: '/onebot/v11/ answers 404 (405 is normal), or nothing follows Loaded adapters in the log.',
    steps: [
      'In the project folder run nb adapter install nonebot-adapter-onebot.',
      'A project started with nb run: check that nonebot.adapters.onebot.v11 stands under [tool.nonebot] in pyproject.toml.',
      'A project with bot.py: check that it calls register_adapter for nonebot.adapters.onebot.v11.',
      'Restart NoneBot and look for Loaded adapters: OneBot V11 in its log.',
    ],
    avoid: ['With a bot.py do not change pyproject.toml alone: bot.py is what counts.'],
    mistakenFor: ['Different Tokens (403 as well).', 'A wrong path (403 as well).'],
  },
  'protocol-mismatch': {
    title: 'The two sides speak different OneBot versions',
    sentence: say['protocol-mismatch'],
    what: 'NapCat speaks only OneBot V11. On a V12 path the connection opens and closes at once; a framework with only the V12 adapter refuses it.',
    proof: 'The path in the URL, the adapters of the framework, or Missing connect meta event in its log.',
    steps: [
      'Check NapCat’s URL: the path for NoneBot is /onebot/v11/ws.',
      'Register the OneBot V11 adapter in NoneBot.',
      'If another client is used, use NapCat’s “WebSocket 客户端” (WebSocket client) instead.',
    ],
    avoid: ['Do not change v11 to v12 as an upgrade.'],
    mistakenFor: ['A heartbeat timeout.', 'Different Tokens.'],
  },
  'wrong-path': {
    title: 'The path of the URL is wrong',
    sentence: say['wrong-path'],
    what: 'Host and port are right, but the framework does not serve this path. For NoneBot it is /onebot/v11/ws; /onebot/v11 without a slash at its end is none.',
    proof: 'The path of the URL is not among those of this framework.',
    steps: [
      OPEN_NETWORK,
      `There ${EDIT} and correct the path: /onebot/v11/ws for NoneBot, /ws for AstrBot and LangBot, /onebot for Koishi, /OneBotv11 for TRSS-Yunzai.`,
      `Then ${SAVE}.`,
      RECONNECT,
    ],
    avoid: [
      'Do not judge by opening it in a browser: the right path shows 404 there too.',
      'Do not change its case: it matters.',
    ],
    mistakenFor: ['Different Tokens (403 as well).', 'The firewall.'],
  },
  'token-mismatch': {
    title: 'The Tokens of both sides differ',
    sentence: say['token-mismatch'],
    what: 'The bot framework demands a Token and NapCat sends none or another, so the framework refuses with 403 (some with 401). A Token that only NapCat has does no harm.',
    proof:
      'What both configurations hold, or Authorization Header is invalid or Missing Authorization Header in the framework’s log.',
    steps: [
      'Open the settings of the bot framework: for NoneBot, ONEBOT_ACCESS_TOKEN in the .env file in force (.env.prod overrides .env, and ONEBOT_V11_ACCESS_TOKEN wins).',
      OPEN_NETWORK,
      `There ${EDIT}, make the Token exactly the same and ${SAVE}.`,
      `A change of the Token alone works from the next connection on: ${RECONNECT}`,
      'After a change of .env restart NoneBot.',
    ],
    avoid: [
      'Do not put the Token in the URL (?access_token=): NoneBot’s V11 adapter does not read it.',
      'Do not use Chinese, blanks or # in a Token: in .env, what follows a blank and # is a comment.',
    ],
    mistakenFor: [
      'A wrong path (403 as well).',
      'An account that is already connected (403 as well).',
      'The Token for the WebUI’s login, which is another thing.',
    ],
  },
  'duplicate-connection': {
    title: 'This account is already connected',
    sentence: say['duplicate-connection'],
    what: 'NoneBot takes one connection for an account and answers 403 to the next. The old one may be another NapCat, another entry, an HTTP client, a forward connection, or one that has not timed out since the computer slept.',
    proof: '“There’s already a bot” in NoneBot’s log, or two connections that were seen.',
    steps: [
      'After sleep wait 40 seconds: NoneBot gives the old connection up.',
      'Look for a second NapCat in the Task Manager and end the one that is too many.',
      'In “网络配置” (network settings) look for a second entry or a “HTTP 客户端” (HTTP client) to the same NoneBot and disable it.',
      'Look for ONEBOT_WS_URLS in .env: a reverse connection does not need it.',
      'If it is none of them, restart NoneBot.',
    ],
    avoid: ['Do not change the Token because of a 403: see first which kind NoneBot’s log names.'],
    mistakenFor: ['Different Tokens (403 as well).', 'A wrong path (403 as well).'],
  },
};
