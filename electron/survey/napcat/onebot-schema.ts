/**
 * What NapCat's OneBot part expects in `onebot11_<uin>.json`: the sections of `network`, the keys of their elements and
 * the defaults (packages/napcat-onebot/config/config.ts, domain facts: NapCat dossier §2.1).
 */
import type { EntryKind } from '../facts.ts';
import { atLeast } from './version.ts';

export type Scalar = string | number | boolean;
export type FieldType = 'string' | 'number' | 'boolean';

export interface Field {
  readonly type: FieldType;
  /** `undefined`: the key may be missing and stays so. */
  readonly default: Scalar | undefined;
}

export type Fields = Readonly<Record<string, Field>>;

/** In the order in which NapCat registers adapters; of two with one name the later takes the earlier one's place. */
export const REGISTRATION_ORDER: readonly EntryKind[] = [
  'plugins',
  'httpServers',
  'httpSseServers',
  'httpClients',
  'websocketServers',
  'websocketClients',
];

/** Top-level keys besides `network`. A wrong type in one of them kills every adapter as well. */
export const TOP_LEVEL: Fields = {
  musicSignUrl: text(''),
  enableLocalFile2Url: flag(false),
  parseMultMsg: flag(false),
  imageDownloadProxy: text(''),
};

/** The top-level object `timeout`, in milliseconds and KB/s. */
export const TIMEOUT: Fields = {
  baseTimeout: count(10_000),
  uploadSpeedKBps: count(256),
  downloadSpeedKBps: count(256),
  maxTimeout: count(1_800_000),
};

export function fieldsOf(kind: EntryKind, version: string | null): Fields {
  // Servers listened on every address until 4.8.106 … 4.8.109 (domain facts: NapCat dossier §7).
  const host = text(atLeast(version, '4.8.108') ? '127.0.0.1' : '0.0.0.0');
  return FIELDS[kind](host);
}

const FIELDS: Readonly<Record<EntryKind, (host: Field) => Fields>> = {
  plugins: () => ({ ...common('plugin'), reportSelfMessage: flag(false) }),
  httpServers: (host) => ({ ...common('http-server'), ...server(host, 3000), ...http }),
  httpSseServers: (host) => ({
    ...common('http-sse-server'),
    ...server(host, 3000),
    ...http,
    reportSelfMessage: flag(false),
  }),
  httpClients: () => ({ ...common('http-client'), ...client('http://localhost:8080') }),
  websocketServers: (host) => ({
    ...common('websocket-server'),
    ...server(host, 3001),
    reportSelfMessage: flag(false),
    enableForcePushEvent: flag(true),
    heartInterval: count(30_000),
  }),
  websocketClients: () => ({
    ...common('websocket-client'),
    ...client('ws://localhost:8082'),
    reconnectInterval: count(5_000),
    heartInterval: count(30_000),
    verifyCertificate: { type: 'boolean', default: undefined },
  }),
};

const http: Fields = { enableCors: flag(true), enableWebsocket: flag(false) };

function common(name: string): Fields {
  return { name: text(name), enable: flag(false), messagePostFormat: text('array'), debug: flag(false) };
}

function server(host: Field, port: number): Fields {
  return { host, port: count(port), token: text('') };
}

function client(url: string): Fields {
  return { url: text(url), reportSelfMessage: flag(false), token: text('') };
}

function text(value: string): Field {
  return { type: 'string', default: value };
}

function flag(value: boolean): Field {
  return { type: 'boolean', default: value };
}

function count(value: number): Field {
  return { type: 'number', default: value };
}
