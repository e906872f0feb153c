/** The second hop: NapCat's client entry. */
import type { Pages } from '../phrase.ts';
import { CHECK_AGAIN, EDIT, OPEN_NETWORK, RECONNECT, RESTART_NAPCAT, SAVE } from './phrases.ts';
import { hop2Sentences as say } from './sentences/hop2.ts';

const NEW_CLIENT =
  'Press “新建” (new), choose “WebSocket 客户端” (WebSocket client), switch on “启用” (enable) and enter “名称” (name) and URL, for example ws://127.0.0.1:8080/onebot/v11/ws.';
const NEW_TOKEN = `A new entry gets random characters as its Token: if the bot framework demands a Token, enter that one, then ${SAVE}.`;

export const hop2: Pages<2> = {
  'config-invalid': {
    title: 'NapCat cannot read its configuration',
    sentence: say['config-invalid'],
    what: 'onebot11_<QQ number>.json has an error, and the whole OneBot part of NapCat did not start. QQ stays online, messages are shown and the WebUI opens, so nothing seems wrong; saving in the WebUI has no effect then.',
    proof: 'The file fails to parse at a line and column, or NapCat’s log says so.',
    steps: [
      'Back up the file first.',
      'Open it in Notepad and correct the place named: mostly a missing comma, Chinese quotation marks, or half a file.',
      'Save it with the encoding UTF-8.',
      'If that does not help, move the file away, let NapCat write a new one and create the entry again in the WebUI.',
      RESTART_NAPCAT,
    ],
    avoid: ['Until it is mended, do not trust the success message of the WebUI: without OneBot nothing is saved.'],
    mistakenFor: ['An entry that is not enabled.', 'A defect of the stand-alone form.'],
  },
  'obsolete-config-format': {
    title: 'An old format that NapCat ignores',
    sentence: say['obsolete-config-format'],
    what: 'NapCat 4.1 changed the format, and from 4.4 on the old one is no longer converted. With reverseWs in the file NapCat loads it without an error and has no client. The "reverseWs":{"connections":[…]} of some articles never existed.',
    proof: 'The keys in the file and NapCat’s version.',
    steps: [
      OPEN_NETWORK,
      NEW_CLIENT,
      NEW_TOKEN,
      'If NapCatQQ-Desktop wrote the file, update it to 1.5.0 or later and make changes there from now on.',
      CHECK_AGAIN,
    ],
    avoid: [
      'Do not add more reverseWs from old tutorials.',
      'Changing from the desktop to the plugin form is not needed: for it speaks that some people were connected afterwards, against it that both forms share the code that dials; what helped was entering the settings anew in the current format. Both ways are open to you.',
    ],
    mistakenFor: [
      'An incompatibility of the stand-alone form.',
      'A problem of ports or the firewall.',
      'Different Tokens.',
    ],
  },
  'wrong-account-config': {
    title: 'The edited file is not this account’s',
    sentence: say['wrong-account-config'],
    what: 'Every QQ number has its own onebot11_<QQ number>.json. onebot11.json is only a template, copied once at the first login of an account; later changes to it do nothing.',
    proof: 'Both files and the account that is logged in.',
    steps: [
      'See which QQ number the page of NapCat’s WebUI shows.',
      'Go to “网络配置” (network settings) and create a “WebSocket 客户端” (WebSocket client) for this account.',
      NEW_TOKEN,
      CHECK_AGAIN,
    ],
    avoid: ['Do not edit onebot11.json for an account that has logged in before.'],
    mistakenFor: ['A change that was not saved.', 'An entry that is not enabled.'],
  },
  'wrong-direction': {
    title: 'The connection has the wrong direction',
    sentence: say['wrong-direction'],
    what: 'In a reverse WebSocket NapCat is the client and dials the bot framework. With two servers nobody begins; with two clients nobody listens.',
    proof: 'The configuration of both sides.',
    steps: [
      'Make sure that the framework is the one that waits: NoneBot is, unless ONEBOT_WS_URLS is set.',
      OPEN_NETWORK,
      NEW_CLIENT,
      NEW_TOKEN,
      'A “WebSocket 服务器” (WebSocket server) that is no longer needed can be disabled or deleted.',
    ],
    avoid: ['Do not keep a forward and a reverse connection: an account can be connected only once.'],
    mistakenFor: ['Nobody listens on the port.', 'Different Tokens.'],
  },
  'no-client-entry': {
    title: 'There is no WebSocket client entry',
    sentence: say['no-client-entry'],
    what: 'NapCat’s configuration has no client at all, so it dials nobody. The file that the first login writes looks like this.',
    proof: 'The configuration file of the account in use.',
    steps: [OPEN_NETWORK, NEW_CLIENT, NEW_TOKEN, CHECK_AGAIN],
    avoid: ['Do not write the address into a file that starts with napcat_protocol: it does nothing for OneBot.'],
    mistakenFor: ['The bot framework does not listen.', 'The configuration is not in use.'],
  },
  'entry-disabled': {
    title: 'The client entry is not enabled',
    sentence: say['entry-disabled'],
    what: 'The entry is there, but it is switched off, as every new entry is at first. The log says “未启动” (not started).',
    proof: 'enable is false in the configuration file.',
    steps: [
      OPEN_NETWORK,
      `Switch the entry on on its card; or ${EDIT}, switch on “启用” (enable) and ${SAVE}.`,
      CHECK_AGAIN,
    ],
    avoid: ['Do not create a second entry like it, enable this one.'],
    mistakenFor: ['A wrong address or port.', 'A network that is down.'],
  },
  'duplicate-entry-name': {
    title: 'Two entries share one name',
    sentence: say['duplicate-entry-name'],
    what: 'NapCat knows entries by name and runs only the last one of a name, also across kinds. Entries without a name are all called websocket-client and count as equal.',
    proof: 'Two enabled entries of one name in the configuration file.',
    steps: [
      OPEN_NETWORK,
      'A name cannot be edited: note URL and Token of the entry that was pushed out, then press “删除” (delete).',
      `Press “新建” (new), add it again under a name that is not taken, switch on “启用” (enable) and ${SAVE}.`,
      'Make sure that all names differ.',
    ],
    avoid: ['Do not take the name for a mere note.'],
    mistakenFor: ['A wrong address.', 'A second bot framework that does not listen.'],
  },
  'malformed-url': {
    title: 'The URL of the entry is unusable',
    sentence: say['malformed-url'],
    what: 'A URL must be ws:// with host, port and path. With a bad one NapCat reports one error at start and never tries again, so it seems to do nothing.',
    proof: 'The URL in the configuration file.',
    steps: [
      OPEN_NETWORK,
      `There ${EDIT}, delete the whole URL and type it anew with an English keyboard, for example ws://127.0.0.1:8080/onebot/v11/ws.`,
      'Check that it starts with ws://, that colons and slashes are not full-width, that it has no blanks or quotation marks, and that the port is between 1 and 65535.',
      `Then ${SAVE}.`,
      RECONNECT,
    ],
    avoid: [
      'Do not copy the address from a chat: it often brings full-width characters or invisible blanks.',
      'Do not put the Token in the URL: NoneBot does not read it there.',
    ],
    mistakenFor: ['NapCat did not read the configuration.', 'Nobody listens on the port.'],
  },
  'self-connection': {
    title: 'NapCat dials itself',
    sentence: say['self-connection'],
    what: 'The port in the URL is NapCat’s own: its WebUI (6099 and up) or one of its own servers (3000 and 3001 by default). NapCat reaches itself and the bot framework gets nothing.',
    proof: 'The process that listens on this port is NapCat.',
    steps: [
      'See in the bot framework’s log where it listens; NoneBot writes Uvicorn running on http://127.0.0.1:PORT.',
      OPEN_NETWORK,
      `There ${EDIT}, change the port in the URL to this one and ${SAVE}.`,
      CHECK_AGAIN,
    ],
    avoid: ['Do not enter the WebUI’s port 6099 in a client entry.'],
    mistakenFor: ['A wrong path (404).', 'Different Tokens.'],
  },
  'config-not-applied': {
    title: 'The running NapCat does not use this file',
    sentence: say['config-not-applied'],
    what: 'The entry in the file is right, but the running NapCat uses something else: another folder, the state before your change, or what a manager program wrote.',
    proof:
      'Times of the file and of NapCat’s start, its working folder, and a waiting framework that NapCat never tried to reach.',
    steps: [
      OPEN_NETWORK,
      'See whether the entry is in the list and enabled: what stands here is what is in use.',
      `If it is missing, create it here; if it is there, ${EDIT} and ${SAVE}.`,
      'If NapCatQQ-Desktop manages it, change it there and restart this bot; it overwrites changes in the file.',
      'If there is still no connection, end NapCat completely and start it again.',
    ],
    avoid: [
      'Do not edit the same file again and again without a restart.',
      'Changing from the desktop to the plugin form is not needed: it often helps because the settings are entered anew; comparing them in the WebUI is less work.',
    ],
    mistakenFor: ['An incompatibility of the stand-alone form.', 'The firewall.', 'Different Tokens.'],
  },
};
