/** The texts of the start page. */
import type { RecordingFault } from '../../app.ts';
import type { HomeTexts } from '../app-home.ts';
import { given } from '../phrase.ts';
import { q } from './phrases.ts';

const FAULTS: Readonly<Record<RecordingFault, (reason: string) => string>> = {
  syntax: (reason) => `it is no complete YAML or JSON (${q(reason)}).`,
  shape: (reason) => `a value in it is wrong (${q(reason)}).`,
  size: () => 'it is too large.',
  format: () => 'it holds something else.',
};

export const homeEn: HomeTexts = {
  heading: 'Is your bot silent?',
  lead: 'A message passes five stations from QQ to the bot. The check looks at each of them and says where the link is broken, on whose side, and what proves it.',
  start: 'Start the check',
  again: 'Check again',
  cancel: 'Cancel',
  cancelled: 'Cancelled; nothing was changed.',
  sourceLost: 'This recording is no longer in memory; please open it again.',
  running: 'Checking',
  looking: (what) => `Looking at ${what.join(', ')}`,
  finished: (title) => `Check finished: ${title}`,
  showVerdict: 'Show the verdict',
  promise: 'It only looks and changes nothing; it uses no network but the connection that you check.',
  chain: 'The five stations from QQ to the bot',
  waiting: 'not checked yet',
  seeing: 'looking',
  seen: 'looked at',
  lookingAt: 'What to check',
  thisComputer: 'This computer',
  demos: {
    'old-format-of-desktop': 'Demo: NapCatQQ-Desktop 1.4.0 wrote the old format',
    'bot-not-started': 'Demo: NoneBot was not started',
    'tokens-differ': 'Demo: the Tokens differ',
    'port-reserved': 'Demo: Windows reserves the port',
    'browser-404': 'Demo: 404 in the browser, which is normal',
    'two-accounts': 'Demo: two NapCats, two accounts',
    'nothing-visible': 'Demo: no permission to see anything',
    healthy: 'Demo: all is well',
  },
  demoNote: 'This is a recorded computer, not this one.',
  openRecording: 'Open a bundle or recording…',
  opened: (name) => `Opened ${q(name)}.`,
  refused: (name, error, reason, line) =>
    `${q(name)} is not a recording${given(line ?? '', (n) => ` (line ${n})`)}: ${FAULTS[error](reason)}`,
  unreadable: (name) => `${q(name)} cannot be read: it may be gone, or another program holds it.`,
  tooLarge: (name) => `${q(name)} is too large for a recording.`,
  account: 'Account',
  accountOf: (uin, dir) => `${uin}${given(dir ?? '', (folder) => ` (${folder})`)}`,
  anyAccount: 'choose automatically',
  bot: 'Bot',
  botOf: (framework, place) => `${framework} (${place})`,
  anyBot: 'automatic',
  folder: 'NapCat’s folder',
  folderHint: 'The one that holds napcat.mjs or the launch scripts, for example D:\\NapCat.Shell.',
  folderAsk: 'Point to NapCat’s folder',
};
