/**
 * NapCat's log: console with colours, a file in the folder `logs`, and the last hundred records for the WebUI
 * (packages/napcat-core/helper/log.ts; domain facts: NapCat dossier §3.1).
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {'debug' | 'info' | 'warn' | 'error'} Level */
/** @typedef {{ readonly level: Level, readonly message: string }} Entry */
/**
 * @typedef {object} LogSettings
 * @property {boolean} fileLog
 * @property {boolean} consoleLog
 */

/** @type {Readonly<Record<Level, number>>} */
const COLOUR = { debug: 34, info: 32, warn: 33, error: 31 };

export class Log {
  /** Put before every message once the account is known. */
  nick = '';
  /** @type {Entry[]} */
  recent = [];
  /** @type {Set<(entry: Entry) => void>} */
  listeners = new Set();
  #started = new Date();
  /** @type {string | null} */
  #file = null;
  #console = true;

  /** @param {LogSettings} settings */
  configure({ consoleLog }) {
    this.#console = consoleLog;
  }

  /**
   * NapCat adds the file only after login, so the lines of the start are never in it.
   * @param {string} dir @param {LogSettings} settings
   */
  openFile(dir, { fileLog }) {
    if (!fileLog) return;
    mkdirSync(dir, { recursive: true });
    this.#file = join(dir, `${fileTime(this.#started)}.log`);
    appendFileSync(this.#file, '');
  }

  /** @param {string} message */
  debug(message) {
    this.#write('debug', message);
  }

  /** @param {string} message */
  info(message) {
    this.#write('info', message);
  }

  /** @param {string} message */
  warn(message) {
    this.#write('warn', message);
  }

  /** @param {string} message */
  error(message) {
    this.#write('error', message);
  }

  /** @param {Level} level @param {string} message */
  #write(level, message) {
    const time = recordTime(new Date());
    const who = this.nick === '' ? '' : `${this.nick} | `;
    // Records end as the system's lines do, but a line feed inside one stays bare.
    if (this.#file !== null) appendFileSync(this.#file, `${time} [${level}] ${who}${message}\r\n`);
    if (level === 'debug') return;
    if (this.#console) process.stdout.write(`${time} [\x1b[${COLOUR[level]}m${level}\x1b[39m] ${who}${message}\r\n`);
    const entry = { level, message: message.replace(/token=\S+/g, 'token=***') };
    this.recent = [...this.recent.slice(-99), entry];
    for (const listener of this.listeners) listener(entry);
  }
}

/** @param {Date} date */
function recordTime(date) {
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date, ':')}`;
}

/** @param {Date} date */
function fileTime(date) {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}_${clock(date, '-')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** @param {Date} date @param {string} separator */
function clock(date, separator) {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(separator);
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, '0');
}
