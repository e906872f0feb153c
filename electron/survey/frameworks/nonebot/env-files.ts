/** The `.env` files of a NoneBot project: what each one says to NoneBot, and what it only seems to say. */
import { known, mapAnswer, unanswered } from '../../../machine/answer.ts';
import type { Answer, Unanswered } from '../../../machine/answer.ts';
import type { Ask, Machine } from '../../../machine/machine.ts';
import type { Origin } from '../../facts.ts';
import { parseDotenv, resolveDotenv } from '../dotenv.ts';
import type { BadLine } from '../dotenv.ts';
import { readTextFile } from '../files.ts';
import type { TextFile } from '../files.ts';
import { isOlder } from '../version.ts';

/** A setting as text. `null`: the key is there without a value, which is Python's None. */
export interface RawSetting {
  readonly text: string | null;
  readonly origin: Origin;
}

export interface EnvContent {
  readonly encoding: TextFile['encoding'];
  /** Python opens it as UTF-8 and ends with a UnicodeDecodeError when this is `false`. */
  readonly isUtf8: boolean;
  /** By key in lower case: NoneBot ignores case. */
  readonly values: ReadonlyMap<string, RawSetting>;
  readonly badLines: readonly BadLine[];
  /** Key of the first line, when the byte order mark before it swallows it. */
  readonly lostKey: string | null;
  /** The same, when it depends on a python-dotenv whose version is not known. Lower case. */
  readonly doubtfulKey: string | null;
}

export interface EnvFile {
  readonly path: string;
  readonly name: string;
  /** `absent`: it is not there. */
  readonly content: Answer<EnvContent>;
}

export interface EnvReading {
  readonly machine: Machine;
  readonly ask: Ask;
  /** Release of python-dotenv that will read the files. */
  readonly dotenvVersion: string | null;
  /** Variables of the process, for `${VAR}`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads one file of the folder NoneBot runs in. */
export async function readEnvFile(reading: EnvReading, dir: string, name: string): Promise<EnvFile> {
  const { machine, ask } = reading;
  const path = machine.paths.isAbsolute(name) ? name : machine.paths.join(dir, name);
  const file = await readTextFile(machine, path, ask);
  return { path, name, content: mapAnswer(file, (text) => contentOf(text, reading)) };
}

function contentOf(file: TextFile, { dotenvVersion, environment }: EnvReading): EnvContent {
  const hasMark = file.encoding === 'utf-8-bom';
  const { bindings, badLines } = parseDotenv(hasMark ? `\uFEFF${file.text}` : file.text, dotenvVersion);
  const values = new Map<string, RawSetting>();
  for (const { key, value, line } of resolveDotenv(bindings, environment).values()) {
    values.set(key.toLowerCase(), { text: value, origin: { kind: 'file', path: file.path, key, line } });
  }
  const firstKey = hasMark ? parseDotenv(file.text).bindings.find(({ line }) => line === 1)?.key : undefined;
  return {
    encoding: file.encoding,
    isUtf8: file.lossless && (file.encoding === 'utf-8' || hasMark),
    values,
    badLines,
    lostKey: dotenvVersion !== null && isOlder(dotenvVersion, '1.2.3') ? (firstKey ?? null) : null,
    doubtfulKey: dotenvVersion === null ? (firstKey?.toLowerCase() ?? null) : null,
  };
}

/** What one file says of a key; `absent`: nothing. */
export function valueIn(file: EnvFile, key: string): Answer<RawSetting> {
  if (file.content.state !== 'known') return file.content;
  const { values, doubtfulKey } = file.content.value;
  const value = values.get(key);
  if (doubtfulKey === key) return DOUBTFUL;
  return value === undefined ? { state: 'absent' } : known(value);
}

const DOUBTFUL: Unanswered = unanswered('not-asked', 'depends on the version of python-dotenv: byte order mark');
