/** Is the account logged in, and did it stay so? NapCat's own messages say it (domain facts: NapCat dossier §3.1). */
import type { Check } from '../../check.ts';
import { isDated } from '../../../contract/log-time.ts';
import { missing, ofEvent } from '../../evidence.ts';
import { isBefore, lastOf } from '../../log-clock.ts';
import type { Situation } from '../../situation.ts';
import { notLoggedIn, webUiOf, wentOffline } from '../webui.ts';

export const loggedIn: Check = {
  id: 'qq-logged-in',
  hop: 1,
  run(situation) {
    const { napcat, logs, account, config } = situation;
    if (napcat === null) return 'skip';
    const uin = account?.uin ?? napcat.running?.account?.uin;
    const who = uin === undefined ? {} : { account: uin };
    const told = webUiOf(situation);
    if (told?.loggedIn === true) return 'pass';
    const waiting = logs.latest(
      'napcat.qr-wait',
      'napcat.qr-saved',
      'napcat.already-logged-in',
      'napcat.quick-login-failed',
      'napcat.login-error',
    );
    const since = logs.latest(
      'napcat.onebot-ready',
      'napcat.adapters-ready',
      'napcat.network-loaded',
      'napcat.message-received',
    );
    const cameIn = since !== null && waiting !== null && since.log === waiting.log && since.lastLine > waiting.lastLine;
    if (waiting !== null && napcat.running !== null && !cameIn) {
      const variant =
        waiting.rule === 'napcat.already-logged-in'
          ? 'already-logged-in'
          : waiting.rule === 'napcat.quick-login-failed'
            ? 'quick-login-failed'
            : 'qr';
      return [
        {
          code: 'qq-not-logged-in',
          outcome: 'fail',
          confidence: 'certain',
          variant,
          params: who,
          evidence: [ofEvent(waiting)],
          about: null,
        },
      ];
    }
    if (napcat.running === null) return 'skip';
    if (told?.loggedIn === false) return told.offline ? 'pass' : [notLoggedIn(told, who)];
    const shownAt = napcat.qrCodeAt;
    if (shownAt !== null && waitsForScan(situation, shownAt)) {
      return [
        {
          code: 'qq-not-logged-in',
          outcome: 'fail',
          confidence: 'likely',
          variant: 'qr',
          params: { ...who, at: shownAt },
          evidence: [{ kind: 'file', path: 'cache/qrcode.png', key: 'modified', value: shownAt }],
          about: null,
        },
      ];
    }
    // NapCat writes onebot11_<uin>.json at the first login (config-base.ts): a running NapCat without one never got there.
    const neverLoggedIn =
      napcat.baseDir !== null && napcat.accounts.length === 0 && (config === null || config === napcat.template);
    if (
      neverLoggedIn &&
      ['known', 'absent'].includes(situation.facts.coverage['napcat-config']) &&
      !logs.read('napcat')
    ) {
      return [
        {
          code: 'qq-not-logged-in',
          outcome: 'fail',
          confidence: 'likely',
          params: who,
          evidence: [missing('file', 'config/onebot11_<QQ>.json')],
          about: null,
        },
      ];
    }
    return 'pass';
  },
};

/** A code was written in this run, and nothing since then shows a login: no link, no line of its log. */
function waitsForScan({ napcat, dialled, logs }: Situation, shownAt: string): boolean {
  const startedAt = napcat?.running?.startedAt ?? null;
  const thisRun = startedAt !== null && Date.parse(shownAt) >= Date.parse(startedAt);
  return thisRun && !logs.read('napcat') && !dialled.some((link) => link.connection != null);
}

const OFFLINE_FRAMES = ['wire.account-offline', 'wire.bot-offline'] as const;

/** Milliseconds before we looked within which a message that came in shows an account that is online. */
const JUST_NOW = 5 * 60_000;

function receivesNow({ facts, logs, dialled }: Situation): boolean {
  const received = logs.latest('napcat.message-received');
  if (received === null || facts.takenAt === null || !dialled.some(({ connection }) => connection != null))
    return false;
  return !isBefore(facts, lastOf(received), Date.parse(facts.takenAt) - JUST_NOW);
}

export const stayedOnline: Check = {
  id: 'qq-stayed-online',
  hop: 1,
  run(situation) {
    const { napcat, logs, account } = situation;
    const told = webUiOf(situation);
    if (napcat === null) return 'skip';
    const kicked = logs.latest('napcat.kicked-offline', 'napcat.went-offline', ...OFFLINE_FRAMES);
    if (told?.offline === true) {
      const who = account === null ? {} : { account: account.uin };
      return [wentOffline(told, who, kicked === null ? [] : [ofEvent(kicked)])];
    }
    if (kicked === null && told === null && !logs.read('napcat')) return 'skip';
    if (kicked === null || told?.loggedIn === true) return 'pass';
    // A frame that somebody pasted without its time may be of any day.
    const isUndated = kicked.rule.startsWith('wire.') && kicked.at === null;
    if (isUndated && receivesNow(situation)) return 'pass';
    return [
      {
        code: 'qq-kicked-offline',
        outcome: 'fail',
        // Without a process it may be the log of an earlier run.
        confidence: napcat.running === null || isUndated ? 'likely' : 'certain',
        params: {
          ...(account === null ? {} : { account: account.uin }),
          ...(kicked.at === null || !isDated(kicked.at) ? {} : { at: kicked.at }),
        },
        evidence: [ofEvent(kicked)],
        about: null,
      },
    ];
  },
};
