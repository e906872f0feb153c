/** NapCat's answers to API calls: the three that frameworks ask first, and 1404 for all others. */
import { parseJson } from './json.mjs';

/**
 * @param {string} text The frame as it came.
 * @param {import('./client.mjs').Account} account
 * @param {import('./log.mjs').Log} log
 * @returns {string} The frame to send back.
 */
export function answer(text, account, log) {
  const call = parse(text);
  if (call === null) return frame(1400, null, 'json解析失败,请检查数据格式', undefined);
  const action = ACTIONS[call.action];
  if (action !== undefined) return frame(0, action(account), '', call.echo);
  log.error(`[OneBot] [WebSocket Client] 发生错误 不支持的Api ${call.action}`);
  return frame(1404, null, `不支持的Api ${call.action}`, call.echo);
}

/** @type {Readonly<Record<string, (account: import('./client.mjs').Account) => object>>} */
const ACTIONS = {
  get_login_info: ({ uin, nick }) => ({ user_id: Number(uin), nickname: nick }),
  get_status: ({ online }) => ({ online, good: true, stat: {} }),
  get_version_info: ({ version }) => ({ app_name: 'NapCat.Onebot', protocol_version: 'v11', app_version: version }),
};

/** @param {string} text @returns {{ action: string, echo: unknown } | null} */
function parse(text) {
  try {
    const call = /** @type {{ action: string, echo: unknown }} */ (parseJson(text));
    return call;
  } catch {
    return null;
  }
}

/** @param {number} retcode @param {object | null} data @param {string} message @param {unknown} echo */
function frame(retcode, data, message, echo) {
  return JSON.stringify({ status: retcode === 0 ? 'ok' : 'failed', retcode, data, message, wording: message, echo });
}
