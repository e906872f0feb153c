/** URLs that lead somewhere else than to the bot: each is corrected in NapCat, and nothing else is. */
import { URLS } from './cures/urls.ts';
import { cured } from './scene.ts';
import { withOwnJournal } from './support.ts';

withOwnJournal();

cured('a URL corrected for real and taken back', URLS);
