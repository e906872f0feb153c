/** The stop-gaps work with a real NoneBot, both ways round, and undo is the way back to reverse WebSocket. */
import { STOP_GAPS } from './cures/stop-gaps.ts';
import { cured } from './scene.ts';
import { withOwnJournal } from './support.ts';

withOwnJournal();

cured('a stop-gap', STOP_GAPS);
