/** Made-up messages that NapCat receives from QQ: a log line each, and an OneBot event for whoever is connected. */

const GROUP = { id: 700000001, name: '测试群' };
const FRIEND = { id: 300000001, name: '小明' };
const LINES = ['在吗 1', '在吗 2', '在吗 3'];

/**
 * One message every LAB_CHAT_MS milliseconds (default 2000).
 * @param {import('./client.mjs').Account} account
 * @param {import('./onebot.mjs').OneBot} onebot
 * @param {import('./log.mjs').Log} log
 */
export function chat(account, onebot, log) {
  let count = 0;
  const timer = setInterval(
    () => {
      const text = LINES[count % LINES.length] ?? '';
      log.info(`接收 <- 群聊 [${GROUP.name}(${GROUP.id})] [${FRIEND.name}(${FRIEND.id})] ${text}`);
      onebot.emit(messageEvent(text, { message_type: 'group', sub_type: 'normal', group_id: GROUP.id }));
    },
    Number(process.env.LAB_CHAT_MS ?? 2000),
  );

  /** @param {string} text @param {object} kind */
  function messageEvent(text, kind) {
    count += 1;
    return {
      time: Math.floor(Date.now() / 1000),
      self_id: Number(account.uin),
      post_type: 'message',
      ...kind,
      message_id: count,
      user_id: FRIEND.id,
      message: [{ type: 'text', data: { text } }],
      message_format: 'array',
      raw_message: text,
      font: 14,
      sender: { user_id: FRIEND.id, nickname: FRIEND.name },
    };
  }

  return {
    /** A private message, at once. @param {string} text */
    say(text) {
      log.info(`接收 <- 私聊 (${FRIEND.id}) ${text}`);
      onebot.emit(messageEvent(text, { message_type: 'private', sub_type: 'friend' }));
    },
    stop: () => clearInterval(timer),
  };
}
