/** A configuration file read and parsed, and the facts that every reader fills in the same way. */
import { ABSENT, known, NOT_ASKED, unanswered } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { FrameworkFacts, FrameworkKind, Origin, Secret, Setting } from '../../facts.ts';
import { readTextFile } from '../files.ts';
import type { Project, Reading } from '../project.ts';
import { traitsOf } from '../traits.ts';

export interface Document<T> {
  readonly path: string;
  /** `denied` with reason `syntax`: it is there and does not parse. */
  readonly content: Answer<T>;
}

/** The first of the files that is there, seen from the project folder. `parse` may throw, or reject. */
export async function readDocument<T>(
  { machine, ask, dir, launch }: Project,
  names: readonly (readonly string[])[],
  parse: (text: string) => T | Promise<T>,
): Promise<Document<T>> {
  const folder = dir ?? launch?.workingDir ?? null;
  let last: Document<T> = { path: names[0]?.join(machine.paths.sep) ?? '', content: NOT_ASKED };
  if (folder === null) return last;
  for (const name of names) {
    const path = machine.paths.join(folder, ...name);
    const file = await readTextFile(machine, path, ask);
    last = { path, content: file.state === 'known' ? await attempt(() => parse(file.value.text)) : file };
    if (file.state !== 'absent') return last;
  }
  return last;
}

async function attempt<T>(parse: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return known(await parse());
  } catch {
    return unanswered('denied', 'syntax');
  }
}

/** What is in a document, each with the key it stands under; `null`: it is not there. */
export interface Found {
  readonly host?: Keyed<string> | null;
  readonly port?: Keyed<number> | null;
  /** `null`: none is demanded. */
  readonly token?: Keyed<string> | null;
  readonly path?: Keyed<string> | null;
  readonly adapterEnabled?: boolean | null;
  readonly expectedAccounts?: readonly string[];
  readonly dials?: readonly string[];
}

export interface Keyed<T> {
  readonly key: string;
  readonly value: T;
  readonly line?: number;
}

export function keyed<T>(key: string, value: T | null | undefined): Keyed<T> | null {
  return value == null ? null : { key, value };
}

/**
 * Facts of a framework with one document. What the document leaves out has the framework's default; a document that
 * could not be read leaves everything as unknown as it is.
 */
export function readingOf<T>(
  kind: FrameworkKind,
  { secrets }: Project,
  document: Document<T>,
  find: (content: T) => Found,
): Reading {
  const { content, path } = document;
  if (content.state !== 'known') return withoutDocument(kind, document);
  const found = find(content.value);
  const traits = traitsOf(kind);
  const originOf = ({ key, line }: Keyed<unknown>): Origin => ({
    kind: 'file',
    path,
    key,
    ...(line === undefined ? {} : { line }),
  });
  const setting = <V>(value: Keyed<V> | null | undefined, fallback: V | null): Answer<Setting<V>> => {
    if (value != null) return known({ value: value.value, origin: originOf(value) });
    return fallback === null ? ABSENT : known({ value: fallback, origin: { kind: 'default' } });
  };
  const token = found.token ?? null;
  return {
    ...EMPTY,
    host: setting(found.host, traits.host),
    port: setting(found.port, traits.port),
    path: setting(found.path, null),
    token: known(tokenSetting(token, originOf, secrets)),
    adapterEnabled: found.adapterEnabled == null ? NOT_ASKED : known(found.adapterEnabled),
    expectedAccounts: found.expectedAccounts ?? [],
    ...(found.dials === undefined ? {} : { dials: found.dials }),
    configFiles: [path],
  };
}

function tokenSetting(
  token: Keyed<string> | null,
  originOf: (token: Keyed<string>) => Origin,
  secrets: Project['secrets'],
): Setting<Secret> | null {
  if (token === null || token.value === '') return null;
  return { value: secrets.intern(token.value), origin: originOf(token) };
}

/** Where it listens is not known; that a token is ignored is, whatever the file says. */
function withoutDocument(kind: FrameworkKind, { content, path }: Document<unknown>): Reading {
  const state = content.state === 'known' ? NOT_ASKED : content;
  const broken = state.state === 'absent' ? [] : [{ path, reason: ('reason' in state && state.reason) || state.state }];
  return {
    ...EMPTY,
    host: state,
    port: state,
    path: state,
    token: traitsOf(kind).token.demand === 'ignored' ? known(null) : state,
    adapterEnabled: state,
    brokenFiles: state.state === 'not-asked' ? [] : broken,
  };
}

const EMPTY: Pick<Reading, 'packages' | 'nonebot' | 'configFiles' | 'brokenFiles' | 'expectedAccounts'> & {
  readonly brokenFiles: FrameworkFacts['brokenFiles'];
} = { packages: NOT_ASKED, nonebot: null, configFiles: [], brokenFiles: [], expectedAccounts: [] };
