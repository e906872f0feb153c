/** The verdicts that are not a cause. */
import type { Pages } from '../phrase.ts';
import { otherSentences as say } from './sentences/other.ts';

export const other: Pages<null> = {
  'misread-symptom': {
    title: 'What you see is normal',
    sentence: say['misread-symptom'],
    what: 'Some things look like faults and are none, such as a 404 when a browser opens the bot’s port, or the red PacketBackend message. The link was examined and is fine.',
    proof: 'The link stands and nothing else was found to be wrong.',
    steps: [
      'No setting needs to be changed.',
      'Send a message from another QQ number and see whether the bot answers.',
    ],
    avoid: [
      'Do not change port or path because of a 404 in the browser.',
      'Do not change QQ because of PacketBackend.',
    ],
    mistakenFor: ['A failed connection.'],
  },
  healthy: {
    title: 'All is well',
    sentence: say.healthy,
    what: 'The link between NapCat and the bot framework stands, and everything that was examined is in order.',
    proof: 'An established connection, or the framework’s own word that the bot is connected.',
    steps: [
      'Send a message from another QQ number and see whether the bot answers.',
      'If it does not, look at its command prefix, plugins and permissions.',
    ],
    avoid: ['Do not change settings that work.'],
    mistakenFor: [],
  },
  undecided: {
    title: 'The evidence does not decide yet',
    sentence: say.undecided,
    what: 'What could be seen proves no single cause. NapCat Doctor does not guess; it says what would decide.',
    proof: 'No cause has enough evidence.',
    steps: [
      'Do what the verdict names as next, then check again.',
      'Check while NapCat and the bot framework both run: then most can be seen.',
      'If something could not be seen for lack of rights, run once as administrator.',
      'If it stays open, give the recording to somebody who helps you.',
    ],
    avoid: ['Do not change many settings at once: you would not know which one helped.'],
    mistakenFor: [],
  },
};
