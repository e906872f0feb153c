/**
 * `knock`, `listen` and `relay`: says first what will happen, then what does happen as it does, then what follows from
 * it. With --json the happenings are left to the report, which is the one document.
 */
import { LAB_SECONDS } from '../../../contract/lab.ts';
import type { KnockReport, LabEvent, LinkReport, ListenReport, RelayReport, Tally } from '../../../contract/lab.ts';
import { MADE_UP_ACCOUNT } from '../../../contract/made-up-account.ts';
import { labMessagesFor } from '../../../contract/messages/index.ts';
import type { Conclusion, LabMessages } from '../../../contract/messages/lab.ts';
import { knock, listen, relay } from '../../../doctor.ts';
import { createLiveMachine } from '../../../machine/index.ts';
import { maskSecrets } from '../../../survey/logs/mask.ts';
import { parseEntryUrl } from '../../../survey/napcat/url.ts';
import { EXIT } from '../exit-status.ts';
import type { LabCommand } from '../lab-arguments.ts';
import { harmlessLine, jsonText } from '../output/style.ts';
import type { Terminal } from '../terminal.ts';

type Report = KnockReport | ListenReport | RelayReport;

export async function lab(command: LabCommand, terminal: Terminal): Promise<number> {
  const [texts, machine] = await Promise.all([labMessagesFor(terminal.language), createLiveMachine()]);
  const { signal } = terminal;
  const say = (line: string): void => (command.json ? terminal.err(`${line}\n`) : terminal.out(line));
  const seconds = command.seconds === undefined ? {} : { seconds: command.seconds };
  const options = { signal, onEvent: teller(command, texts, terminal, say) };
  switch (command.name) {
    case 'knock': {
      const { url, token, napcat } = command;
      before(texts.before.knock(maskSecrets(parseEntryUrl(url).text), MADE_UP_ACCOUNT), say);
      const at = { url, ...seconds, ...(token === undefined ? {} : { token }) };
      const report = await knock(machine, { ...at, ...(napcat === undefined ? {} : { napcatDir: napcat }) }, options);
      return conclude(command.json, report, texts.knock[report.outcome], texts, terminal);
    }
    case 'listen': {
      const { port, token } = command;
      const request = { port, ...seconds, ...(token === undefined ? {} : { token }) };
      const report = await listen(machine, request, options);
      return conclude(command.json, report, texts.listen[report.outcome], texts, terminal);
    }
    case 'relay': {
      const { port, host, url } = command;
      const report = await relay(machine, { port, url, ...seconds, ...(host === undefined ? {} : { host }) }, options);
      return conclude(command.json, report, texts.relay[report.outcome], texts, terminal);
    }
  }
}

type Say = (line: string) => void;

function before(lines: readonly string[], say: Say): void {
  for (const line of lines) say(harmlessLine(line));
  say('');
}

/** Lines an hour of chat may fill; after them only the report counts on. */
const MOST_LINES = 2_000;

function teller(
  command: LabCommand,
  texts: LabMessages,
  { style, signal }: Terminal,
  say: Say,
): (event: LabEvent) => void {
  let lines = 0;
  return (event) => {
    // The port is open: now it is time to tell what to do with it.
    if (event.kind === 'waiting') before(invitation(command, event.port, texts), say);
    else if (!command.json && lines++ < MOST_LINES && !signal.aborted) {
      say(`${style.dim(clockOf(event.atMs))}  ${harmlessLine(sentenceOf(event, texts))}`);
    }
  };
}

function invitation(command: LabCommand, port: number, { before: texts }: LabMessages): readonly string[] {
  switch (command.name) {
    case 'knock':
      return [];
    case 'listen':
      return texts.listen(`ws://127.0.0.1:${port}/onebot/v11/ws`, command.seconds ?? LAB_SECONDS.listen);
    case 'relay': {
      const target = parseEntryUrl(command.url);
      const path = target.usable && target.path !== '/' ? target.path : '/onebot/v11/ws';
      return texts.relay(
        `ws://127.0.0.1:${port}${path}`,
        maskSecrets(target.text),
        command.seconds ?? LAB_SECONDS.relay,
      );
    }
  }
}

