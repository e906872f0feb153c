/** Short words for the picture and the labels. */
import type { Catalogue } from '../catalogue.ts';

export const hops: Catalogue['hops'] = {
  1: { name: 'QQ and NapCat', question: 'Running? Logged in?' },
  2: { name: 'NapCat’s client entry', question: 'Right file? Enabled? URL well formed?' },
  3: { name: 'Address and port', question: 'Who listens? Reachable?' },
  4: { name: 'Handshake', question: 'Path, Token and adapter right?' },
  5: { name: 'Bot online', question: 'Do events arrive? Does the API answer?' },
};

export const sides: Catalogue['sides'] = {
  napcat: 'on NapCat’s side',
  framework: 'on the bot framework’s side',
  windows: 'on the side of Windows',
  network: 'in the network',
  qq: 'on QQ’s side',
  none: 'nothing is wrong on either side',
  unsure: 'not yet known on which side',
};

export const confidence: Catalogue['confidence'] = { certain: 'certain', likely: 'likely', possible: 'possible' };

export const outcomes: Catalogue['outcomes'] = {
  pass: 'in order',
  warn: 'note',
  fail: 'problem',
  skip: 'does not apply',
  unknown: 'could not look',
  error: 'fault in NapCat Doctor itself',
};

export const evidenceKinds: Catalogue['evidenceKinds'] = {
  file: 'a setting or file',
  process: 'a process',
  listener: 'a listening port',
  connection: 'an established connection',
  probe: 'the answer to a probe',
  log: 'a line of a log or console',
  registry: 'the registry',
  version: 'a version',
  watch: 'a change that was watched',
  missing: 'something that should be there and is not',
  unseen: 'something that could not be seen',
};
