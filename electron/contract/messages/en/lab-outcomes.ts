/** What the lab concludes: each outcome, and what to do next. */
import type { LabMessages } from '../lab.ts';

const PORT_TAKEN = {
  title: 'The port is taken',
  text: 'Another program already uses this port.',
  next: [
    'Close the program that holds it, or take another port.',
    'If it is the bot framework itself, put relay between both; nothing has to be closed then.',
  ],
};
const PORT_FORBIDDEN = {
  title: 'The port may not be used',
  text: 'The system does not let us open this port: Windows has reserved it, or it is below 1024 and we lack the right.',
  next: ['Take another port, for example 18099.'],
};
const PORT_FAILED = {
  title: 'The port cannot be opened',
  text: 'This port cannot be opened.',
  next: ['Take another port.'],
};
const NOT_ARRIVED = [
  'In NapCat’s WebUI, “网络配置” (network settings), see whether the entry is enabled and its address is exactly that one, and save.',
  'Look for “连接错误” or “TryConnect Error” in NapCat’s log.',
  'If NapCat runs in Docker or WSL, 127.0.0.1 is its own inside and does not lead here.',
];
const BAD_URL = {
  title: 'The address is malformed',
  text: 'This is no WebSocket address that can be used.',
  next: ['Write it like ws://127.0.0.1:8080/onebot/v11/ws, with plain punctuation.'],
};