/** `   3.2 s` */
function clockOf(atMs: number): string {
  return `${(atMs / 1000).toFixed(1)} s`.padStart(8);
}

function sentenceOf(event: Exclude<LabEvent, { kind: 'waiting' }>, texts: LabMessages): string {
  const { happened, peers, frames, tokens, tokenMatches } = texts;
  switch (event.kind) {
    case 'handshake': {
      const { path, account, token, tokenMatches: matches } = event.handshake;
      return happened.handshake(path, account, tokens[token] + (matches === null ? '' : tokenMatches(matches)));
    }
    case 'open':
      return happened.open(event.tookMs);
    case 'refused':
      return happened.refused(event.status);
    case 'unreached':
      return happened.unreached(event.outcome);
    case 'frame':
      return happened.frame(peers[event.from], frames[event.frame.kind](event.frame));
    case 'closed':
      return happened.closed(peers[event.by], event.code, event.reason);
    case 'stranger':
      return happened.stranger[event.what];
  }
}

function conclude(
  json: boolean,
  report: Report,
  conclusion: Conclusion,
  texts: LabMessages,
  terminal: Terminal,
): number {
  const { out, style, signal } = terminal;
  const status = statusOf(report, signal.aborted);
  if (json) {
    out(jsonText(report));
    return status;
  }
  const { labels } = texts;
  const paint = report.code === 'healthy' ? style.good : status === EXIT.problem ? style.bad : style.warn;
  const lines = [
    '',
    `${style.bold(labels.result)}: ${style.bold(paint(conclusion.title))}`,
    `  ${conclusion.text}`,
    ...detailsOf(report, texts).map((line) => `  ${line}`),
    ...(conclusion.next.length === 0
      ? []
      : ['', `${style.bold(labels.next)}:`, ...conclusion.next.map((step, index) => `  ${index + 1}. ${step}`)]),
  ];
  out(lines.map(harmlessInside).join('\n'));
  return status;
}

/** Our own colours stay; what came from outside was made harmless where it was put in. */
const harmlessInside = (line: string): string => line.replace(/[\r\n]/g, ' ');

function detailsOf(report: Report, { labels, tokenFrom }: LabMessages): readonly string[] {
  if ('calls' in report) {
    const calls = Object.entries(report.calls).map(([name, count]) => (count === 1 ? name : `${name} × ${count}`));
    return [tokenFrom[report.token], ...(calls.length === 0 ? [] : [`${labels.calls}: ${calls.join(', ')}`])].map(
      harmlessLine,
    );
  }
  const { owner, links } = report;
  return [
    ...(owner === null ? [] : [labels.owner(owner.name, owner.pid)]),
    ...('napcat' in report && report.napcat !== null ? [report.napcat] : []),
    ...links.map((link, index) => labels.link(index + 1, countOf(link, 'fromNapcat'), countOf(link, 'fromFramework'))),
  ].map(harmlessLine);
}

function countOf(link: LinkReport, from: 'fromNapcat' | 'fromFramework'): number {
  const tally: Tally = link[from];
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}

/** What kept us from looking, and what nobody can decide. */
const INCOMPLETE: ReadonlySet<Report['outcome']> = new Set<Report['outcome']>([
  ...(['port-taken', 'port-forbidden', 'port-failed', 'cancelled'] as const),
]);
const MISUSED: ReadonlySet<Report['outcome']> = new Set<Report['outcome']>(['not-loopback', 'own-port']);

function statusOf({ outcome, code }: Report, cancelled: boolean): number {
  if (code === 'healthy') return EXIT.healthy;
  if (MISUSED.has(outcome)) return EXIT.usage;
  if (INCOMPLETE.has(outcome) || (cancelled && outcome === 'nobody')) return EXIT.incomplete;
  return outcome === 'account-unknown' ? EXIT.warnings : EXIT.problem;
}
