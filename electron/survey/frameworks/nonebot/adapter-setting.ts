/**
 * Settings of the OneBot adapter, which NoneBot reads by another way than its own. Three things decide: whether the
 * adapter knows the `ONEBOT_V11_…` names (2.4.2), whether NoneBot reads variables of the process for adapters (2.4.4),
 * and whether a key stands in a file, because then it also becomes a JSON value.
 *
 * Source: nonebot2 `config.py` and `plugin/__init__.py`, adapter `v11/config.py`; measured with nonebot2 2.4.3, 2.4.4
 * and 2.5.0 together with adapter 2.4.1 and 2.4.6.
 */
import { ABSENT, known } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import { isOlder } from '../version.ts';
import type { RawSetting } from './env-files.ts';
import { lookUpInFiles } from './sources.ts';
import type { Sources } from './sources.ts';
import { jsonOrText } from './values.ts';

/** `null`: not known, taken for the newest. */
export interface Versions {
  readonly nonebot: string | null;
  readonly adapter: string | null;
  readonly pydantic: string | null;
}

export interface AdapterSetting extends RawSetting {
  /** What the adapter's configuration class gets: a text, or what JSON made of it. */
  readonly value: unknown;
}

/** @param field Name without prefix: `access_token`, `ws_urls`. `absent`: nobody sets it. */
export function adapterSetting(sources: Sources, versions: Versions, field: string): Answer<AdapterSetting> {
  const generic = `onebot_${field}`;
  const alias = `onebot_v11_${field}`;
  const knowsAlias = versions.adapter === null || !isOlder(versions.adapter, '2.4.2');
  const readsVariables = versions.nonebot === null || !isOlder(versions.nonebot, '2.4.4');
  const keys = knowsAlias ? [alias, generic] : [generic];

  const found = new Map<string, AdapterSetting>();
  if (readsVariables) {
    for (const key of keys) {
      const text = textOf(sources, key, true);
      if (text.state === 'absent') continue;
      if (text.state !== 'known') return text;
      found.set(keys[0] ?? generic, { ...text.value, value: text.value.text });
      break;
    }
  }
  for (const key of keys) {
    const extra = extraOf(sources, key);
    if (extra.state === 'absent') continue;
    if (extra.state !== 'known') return extra;
    found.set(key, extra.value);
  }
  const first = keys.map((key) => found.get(key)).find((setting) => setting !== undefined);
  return first === undefined ? ABSENT : known(first);
}

/** The text by the usual order. Without `alone`, a variable counts only for a key that a file has too. */
function textOf({ environment, files }: Sources, key: string, alone: boolean): Answer<RawSetting> {
  const variable = environment.get(key);
  const inFile = lookUpInFiles(files, key);
  if (variable === undefined) return inFile;
  return inFile.state === 'known' || alone ? known(variable) : inFile;
}

/** What NoneBot's own configuration holds under a key it does not know: arguments as they are, files as JSON. */
function extraOf(sources: Sources, key: string): Answer<AdapterSetting> {
  const argument = sources.init.argument(key);
  if (argument.state !== 'absent') {
    return argument.state === 'known' ? known({ ...argument.value, value: argument.value.text }) : argument;
  }
  const setting = textOf(sources, key, false);
  if (setting.state !== 'known') return setting;
  const { text } = setting.value;
  return known({ ...setting.value, value: text === null ? null : jsonOrText(text) });
}

/** nonebot2 supports pydantic 2 from 2.2.0 on. */
export function usesPydantic1({ pydantic, nonebot }: Versions): boolean {
  return pydantic === null ? nonebot !== null && isOlder(nonebot, '2.2.0') : isOlder(pydantic, '2');
}
