/**
 * What is known of the programs that can sit at the other end of NapCat's reverse WebSocket: where they listen unless
 * told otherwise, which paths they serve, who checks a token and what each refusal means. Plain data for diagnosis and
 * for sentences; how their configuration is read stays in the survey.
 *
 * Source of every row: domain facts, NoneBot dossier §0, §1.2, §7.1 and §8.
 */

export interface FrameworkTraits {
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Address it binds when its configuration names none. */
  readonly host: string;
  /** Port it binds when its configuration names none; `null`: it has to be chosen. */
  readonly port: number | null;
  /** Path that belongs into NapCat's URL unless its configuration chooses another. */
  readonly path: string;
  /** Whether it has a OneBot route there. `path` as sent on the wire; `configured`: the path its configuration sets. */
  acceptsPath(path: string, configured?: string): boolean;
  readonly token: TokenRule;
  /** What its answers to an upgrade, and its close codes after one, mean. The first that fits is the likeliest. */
  readonly answers: readonly AnswerMeaning[];
  /** What happens to a second connection of one account. */
  readonly duplicate: 'refused' | 'newest-wins' | 'unknown';
}

export interface TokenRule {
  /** `ignored`: none is ever demanded. `optional`: demanded when its configuration has one. `always`: it makes one itself. */
  readonly demand: 'ignored' | 'optional' | 'always';
  /** What NapCat's `Authorization: Bearer …` is compared with. */
  readonly reads: 'bearer' | 'whole-header' | 'nothing';
  /** Whether `?access_token=` in the URL counts too. */
  readonly query: boolean;
}

export interface AnswerMeaning {
  /** `upgrade`: HTTP status of a refused handshake. `close`: close code after an accepted one. */
  readonly at: 'upgrade' | 'close';
  readonly code: number;
  /** Text that the body or the close reason must carry. */
  readonly saying?: RegExp;
  readonly means: RefusalCause;
}

export type RefusalCause =
  | 'token-missing'
  | 'token-wrong'
  | 'token'
  | 'path'
  | 'duplicate'
  | 'no-account-header'
  | 'no-role-header'
  | 'wrong-protocol'
  | 'no-websocket-library'
  | 'not-taken';

const BEARER: TokenRule = { demand: 'optional', reads: 'bearer', query: false };

const NONEBOT_PATHS: ReadonlySet<string> = new Set(['/onebot/v11/', '/onebot/v11/ws', '/onebot/v11/ws/']);

/** NoneBot answers every refusal alike, so the order is only one of likelihood (§0 fact 1). */
const NONEBOT = {
  host: '127.0.0.1',
  port: 8080,
  path: '/onebot/v11/ws',
  acceptsPath: (path) => NONEBOT_PATHS.has(withoutQuery(path)),
  token: BEARER,
  answers: [
    { at: 'upgrade', code: 403, means: 'token' },
    { at: 'upgrade', code: 403, means: 'path' },
    { at: 'upgrade', code: 403, means: 'duplicate' },
    { at: 'upgrade', code: 403, means: 'no-account-header' },
    { at: 'upgrade', code: 404, saying: /"detail"/, means: 'no-websocket-library' },
    { at: 'upgrade', code: 404, means: 'path' },
    { at: 'upgrade', code: 308, means: 'path' },
    { at: 'close', code: 1008, saying: /connect meta event/i, means: 'wrong-protocol' },
    { at: 'close', code: 1006, means: 'duplicate' },
  ],
  duplicate: 'refused',
} as const satisfies Omit<FrameworkTraits, 'name'>;

/** Token first, then role, then account: the status names the cause (§8). */
const AIOCQHTTP = {
  host: '127.0.0.1',
  port: 8080,
  path: '/ws/',
  acceptsPath: (path) => /^\/ws\/?$/.test(withoutQuery(path)),
  token: BEARER,
  answers: [
    { at: 'upgrade', code: 401, means: 'token-missing' },
    { at: 'upgrade', code: 403, means: 'token-wrong' },
    { at: 'upgrade', code: 404, means: 'path' },
    { at: 'upgrade', code: 405, means: 'path' },
    { at: 'upgrade', code: 400, means: 'no-role-header' },
    { at: 'upgrade', code: 500, means: 'no-role-header' },
  ],
  duplicate: 'newest-wins',
} as const satisfies Omit<FrameworkTraits, 'name'>;

