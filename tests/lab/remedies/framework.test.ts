/** Faults on the bot's side: each is cured where NoneBot reads it, and NoneBot started again is online. */
import { FRAMEWORK } from './cures/framework.ts';
import { PACKAGES } from './cures/packages.ts';
import { cured } from './scene.ts';
import { withOwnJournal } from './support.ts';

withOwnJournal();

cured('a bot cured for real and taken back', FRAMEWORK);
cured('a missing package', PACKAGES);
