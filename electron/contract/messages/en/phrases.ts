/** Turns of phrase that many English sentences share; each stands when its parameters are missing. */
import type { Params } from '../../diagnosis.ts';
import { clip, frameworkName, given } from '../phrase.ts';

export const q = (text: string | number): string => `“${clip(`${text}`)}”`;

export const entry = ({ entry: name }: Params): string =>
  given(name, (shown) => `NapCat’s client entry “${shown}”`, 'NapCat’s client entry');

export const url = ({ url: text }: Params): string => given(text, (shown) => `“${shown}”`, 'its address');

export const file = ({ file: path, line, column }: Params): string =>
  given(path, (shown) => `“${shown}”`, 'NapCat’s configuration file') +
  given(line, (shown) => `, line ${shown}`) +
  (line === undefined ? '' : given(column, (shown) => `, column ${shown}`));

export const framework = ({ framework: kind }: Params): string => frameworkName(kind, 'the bot framework');

/** The framework's name at the start of a sentence. */
export const Framework = ({ framework: kind }: Params): string => frameworkName(kind, 'The bot framework');

export const port = ({ port: number }: Params): string => given(number, (shown) => `port ${shown}`, 'this port');

/** “python.exe” (PID 5120) */
export const program = ({ process, pid }: Params): string =>
  given(process, (shown) => `“${shown}”`, 'another program') + given(pid, (shown) => ` (PID ${shown})`);

export const account = ({ account: uin }: Params): string => given(uin, (shown) => `account ${shown}`, 'this account');

export const dir = ({ dir: path }: Params): string =>
  given(path, (shown) => `the folder “${shown}”`, 'NapCat’s folder');

/** The program's own words, as an appended clause. */
export const said = ({ detail }: Params): string => given(detail, (shown) => ` (its words: “${shown}”)`);

/** change it to “…”, or what to do when there is no suggestion. */
export const changeTo = ({ suggestion }: Params, otherwise: string): string =>
  given(suggestion, (shown) => `change it to “${shown}”`, otherwise);
