/**
 * onebot11_<uin>.json as NapCat 4.18 reads it: json5, then TypeBox's `Value.Parse`, which drops unknown keys, fills in
 * defaults and coerces scalars (packages/napcat-onebot/config/config.ts; domain facts: NapCat dossier §2.1).
 */
import JSON5 from 'json5';

/**
 * @typedef {object} Adapter The keys that the stand-in uses; every adapter has a name and `enable`.
 * @property {string} name
 * @property {boolean} enable
 * @property {string} [url]
 * @property {string} [host]
 * @property {number} [port]
 * @property {string} [token]
 * @property {number} [reconnectInterval]
 * @property {number} [heartInterval]
 * @property {boolean} [verifyCertificate]
 *
 * @typedef {keyof typeof SECTIONS} Section
 * @typedef {{ readonly network: Record<Section, Adapter[]> }} OneBotConfig
 */

const COMMON = { messagePostFormat: 'array', token: '', debug: false };
const SERVER = { enableCors: true, enableWebsocket: false, host: '127.0.0.1', port: 3000 };
const EVENTS = { reportSelfMessage: false, heartInterval: 30_000 };

/** Defaults by section; the type of a default is the type that a value must have. */
export const SECTIONS = {
  plugins: { name: 'plugin', enable: false, messagePostFormat: 'array', reportSelfMessage: false, debug: false },
  httpServers: { name: 'http-server', enable: false, ...SERVER, ...COMMON },
  httpClients: {
    name: 'http-client',
    enable: false,
    url: 'http://localhost:8080',
    reportSelfMessage: false,
    ...COMMON,
  },
  httpSseServers: { name: 'http-sse-server', enable: false, ...SERVER, reportSelfMessage: false, ...COMMON },
  websocketServers: {
    name: 'websocket-server',
    enable: false,
    host: '127.0.0.1',
    port: 3001,
    enableForcePushEvent: true,
    ...EVENTS,
    ...COMMON,
  },
  websocketClients: {
    name: 'websocket-client',
    enable: false,
    url: 'ws://localhost:8082',
    reconnectInterval: 5000,
    ...EVENTS,
    ...COMMON,
  },
};

const TOP_LEVEL = {
  musicSignUrl: '',
  enableLocalFile2Url: false,
  parseMultMsg: false,
  imageDownloadProxy: '',
  timeout: { baseTimeout: 10_000, uploadSpeedKBps: 256, downloadSpeedKBps: 256, maxTimeout: 1_800_000 },
};

/**
 * @param {string} text
 * @returns {OneBotConfig}
 * @throws {SyntaxError} from json5, with its message.
 * @throws {TypeError} `Expected string` and the like.
 */
export function parseConfig(text) {
  const document = object(JSON5.parse(text));
  const network = document.network === undefined ? {} : object(document.network);
  /** @param {Section} section */
  const read = (section) => list(network[section]).map((element) => adapter(section, object(element)));
  return {
    network: {
      plugins: read('plugins'),
      httpServers: read('httpServers'),
      httpClients: read('httpClients'),
      httpSseServers: read('httpSseServers'),
      websocketServers: read('websocketServers'),
      websocketClients: read('websocketClients'),
    },
    ...filled(TOP_LEVEL, document),
  };
}

/**
 * The entries that run: enabled, and of several with one name the one that is registered last, of whatever kind.
 * @param {OneBotConfig} config
 * @returns {readonly { readonly section: Section, readonly entry: Adapter }[]}
 */
export function aliveEntries({ network }) {
  /** @type {Map<string, { section: Section, entry: Adapter }>} */
  const byName = new Map();
  for (const section of ORDER) {
    for (const entry of network[section]) if (entry.enable) byName.set(entry.name, { section, entry });
  }
  return [...byName.values()];
}

/** @type {readonly Section[]} Of registration. */
const ORDER = ['plugins', 'httpServers', 'httpSseServers', 'httpClients', 'websocketServers', 'websocketClients'];

/** An object where a list belongs is merged into the empty default and leaves nothing. @param {unknown} value */
function list(value) {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') throw new TypeError('Expected array');
  return Array.isArray(value) ? /** @type {unknown[]} */ (value) : [];
}

/** @param {Section} section @param {Record<string, unknown>} given @returns {Adapter} */
function adapter(section, given) {
  const { verifyCertificate } = given;
  return {
    .../** @type {Adapter} */ (filled(SECTIONS[section], given)),
    // The one key that has no default.
    ...(section === 'websocketClients' && verifyCertificate !== undefined
      ? { verifyCertificate: coerce(verifyCertificate, 'boolean') === true }
      : {}),
  };
}

/** The defaults with what is given in their place. @param {object} defaults @param {Record<string, unknown>} given */
function filled(defaults, given) {
  /** @type {Record<string, unknown>} */
  const result = { ...defaults };
  for (const [key, model] of Object.entries(result)) {
    if (given[key] !== undefined) result[key] = coerce(given[key], typeof model);
  }
  return result;
}

/** @param {unknown} value @param {string} type */
function coerce(value, type) {
  if (typeof value === type) return value;
  const scalar = ['string', 'number', 'boolean'].includes(typeof value);
  const text = String(value).toLowerCase();
  if (type === 'string' && scalar) return String(value);
  if (type === 'number' && typeof value === 'string' && text !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (type === 'boolean' && scalar && ['true', '1'].includes(text)) return true;
  if (type === 'boolean' && scalar && ['false', '0'].includes(text)) return false;
  throw new TypeError(`Expected ${type}`);
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function object(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('Expected object');
  return /** @type {Record<string, unknown>} */ (value);
}
