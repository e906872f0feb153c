/** The sentences of the second hop: NapCat's client entry. */
import type { Params } from '../../../diagnosis.ts';
import { clock, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, byVariant, changeTo, entry, file, framework, port, said, url } from '../phrases.ts';

const NETWORK = '“网络配置” (network settings) of NapCat’s WebUI';
const NEW_CLIENT = `create a new “WebSocket 客户端” (WebSocket client) in ${NETWORK}`;

export const hop2Sentences: Sentences<2> = {
  'config-invalid': byVariant<'config-invalid'>((p) => dead(p, 'cannot be parsed'), {
    syntax: (p) => dead(p, 'has a syntax error'),
    encoding: (p) =>
      `${file(p)} is not UTF-8, so NapCat cannot read it: save it as UTF-8 in Notepad and restart NapCat.`,
    type: (p) => dead(p, 'has a value of the wrong type'),
    comments: (p) =>
      `${file(p)} has comments, which this version of NapCat cannot read: remove the comments, or update NapCat.`,
    unreadable: (p) => `${file(p)} cannot be read${said(p)}: close the program that locks it and check its rights.`,
  }),
  'obsolete-config-format': byVariant<'obsolete-config-format'>(
    (p) =>
      `${file(p)} is in a format that NapCat no longer reads, so the address${quoted(p.url)} has no effect: ${NEW_CLIENT}.`,
    {
      legacy: (p) =>
        `${file(p)} is in the old format${given(p.detail, (d) => ` (“${d}”)`)}, which ${napcat(p)} silently ignores: ${NEW_CLIENT}${given(p.url, (u) => ` with the URL “${u}”`)}.`,
      mixed: (p) =>
        `${file(p)} mixes the old and the new format: the address${quoted(p.url)} stands in “${given(p.detail, (d) => d, 'reverseWs')}”, which is no longer read, and “network” has no client, so ${NEW_CLIENT}.`,
      invented: (p) =>
        `No version of NapCat ever read “${given(p.detail, (d) => d, 'reverseWs')}” as it stands in ${file(p)}: ${NEW_CLIENT}${given(p.url, (u) => ` with the URL “${u}”`)}.`,
      'too-new': (p) =>
        `${file(p)} is in the format of 4.1 and later, which ${napcat(p)} does not know yet, so the address${quoted(p.url)} has no effect: update NapCat, or enter the reverse WebSocket in its own WebUI.`,
      manager: (p) =>
        `NapCatQQ-Desktop wrote ${file(p)} in the old format, which ${napcat(p)} silently ignores: update NapCatQQ-Desktop, or ${NEW_CLIENT} (changing to the plugin form is only a detour).`,
    },
  ),
  'wrong-account-config': byVariant<'wrong-account-config'>(
    (p) =>
      `You edited ${file(p)}, but ${account(p)} uses ${given(p.otherFile, (f) => `“${f}”`, 'another file')}: ${NEW_CLIENT} for this account.`,
    {
      'other-account': (p) =>
        `You edited ${file(p)}, which belongs to ${given(p.otherAccount, (uin) => `account ${uin}`, 'another account')}, while ${account(p)} reads ${given(p.otherFile, (f) => `“${f}”`, 'a file of its own')}: ${NEW_CLIENT} for this account.`,
      'template-overridden': (p) =>
        `You edited ${file(p)}, which is only a template: ${account(p)} already has a file of its own${quoted(p.otherFile)}, so edit that one.`,
      'framework-expects-other': (p) =>
        `The selfId of ${framework(p)} is ${given(p.otherAccount, (uin) => `“${uin}”`, 'another account')}, but NapCat is logged in as ${account(p)}, so the connection is refused: set selfId to the latter in ${given(p.otherFile, (f) => `“${f}”`, 'its configuration')}.`,
    },
  ),
  'wrong-direction': byVariant<'wrong-direction'>(
    (p) => `The direction is wrong, because ${framework(p)} waits for NapCat to connect: ${NEW_CLIENT} and enable it.`,
    {
      'server-instead': (p) =>
        `You made a WebSocket server${quoted(p.entry)}${given(p.port, (n) => ` (port ${n})`)}, but ${framework(p)} waits to be connected too: ${NEW_CLIENT}.`,
      'both-clients': (p) =>
        `Both sides dial ${port(p)} and nobody listens, because ${framework(p)} has ONEBOT_WS_URLS and ${entry(p)} dials as well: remove one of the two directions.`,
    },
  ),
  'no-client-entry': byVariant<'no-client-entry'>(
    (p) => `${file(p)} has no WebSocket client, so NapCat dials nobody: ${NEW_CLIENT}.`,
    {},
  ),
  'entry-disabled': byVariant<'entry-disabled'>(
    (p) =>
      `${entry(p)}${given(p.url, (u) => ` (“${u}”)`)} is not enabled: switch on “启用” (enable) in ${NETWORK} and save.`,
    {},
  ),
  'duplicate-entry-name': byVariant<'duplicate-entry-name'>(
    (p) =>
      `Two entries share ${given(p.entry, (e) => `the name “${e}”`, 'one name')} and NapCat runs only the last${given(p.suggestion, (u) => ` (“${u}”)`)}, so ${given(p.url, (u) => `“${u}”`, 'the other one')} is never dialled: delete it and create it again under a new name.`,
    {},
  ),
  'malformed-url': byVariant<'malformed-url'>((p) => malformed(p, 'is not a usable address'), {
    empty: (p) =>
      `The URL of ${entry(p)} is empty: enter the address of ${framework(p)}, for example “ws://127.0.0.1:8080/onebot/v11/ws”.`,
    'no-scheme': (p) => malformed(p, 'lacks “ws://” at the start'),
    'wrong-scheme': (p) => malformed(p, 'does not start with “ws://”'),
    'full-width': (p) => malformed(p, 'has full-width characters, such as a Chinese colon or slash'),
    fragment: (p) => malformed(p, 'has a “#”, which a WebSocket address may not have'),
    'port-range': (p) => malformed(p, 'has a port outside 1 to 65535'),
    quotes: (p) => malformed(p, 'has quotation marks in it'),
    spaces: (p) => malformed(p, 'has a blank inside, which is sent as “%20”'),
    invalid: (p) => malformed(p, 'is not a valid address'),
    'http-scheme': (p) => malformed(p, 'starts with “http” instead of “ws”'),
  }),
  'self-connection': byVariant<'self-connection'>(
    (p) => `${entry(p)} points to NapCat itself with ${url(p)}: change it to the port where ${framework(p)} listens.`,
    {
      webui: (p) =>
        `${entry(p)} points to NapCat’s own WebUI${portOf(p)} with ${url(p)}: change it to the port where ${framework(p)} listens.`,
      'own-server': (p) =>
        `${entry(p)} points to NapCat’s own WebSocket or HTTP server${portOf(p)} with ${url(p)}: change it to the port where ${framework(p)} listens.`,
    },
  ),
  'config-not-applied': byVariant<'config-not-applied'>(
    (p) =>
      `${entry(p)} stands in ${file(p)}, but the running NapCat does not use it: compare it with ${NETWORK}, then restart NapCat.`,
    {
      'other-folder': (p) =>
        `You edited ${file(p)}, but the running NapCat uses ${given(p.otherFile, (f) => `“${f}”`, 'a file in another folder')}: make the change in ${NETWORK}.`,
      'edited-after-start': (p) =>
        `${file(p)} was changed${given(p.at, (t) => ` at ${clock(t)}`)} after NapCat had started${given(p.startedAt, (t) => ` (${clock(t)})`)}, so the change has no effect: restart NapCat, or save once in ${NETWORK}.`,
      'no-attempt': (p) =>
        `${framework(p)} waits and ${entry(p)} stands in the file, but NapCat never tried ${url(p)}: look at this entry in ${NETWORK}, then restart NapCat.`,
      manager: (p) =>
        `NapCatQQ-Desktop manages this NapCat and writes ${file(p)} anew at every start, so ${entry(p)} has no effect: make the change in NapCatQQ-Desktop and restart this bot there.`,
      'other-url': (p) =>
        `The pasted settings say ${url(p)}, but NapCat loaded ${given(p.suggestion, (u) => `“${u}”`, 'another address')} when it started, so it reads another file or was not restarted since: compare them with ${NETWORK}, then restart NapCat.`,
      'never-retried': (p) =>
        `NapCat’s first attempt at ${url(p)} failed because the address or the Token is invalid, and it does not try again: correct it and save it in ${NETWORK}.`,
    },
  ),
};

function dead(p: Params, fault: string): string {
  return `${file(p)} ${fault}${said(p)}, so NapCat started no connection at all: correct it and restart NapCat.`;
}

function malformed(p: Params, fault: string): string {
  return `The URL ${given(p.url, () => `${url(p)} `)}of ${entry(p)} ${fault}: ${changeTo(p, 'write it like “ws://127.0.0.1:8080/onebot/v11/ws”')}.`;
}

const napcat = (p: Params): string => given(p.version, (v) => `NapCat ${v}`, 'every NapCat from 4.4 on');
const quoted = (text: string | undefined): string => given(text, (shown) => ` “${shown}”`);
const portOf = (p: Params): string => given(p.port, (n) => ` (port ${n})`);
