/** Settings that end NoneBot at start or that it silently ignores: one function a kind, one list of them all. */
import { valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { NoneBotProblem } from '../../facts.ts';
import type { Packages } from '../python/packages.ts';
import { isOlder } from '../version.ts';
import { adapterSetting, usesPydantic1 } from './adapter-setting.ts';
import type { Versions } from './adapter-setting.ts';
import type { Adapters } from './adapters.ts';
import type { EnvFile } from './env-files.ts';
import type { NoneBotPyproject } from './pyproject.ts';
import { lookUp } from './sources.ts';
import type { Sources } from './sources.ts';
import { driverWithoutTilde, isAddress, jsonOrText, portFrom } from './values.ts';

export interface ProblemContext {
  readonly sources: Sources;
  readonly versions: Versions;
  readonly packages: Answer<Packages>;
  readonly adapters: Adapters;
  readonly pyproject: Answer<NoneBotPyproject>;
  /** Whether anything hands pyproject.toml to NoneBot. */
  readonly readsPyproject: boolean;
  /** `.env.txt` and the like, of which the real one is missing. */
  readonly textFiles: readonly string[];
  /** Env files of the project that this start does not read. */
  readonly unread: readonly EnvFile[];
}

/** All problems, those that end NoneBot first. Details name keys and programs, never a value that may be secret. */
export function findProblems(context: ProblemContext): readonly NoneBotProblem[] {
  const problems = KINDS.flatMap((find) => find(context));
  return [...problems.filter(({ fatal }) => fatal), ...problems.filter(({ fatal }) => !fatal)];
}

const KINDS: readonly ((context: ProblemContext) => readonly NoneBotProblem[])[] = [
  notUtf8,
  hostNotAnAddress,
  portInvalid,
  driverWithout,
  tokenNumeric,
  urlsNotAList,
  pyprojectTooNew,
  packageMissing,
  firstLineLost,
  badLines,
  textExtension,
  notLoaded,
];

function notUtf8({ sources }: ProblemContext): readonly NoneBotProblem[] {
  return sources.files.flatMap((file): NoneBotProblem[] => {
    const content = valueOf(file.content);
    if (content === undefined || content.isUtf8) return [];
    return [{ kind: 'env-not-utf8', fatal: true, detail: content.encoding, origin: { kind: 'file', path: file.path } }];
  });
}

function hostNotAnAddress({ sources }: ProblemContext): readonly NoneBotProblem[] {
  const host = valueOf(lookUp(sources, 'host'));
  if (host === undefined || isAddress(host.text)) return [];
  return [{ kind: 'host-not-an-address', fatal: true, detail: `HOST=${host.text ?? ''}`, origin: host.origin }];
}

function portInvalid({ sources }: ProblemContext): readonly NoneBotProblem[] {
  const port = valueOf(lookUp(sources, 'port'));
  if (port === undefined || portFrom(port.text) !== null) return [];
  return [{ kind: 'port-invalid', fatal: true, detail: `PORT=${port.text ?? ''}`, origin: port.origin }];
}

function driverWithout({ sources }: ProblemContext): readonly NoneBotProblem[] {
  const driver = valueOf(lookUp(sources, 'driver'));
  const bare = driverWithoutTilde(driver?.text ?? '');
  if (driver === undefined || bare === null) return [];
  return [{ kind: 'driver-without-tilde', fatal: true, detail: `DRIVER=${driver.text ?? ''}`, origin: driver.origin }];
}

/** Fatal with pydantic 2 only; pydantic 1 makes a text of it. */
function tokenNumeric({ sources, versions, adapters }: ProblemContext): readonly NoneBotProblem[] {
  const token = valueOf(adapterSetting(sources, versions, 'access_token'));
  const isTextOrNone = token === undefined || token.value === null || typeof token.value === 'string';
  const hasAdapter = adapters.state !== 'known' || adapters.value.v11;
  if (isTextOrNone || !hasAdapter || usesPydantic1(versions)) return [];
  const key = token.origin.kind === 'file' || token.origin.kind === 'environment' ? (token.origin.key ?? '') : '';
  return [{ kind: 'token-numeric', fatal: true, detail: key, origin: token.origin }];
}

function urlsNotAList({ sources, versions, adapters }: ProblemContext): readonly NoneBotProblem[] {
  const urls = valueOf(adapterSetting(sources, versions, 'ws_urls'));
  const hasAdapter = adapters.state !== 'known' || adapters.value.v11;
  if (urls === undefined || !hasAdapter) return [];
  const value = urls.text === null ? null : jsonOrText(urls.text);
  const fine = Array.isArray(value) && value.every((url) => typeof url === 'string' && /^wss?:\/\//i.test(url));
  return fine ? [] : [{ kind: 'ws-urls-not-a-list', fatal: true, detail: 'ONEBOT_WS_URLS', origin: urls.origin }];
}

function pyprojectTooNew({ pyproject, versions, readsPyproject }: ProblemContext): readonly NoneBotProblem[] {
  const file = valueOf(pyproject);
  const tooOld = versions.nonebot !== null && isOlder(versions.nonebot, '2.4.4');
  if (file?.form !== 'tables' || !tooOld || !readsPyproject) return [];
  const origin = { kind: 'file', path: file.path, key: 'tool.nonebot' } as const;
  return [{ kind: 'pyproject-form-too-new', fatal: true, detail: `nonebot2 ${versions.nonebot}`, origin }];
}

/** Speaks only of an environment that holds NoneBot: another one may be the one in use. */
function packageMissing({ packages, adapters, sources }: ProblemContext): readonly NoneBotProblem[] {
  const installed = valueOf(packages);
  if (installed?.nonebot2 === undefined) return [];
  const driver = lookUp(sources, 'driver');
  const driverText = driver.state === 'absent' ? '~fastapi' : (valueOf(driver)?.text ?? '');
  const server = /~(fastapi|quart)\b/.exec(driverText)?.[1];
  const needed = [
    ...(server === undefined ? [] : [server, 'uvicorn']),
    ...(adapters.state === 'known' && adapters.value.v11 ? ['nonebot-adapter-onebot'] : []),
  ];
  const missing = needed.filter((name) => installed[name] === undefined);
  const noWebSocket = server !== undefined && installed.websockets === undefined && installed.wsproto === undefined;
  const of = (detail: string, fatal: boolean): NoneBotProblem => ({
    kind: 'package-missing',
    fatal,
    detail,
    origin: { kind: 'default' },
  });
  // Without a WebSocket library uvicorn starts and answers every upgrade with 404 (§0 fact 9).
  return [...missing.map((name) => of(name, true)), ...(noWebSocket ? [of('websockets', false)] : [])];
}

function firstLineLost({ sources }: ProblemContext): readonly NoneBotProblem[] {
  return sources.files.flatMap(({ content, path }): NoneBotProblem[] => {
    const key = valueOf(content)?.lostKey ?? null;
    if (key === null) return [];
    return [{ kind: 'env-first-line-lost', fatal: false, detail: key, origin: { kind: 'file', path, key, line: 1 } }];
  });
}

function badLines({ sources }: ProblemContext): readonly NoneBotProblem[] {
  return sources.files.flatMap(({ content, path }) =>
    (valueOf(content)?.badLines ?? []).slice(0, MAX_BAD_LINES).map(({ key, line }): NoneBotProblem => ({
      kind: 'env-bad-line',
      fatal: false,
      detail: key,
      origin: { kind: 'file', path, line, ...(key === '' ? {} : { key }) },
    })),
  );
}

/** A file that is no .env file at all has bad lines throughout. */
const MAX_BAD_LINES = 20;

function textExtension({ textFiles }: ProblemContext): readonly NoneBotProblem[] {
  return textFiles.map((path) => ({
    kind: 'env-txt-extension',
    fatal: false,
    detail: path,
    origin: { kind: 'file', path },
  }));
}

/** What decides where NoneBot listens and whom it lets in. */
const RELEVANT = ['host', 'port', 'driver', 'onebot_access_token', 'onebot_v11_access_token'];

/** A file that is not read, and sets what no file in force sets: its author believes that it counts. */
function notLoaded({ unread, sources }: ProblemContext): readonly NoneBotProblem[] {
  const inForce = new Set(sources.files.flatMap(({ content }) => [...(valueOf(content)?.values.keys() ?? [])]));
  return unread.flatMap(({ path, content }): NoneBotProblem[] => {
    const values = valueOf(content)?.values;
    const lost = RELEVANT.filter((key) => values?.has(key) === true && !inForce.has(key));
    if (lost.length === 0) return [];
    const detail = lost.map((key) => key.toUpperCase()).join(', ');
    return [{ kind: 'env-not-loaded', fatal: false, detail, origin: { kind: 'file', path } }];
  });
}