export const labOutcomes: Pick<LabMessages, 'knock' | 'listen' | 'relay'> = {
  knock: {
    'bad-url': BAD_URL,
    'name-not-found': {
      title: 'The host name is unknown',
      text: 'Nobody knows this host name.',
      next: [
        'On the same computer write 127.0.0.1.',
        'Names of Docker services mean something inside Docker’s network only.',
      ],
    },
    'not-listening': {
      title: 'Nothing listens there',
      text: 'No program listens at this address; the connection was refused.',
      next: [
        'Start the bot framework and see which address and port it prints.',
        'See who listens where: napcat-doctor ports.',
      ],
    },
    unreachable: {
      title: 'Cannot be reached',
      text: 'The connection met no answer, or there is no way to that network.',
      next: ['If the framework is on another computer, see its firewall and whether it listens on 0.0.0.0.'],
    },
    hung: {
      title: 'Accepts, and does not answer',
      text: 'The port takes connections and gives no answer within 2 seconds; NapCat gives up there as well.',
      next: [
        'See whether the framework’s window is stuck: click into it and press Enter, or restart it.',
        'See whether a plugin works for long while it starts.',
      ],
    },
    'own-webui': {
      title: 'That is NapCat’s own WebUI',
      text: 'This port is NapCat’s WebUI and no bot framework.',
      next: ['Put the port of the bot framework into the address.'],
    },
    'tls-wanted': {
      title: 'The other end wants TLS',
      text: 'This port wants an encrypted connection, and the address begins with ws://.',
      next: ['Write wss://, or let the framework serve without a certificate.'],
    },
    'tls-refused': {
      title: 'TLS failed',
      text: 'The address begins with wss://, and the other end does not encrypt, or nobody vouches for its certificate.',
      next: ['For a framework on this computer it is usually ws://.'],
    },
    'not-http': {
      title: 'No bot framework',
      text: 'The other end does not speak HTTP.',
      next: ['See whose port it is: napcat-doctor ports.'],
    },
    foreign: {
      title: 'Another web service',
      text: 'Another web service answers, one that does not know OneBot.',
      next: ['See whose port it is: napcat-doctor ports.', 'Put the port of the bot framework into the address.'],
    },
    'no-websocket': {
      title: 'The framework lacks a WebSocket library',
      text: 'NoneBot runs without a WebSocket library and says 404 to every handshake.',
      next: ['Run pip install "uvicorn[standard]" in the bot’s Python environment, and restart it.'],
    },
    'no-adapter': {
      title: 'No OneBot V11 adapter',
      text: 'It looks like NoneBot and has no route of OneBot V11: the adapter is not loaded, or this is another FastAPI program.',
      next: [
        'Register the OneBot V11 adapter in bot.py, or run nb adapter install nonebot-adapter-onebot.',
        'At its start it must say “Loaded adapters: OneBot V11”.',
      ],
    },
    'wrong-path': {
      title: 'The path is wrong',
      text: 'The port is right, and the path is not.',
      next: ['NoneBot: /onebot/v11/ws. AstrBot, LangBot: /ws. HoshinoBot: /ws/. Koishi: /onebot.'],
    },
    'other-protocol': {
      title: 'Another version of the protocol',
      text: 'This is a route of OneBot V12, and NapCat speaks V11.',
      next: ['Write the path /onebot/v11/ws and load the OneBot V11 adapter.'],
    },
    'token-missing': {
      title: 'The token is missing',
      text: 'The path is right, the framework wants a token, and none was sent.',
      next: [
        'Put the framework’s token (NoneBot: ONEBOT_ACCESS_TOKEN) into NapCat’s entry.',
        'Another try with --token proves which token is right.',
      ],
    },
    'token-wrong': {
      title: 'The token is wrong',
      text: 'The path is right, and the token was refused.',
      next: [
        'Make NapCat’s token and the framework’s ONEBOT_ACCESS_TOKEN exactly equal; mind case and blanks.',
        'A changed .env counts after a restart of the framework.',
      ],
    },
    'account-unknown': {
      title: 'All right but the account',
      text: 'Address and path are right. Koishi takes only the accounts of its configuration, so a made-up one comes no further.',
      next: ['See whether selfId in Koishi’s adapter-onebot is your QQ number.'],
    },
    refused: {
      title: 'The handshake was refused',
      text: 'The framework refused the handshake for a reason that only it knows.',
      next: ['See the line of that moment in the framework’s window.'],
    },
    closed: {
      title: 'Connected, then closed',
      text: 'The handshake succeeded, and then the framework closed the connection.',
      next: ['See the error of that moment in the framework’s window.'],
    },
    cancelled: { title: 'Cancelled', text: 'It was not done to its end.', next: [] },
    online: {
      title: 'The framework’s side is in order',
      text: 'Address, path and token are right; the framework took the connection and kept it.',
      next: ['If NapCat still does not connect, the fault is on its side: see with listen whether it arrives.'],
    },
  },
  listen: {
    'port-taken': PORT_TAKEN,
    'port-forbidden': PORT_FORBIDDEN,
    'port-failed': PORT_FAILED,
    nobody: { title: 'NapCat did not come', text: 'Nobody connected while we waited.', next: NOT_ARRIVED },
    'tls-client': {
      title: 'It came with TLS',
      text: 'NapCat arrived, and its address begins with wss://; frameworks usually do not encrypt.',
      next: ['Let the address begin with ws://.'],
    },
    'http-client': {
      title: 'An HTTP report came',
      text: 'An HTTP request arrived: NapCat has an “HTTP client” for this address.',
      next: ['Add a “WebSocket 客户端” (WebSocket client) in NapCat, and no “HTTP 客户端” (HTTP client).'],
    },
    'not-napcat': {
      title: 'That was not NapCat',
      text: 'A program connected and named no account (X-Self-ID); NoneBot would refuse it.',
      next: NOT_ARRIVED,
    },
    'wrong-path': {
      title: 'NapCat arrived, with the wrong path',
      text: 'NapCat reaches us, with a path that NoneBot does not know and answers with 403.',
      next: ['Write the path /onebot/v11/ws.'],
    },
    'token-missing': {
      title: 'NapCat arrived, without a token',
      text: 'NapCat reaches us and sends no token; the framework would refuse it.',
      next: ['Put the framework’s token into NapCat’s entry.'],
    },
    'token-wrong': {
      title: 'NapCat arrived, with another token',
      text: 'NapCat reaches us, and its token is not the one you gave.',
      next: ['Make both tokens exactly equal; mind case and blanks.'],
    },
    silent: {
      title: 'NapCat arrived and sends nothing',
      text: 'NapCat connected, and sent neither its greeting nor a heartbeat.',
      next: ['Switch the entry off in NapCat, wait 3 seconds, and switch it on again.', 'Update NapCat.'],
    },
    'api-silent': {
      title: 'NapCat arrived and does not answer',
      text: 'NapCat sends events and answers no API call.',
      next: ['Restart NapCat and try again.'],
    },
    arrived: {
      title: 'NapCat’s side is in order',
      text: 'NapCat arrived, sends its events and answers API calls.',
      next: ['If it does not reach the real framework, the fault is on that side: try it with knock.'],
    },
  },
  relay: {
    'not-loopback': {
      title: 'Listens on this computer only',
      text: 'The relay listens on 127.0.0.1 and ::1, where no other computer gets in.',
      next: ['Give the port alone, for example relay 18099 ws://127.0.0.1:8080.'],
    },
    'bad-url': BAD_URL,
    'own-port': {
      title: 'That leads back to itself',
      text: 'The port of the relay and its target are the same.',
      next: ['Take another port, for example 18099, and the framework’s port as the target.'],
    },
    'port-taken': PORT_TAKEN,
    'port-forbidden': PORT_FORBIDDEN,
    'port-failed': PORT_FAILED,
    nobody: { title: 'NapCat did not come', text: 'Nobody connected to the relay.', next: NOT_ARRIVED },
    'framework-unreached': {
      title: 'The framework cannot be reached',
      text: 'NapCat arrived, and the framework is not to be reached. NapCat saw 502 or 504.',
      next: [
        'Start the framework and see which address and port it prints.',
        'Try the framework’s address with knock.',
      ],
    },
    'framework-refused': {
      title: 'The framework refused the handshake',
      text: 'NapCat arrived, and the framework refused it.',
      next: [
        'Try the same address with knock: it tells path, token and adapter apart.',
        'See the line of that moment in the framework’s window.',
      ],
    },
    'no-events': {
      title: 'Connected, and no events',
      text: 'The connection stands, and NapCat sent no event.',
      next: [
        'Send the bot a message and look again.',
        'Switch the entry off in NapCat, wait 3 seconds, and switch it on again.',
      ],
    },
    'api-unanswered': {
      title: 'API calls stay unanswered',
      text: 'Events reach the framework, it calls the API, and NapCat answered none of the calls.',
      next: ['See NapCat’s log.', 'Restart NapCat and try again.'],
    },
    'framework-closed': {
      title: 'The framework closed the connection',
      text: 'The connection stood, and then the framework closed it.',
      next: ['See the error of that moment in the framework’s window.'],
    },
    flows: {
      title: 'Both sides are through',
      text: 'The connection stands, and events go from NapCat to the framework.',
      next: [
        'If the bot still says nothing, see its command prefix, plugins and permissions.',
        'Change NapCat’s address back.',
      ],
    },
  },
};