/** Every framework the survey can recognise. */
export const FRAMEWORKS = {
  nonebot2: { name: 'NoneBot2', ...NONEBOT },
  zhenxun: { name: 'Zhenxun (绪山真寻)', ...NONEBOT },
  nonebot1: { name: 'HoshinoBot / NoneBot 1', ...AIOCQHTTP },
  aiocqhttp: { name: 'aiocqhttp', ...AIOCQHTTP },
  astrbot: { name: 'AstrBot', ...AIOCQHTTP, host: '0.0.0.0', port: 6199, path: '/ws' },
  langbot: { name: 'LangBot', ...AIOCQHTTP, host: '0.0.0.0', port: 2280, path: '/ws' },
  koishi: {
    name: 'Koishi',
    host: '127.0.0.1',
    port: 5140,
    path: '/onebot',
    // Koishi's router takes a slash at the end and ignores case.
    acceptsPath: (path, configured = '/onebot') => isSamePath(withoutQuery(path), configured),
    token: { demand: 'ignored', reads: 'nothing', query: false },
    answers: [
      { at: 'close', code: 1005, means: 'path' },
      { at: 'close', code: 1008, saying: /x-self-id/i, means: 'no-account-header' },
      { at: 'close', code: 1008, saying: /x-client-role/i, means: 'no-role-header' },
    ],
    duplicate: 'newest-wins',
  },
  yunzai: {
    name: 'TRSS-Yunzai',
    host: '::',
    port: 2536,
    path: '/OneBotv11',
    // Only the first segment counts.
    acceptsPath: (path) => withoutQuery(path).split('/')[1] === 'OneBotv11',
    token: { demand: 'optional', reads: 'whole-header', query: true },
    answers: [
      { at: 'upgrade', code: 401, means: 'token' },
      { at: 'upgrade', code: 404, means: 'path' },
    ],
    duplicate: 'newest-wins',
  },
  karin: {
    name: 'Karin',
    host: '127.0.0.1',
    port: 7777,
    path: '/',
    // A query string counts as a wrong path.
    acceptsPath: (path) => /^\/(?:onebot\/v11\/ws\/?)?$/.test(path === '' ? '/' : path),
    token: { demand: 'always', reads: 'bearer', query: false },
    answers: [
      { at: 'close', code: 3001, means: 'token-wrong' },
      { at: 'close', code: 3002, means: 'token-missing' },
      { at: 'close', code: 1005, means: 'not-taken' },
      { at: 'close', code: 1000, means: 'not-taken' },
    ],
    duplicate: 'unknown',
  },
  'maibot-adapter': {
    name: 'MaiBot-Napcat-Adapter',
    host: 'localhost',
    port: 8095,
    path: '/',
    acceptsPath: () => true,
    token: BEARER,
    // Its own 401 dies of a TypeError on the way out.
    answers: [
      { at: 'upgrade', code: 500, means: 'token' },
      { at: 'upgrade', code: 401, means: 'token' },
    ],
    duplicate: 'newest-wins',
  },
  overflow: {
    name: 'Overflow (mirai)',
    host: '0.0.0.0',
    port: 3002,
    path: '/',
    acceptsPath: (path) => /^\/?$/.test(withoutQuery(path)),
    token: { demand: 'optional', reads: 'bearer', query: true },
    answers: [
      { at: 'close', code: 1000, saying: /未提供 ?token/, means: 'token-missing' },
      { at: 'close', code: 1000, saying: /token ?错误/, means: 'token-wrong' },
      { at: 'close', code: 1000, saying: /^path .* not found/, means: 'path' },
    ],
    duplicate: 'unknown',
  },
  sealdice: {
    name: 'SealDice (海豹骰)',
    host: '0.0.0.0',
    port: null,
    path: '/ws',
    acceptsPath: (path, configured = '/ws') => withoutQuery(path) === configured,
    token: { demand: 'optional', reads: 'bearer', query: false },
    answers: [
      { at: 'upgrade', code: 404, means: 'path' },
      { at: 'close', code: 1000, saying: /token/, means: 'token' },
    ],
    duplicate: 'unknown',
  },
} as const satisfies Readonly<Record<string, FrameworkTraits>>;

export type FrameworkName = keyof typeof FRAMEWORKS;

/**
 * What somebody who typed this address means: a path that only one framework serves, or its default port with a path
 * that it takes. `null`: it could be anybody.
 */
export function frameworkMeantBy(port: number, path: string): FrameworkName | null {
  const bare = withoutQuery(path);
  if (/^\/onebot\/v1[12](?:\/|$)/i.test(bare)) return 'nonebot2';
  if (FRAMEWORKS.yunzai.acceptsPath(bare)) return 'yunzai';
  const byPort = (Object.keys(FRAMEWORKS) as FrameworkName[]).filter((name) => FRAMEWORKS[name].port === port);
  return (
    byPort.find((name) => !NEEDS_MORE_THAN_A_PORT.has(name) && FRAMEWORKS[name].acceptsPath(path)) ??
    (port === AIOCQHTTP.port && FRAMEWORKS.aiocqhttp.acceptsPath(bare) ? 'aiocqhttp' : null)
  );
}

/** The framework whose default port this is, where the port alone tells. */
export function frameworkOfPort(port: number): FrameworkName | null {
  const byPort = (Object.keys(FRAMEWORKS) as FrameworkName[]).filter((name) => FRAMEWORKS[name].port === port);
  return byPort.find((name) => !NEEDS_MORE_THAN_A_PORT.has(name)) ?? null;
}

/** They share their default port with half the world. */
const NEEDS_MORE_THAN_A_PORT: ReadonlySet<FrameworkName> = new Set(['nonebot2', 'zhenxun', 'nonebot1', 'aiocqhttp']);

/** Everything that one answer may mean to a framework, likeliest first; `text` is the body or the close reason. */
export function meaningsOf(
  name: FrameworkName,
  at: AnswerMeaning['at'],
  code: number,
  text: string,
): readonly RefusalCause[] {
  const rows: readonly AnswerMeaning[] = FRAMEWORKS[name].answers;
  const fitting = rows.filter((row) => row.at === at && row.code === code && row.saying?.test(text) !== false);
  const exact = fitting.filter(({ saying }) => saying !== undefined);
  return (exact.length > 0 ? exact : fitting).map(({ means }) => means);
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '');
}

function isSamePath(a: string, b: string): boolean {
  const bare = (path: string) => path.replace(/\/+$/, '').toLowerCase();
  return bare(a) === bare(b);
}
