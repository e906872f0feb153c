/** Turns of phrase that many English sentences share; each stands when its parameters are missing. */
import type { Params } from '../../diagnosis.ts';
import { byVariant as plainByVariant, clip, frameworkName, given } from '../phrase.ts';
import type { Sentence } from '../phrase.ts';

/** As in phrase.ts, and the sentence starts with a capital; names such as aiocqhttp keep their own spelling. */
export const byVariant: typeof plainByVariant = (general, situations): Sentence => {
  const say = plainByVariant(general, situations);
  return (params, variant) =>
    say(params, variant).replace(
      /^(?:account|another|port|the|this)\b/,
      (word) => word.charAt(0).toUpperCase() + word.slice(1),
    );
};

export const q = (text: string | number): string => `“${clip(`${text}`)}”`;

export const entry = ({ entry: name }: Params): string =>
  given(name, (shown) => `NapCat’s client entry “${shown}”`, 'NapCat’s client entry');

export const url = ({ url: text }: Params): string => given(text, (shown) => `“${shown}”`, 'the address in the URL');

export const file = ({ file: path, line, column }: Params): string =>
  given(path, (shown) => `“${shown}”`, 'NapCat’s configuration file') +
  given(line, (shown) => `, line ${shown}`) +
  (line === undefined ? '' : given(column, (shown) => `, column ${shown}`));

export const framework = ({ framework: kind }: Params): string => frameworkName(kind, 'the bot framework');

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

/** Steps that many pages share. The WebUI is Chinese only, so its words stand in quotes with a translation. */
export const OPEN_NETWORK =
  'Open NapCat’s WebUI (usually http://127.0.0.1:6099/webui) and go to “网络配置” (network settings).';
export const EDIT = 'press “编辑” (edit) on the entry';
export const SAVE = 'press “保存” (save)';
export const RECONNECT =
  'Switch the entry off on its card, wait 3 seconds and switch it on again, so that NapCat connects with the new settings.';
export const RESTART_NAPCAT = 'End NapCat completely (its QQ.exe too) and start it with its own start script.';
export const CHECK_AGAIN = 'Check again and see that the bot is online.';
