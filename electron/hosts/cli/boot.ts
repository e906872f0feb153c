/** What Node starts: hands over to the command line beside it. */
import { join } from 'node:path';

import { compiledRequire } from './compiled.ts';

compiledRequire(join(import.meta.dirname, 'napcat-doctor.cjs'))('./cli.cjs');
