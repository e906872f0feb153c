/** Can the server carry the link: has it a WebSocket library, and do both ends agree on TLS? */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofIdentity, ofUpgrades } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { kindAt } from './far-end.ts';

export const webSocketSupported: Check = {
  id: 'websocket-supported',
  hop: 4,
  run: (situation) => forEachLink(situation, noWebSocketLibrary),
};

/** uvicorn without a WebSocket library answers every upgrade like a plain request: 404 where a healthy one says 403. */
function noWebSocketLibrary(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null) return 'pass';
  const said = situation.logs.latest('uvicorn.no-websocket-library');
  const asgi = link.identity?.kind === 'nonebot-v11' || link.identity?.kind === 'asgi';
  const upgrade = link.target.webSocket
    .map(({ answer }) => valueOf(answer))
    .find((answer) => answer?.status !== undefined);
  const plain =
    asgi &&
    (upgrade?.status === 404 || upgrade?.status === 400) &&
    /not found|unsupported|upgrade/i.test(upgrade.body || 'not found');
  const quart = isQuart(link) || /werkzeug|<!doctype html|<html/i.test(upgrade?.body ?? '');
  if (said === null && (!plain || quart)) return asgi && upgrade === undefined ? 'unknown' : 'pass';
  return [
    {
      code: 'websocket-support-missing',
      outcome: 'fail',
      confidence: 'certain',
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: kindAt(link) ?? 'nonebot2',
        ...(upgrade?.status === undefined ? {} : { status: upgrade.status }),
      },
      evidence: [
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...ofUpgrades(link),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** Quart names OPTIONS beside POST, FastAPI does not (measured, nonebot dossier §7.1); it says 404 to an unknown path. */
function isQuart(link: Link): boolean {
  return link.target.http.some(({ answer }) => /\bOPTIONS\b/i.test(valueOf(answer)?.headers.allow ?? ''));
}

export const sameTransport: Check = {
  id: 'same-transport',
  hop: 4,
  run: (situation) => forEachLink(situation, tlsMismatch),
};

function tlsMismatch(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null) return 'pass';
  const { secure } = link.url;
  const said = situation.logs.latestAbout(link.url.text, 'napcat.tls-wrong-version', 'napcat.tls-certificate');
  const plainBehind = secure && (link.identity?.kind === 'plain' || said?.rule === 'napcat.tls-wrong-version');
  const tlsBehind = !secure && link.identity?.kind === 'tls';
  const certificate =
    secure &&
    !plainBehind &&
    (said?.rule === 'napcat.tls-certificate' || (link.identity?.kind === 'tls' && certificateRefused(link)));
  if (!plainBehind && !tlsBehind && !certificate) return link.identity === null ? 'unknown' : 'pass';
  return [
    {
      code: 'tls-mismatch',
      outcome: 'fail',
      confidence: 'certain',
      variant: plainBehind ? 'wss-to-plain' : tlsBehind ? 'ws-to-tls' : 'certificate',
      params: {
        url: link.url.text,
        suggestion: link.url.text.replace(/^wss?:/i, plainBehind ? 'ws:' : 'wss:'),
        ...(link.entry === null ? {} : { entry: link.entry.name }),
      },
      evidence: [
        ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

function certificateRefused(link: Link): boolean {
  return link.target.http.some(({ answer }) => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/i.test(valueOf(answer)?.body ?? ''));
}
