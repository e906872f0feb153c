/** The texts of the verdict. */
import type { VerdictTexts } from '../app-verdict.ts';
import { given } from '../phrase.ts';
import { cliEn } from './cli.ts';

export const verdictEn: VerdictTexts = {
  nothingYet: 'Nothing was checked yet.',
  goHome: 'Go and check',
  side: 'Side',
  confidence: 'How sure',
  hop: 'Station',
  code: 'Code',
  steps: 'What to do',
  avoid: 'What not to do',
  evidence: 'Evidence',
  noEvidence: 'Nothing that proves any cause.',
  also: 'Also found',
  symptoms: 'Symptoms of it',
  symptomsLead: 'They vanish together with it; nothing needs to be done about them.',
  unseen: 'Not seen',
  unseenLead: 'The verdict rests only on what was seen.',
  allSeen: 'Everything that was looked for could be seen.',
  ways: cliEn.labels.ways,
  rest: 'Other signs',
  restLead: 'They were seen; nothing proves that they are the cause.',
  about: 'What this is about',
  account: 'Account',
  sure: {
    heading: 'Why this sure',
    guess: 'Only a possibility: there is no evidence yet that makes it “likely”.',
    rests: (level, kinds) => `“${level}” rests on ${kinds.join(', and ')}.`,
    towards: (level, ways) =>
      `With ${ways.map((kinds) => kinds.join(' and ')).join(', or with ')} it would be “${level}”.`,
    never: (level) => `No kind of evidence makes this cause “${level}”.`,
    enough: (level) =>
      `The kinds of evidence are enough for “${level}”, but another explanation still fits, so it is not said.`,
  },
  others: {
    heading: cliEn.labels.others,
    lead: 'Every account in use is judged for itself; above is the one whose trouble is clearest.',
    of: (account, dir) =>
      account === null ? (dir ?? 'account unknown') : `Account ${account}${given(dir ?? '', (d) => ` (${d})`)}`,
    lookAt: (account) => `Look at account ${account}`,
  },
  harmless: {
    heading: 'Looks like a fault and is none',
    lead: 'If this is all that you see, change no setting.',
    symptoms: [
      'A browser shows 404 at the bot’s address: that address takes WebSocket only and does not answer a browser.',
      'A browser shows 405: the adapter is loaded, and takes no requests of a browser.',
      'The red PacketBackend notice in NapCat’s log: it concerns a few extras such as pokes only.',
      'Several QQ.exe in the Task Manager: one QQ has several processes.',
    ],
  },
  mistaken: 'Often mistaken for',
  more: 'Full explanation',
  again: 'Check again',
  details: 'Show details',
  elapsed: (time) => `took ${time}`,
  fields: {
    path: 'File',
    line: 'Line',
    key: 'Key',
    value: 'Value',
    process: 'Program',
    pid: 'PID',
    address: 'Address',
    remote: 'Other end',
    target: 'Asked',
    answer: 'Answer',
    time: 'Time',
    text: 'Text',
    state: 'State',
  },
};
