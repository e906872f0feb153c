/** Variables of a session or a process. Only those that some program of the link reads are kept at all. */
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskValue } from './values.ts';

/** Their values are folders and names of the system. */
const SYSTEM =
  /^(?:appdata|localappdata|programdata|programfiles(?:\(x86\))?|systemroot|systemdrive|windir|userprofile|public|temp|tmp|home|lang|lc_\w+|os|virtual_env|path|comspec|allusersprofile|xdg_\w+)$/i;
/** Read by NapCat, by frameworks, or by the libraries that dial. */
const LINK =
  /^(?:napcat_\w+|napcat\w*|liteloader\w*|onebot_\w+|environment|driver|host|port|(?:https?|wss?|socks[45]?|all|no)_proxy|python(?:utf8|ioencoding|unbuffered|path)|node_(?:options|env|tls_reject_unauthorized)|account|webui_\w+|docker|mode)$/i;

type Scalar = string | number | boolean | null;

export function maskEnvironment<T extends Scalar | readonly string[]>(
  variables: Readonly<Record<string, T>>,
  names: Pseudonyms,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name]) => SYSTEM.test(name) || LINK.test(name))
      .map(([name, value]) => [name, maskOne(name, value, names)]),
  );
}

function maskOne<T extends Scalar | readonly string[]>(name: string, value: T, names: Pseudonyms): T {
  if (typeof value !== 'string') return value;
  // `path` may name any program that somebody has; nothing is read from it.
  const masked = /^path$/i.test(name) ? '' : SYSTEM.test(name) ? maskText(value, names) : maskValue(name, value, names);
  return masked as T;
}
