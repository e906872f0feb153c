/** Rules that a check asks for together: the same thing, said by different programs. */
import type { LogRuleId } from './index.ts';

/** NapCat dials: it tried to reach the framework, whatever came of it. */
export const ATTEMPT_RULES = [
  ...['napcat.connect-refused', 'napcat.connect-refused-all', 'napcat.server-401', 'napcat.server-403'],
  ...['napcat.server-response', 'napcat.handshake-timeout', 'napcat.socket-hang-up', 'napcat.connection-reset'],
  ...['napcat.tls-wrong-version', 'napcat.tls-certificate', 'napcat.name-not-found', 'napcat.connect-timed-out'],
  ...['napcat.host-unreachable', 'napcat.connect-forbidden', 'napcat.address-unusable', 'napcat.not-http'],
  ...['napcat.upgrade-invalid', 'napcat.connect-failed', 'napcat.connection-lost', 'napcat.retry'],
  ...['napcat.action-received', 'napcat.v1-connecting', 'napcat.v1-connected', 'napcat.v1-disconnected'],
] as const satisfies readonly LogRuleId[];

/** Nobody accepted where NapCat dialled. */
export const REFUSED_RULES = [
  ...['napcat.connect-refused', 'napcat.connect-refused-all', 'napcat.v1-refused', 'gocqhttp.connect-refused'],
] as const satisfies readonly LogRuleId[];

/** A framework says where it takes NapCat's connection. */
export const LISTENING_RULES = [
  ...['uvicorn.running', 'koishi.server-listening', 'yunzai.listening', 'maibot.adapter-started'],
  ...['overflow.listening', 'aiocqhttp.running'],
] as const satisfies readonly LogRuleId[];

/** A bot came online at the framework. */
export const CONNECTED_RULES = [
  ...['nonebot.bot-connected', 'astrbot.adapter-connected', 'yunzai.connected', 'karin.connected'],
  ...['overflow.connected', 'sealdice.connected'],
] as const satisfies readonly LogRuleId[];

/** The framework took the connection itself, before anything of OneBot was said over it. */
export const ACCEPTED_RULES = [
  ...['yunzai.accepted', 'uvicorn.websocket-accepted', 'overflow.connected', 'aiocqhttp.accepted'],
] as const satisfies readonly LogRuleId[];

/** The framework lost a connection that it had. */
export const LOST_RULES = [
  ...['yunzai.disconnected', 'nonebot.bot-lost', 'overflow.closed'],
] as const satisfies readonly LogRuleId[];

/** The port that the framework wants belongs to another program. */
export const PORT_IN_USE_RULES = [
  ...['nonebot.bind-in-use', 'framework.port-in-use', 'astrbot.port-taken', 'koishi.port-taken'],
  ...['yunzai.port-taken', 'karin.port-taken'],
] as const satisfies readonly LogRuleId[];

/** The system did not let the framework have its port: reserved, held exclusively, or not for everybody. */
export const BIND_FORBIDDEN_RULES = [
  ...['nonebot.bind-forbidden', 'framework.bind-forbidden', 'node.bind-forbidden'],
] as const satisfies readonly LogRuleId[];

/** The framework itself says that it refused NapCat for the token. */
export const TOKEN_REFUSED_RULES = [
  ...['nonebot.token-missing', 'nonebot.token-invalid', 'aiocqhttp.token-missing', 'aiocqhttp.token-invalid'],
  ...['yunzai.token-refused', 'overflow.token-refused'],
] as const satisfies readonly LogRuleId[];

/** A framework that ends with an error at start, and which kind of error it is. */
export const CRASH_VARIANTS = {
  'python.module-missing': 'module-missing',
  'python.import-failed': 'module-missing',
  'python.driver-package-missing': 'module-missing',
  'python.env-encoding': 'env-encoding',
  'python.token-numeric': 'config',
  'python.loop-stopped': 'other',
  'python.host-not-an-address': 'config',
  'python.port-invalid': 'config',
  'python.ws-urls-invalid': 'config',
  'python.driver-not-found': 'config',
  'python.project-format-too-new': 'config',
  'python.script-missing': 'config',
  'python.syntax-error': 'config',
  'uvicorn.startup-failed': 'config',
} as const satisfies Partial<Record<LogRuleId, string>>;

export type CrashRule = keyof typeof CRASH_VARIANTS;
