/** The fifth hop: the bot online. */
import type { Pages } from '../phrase.ts';
import { EDIT, OPEN_NETWORK, RECONNECT, RESTART_NAPCAT, SAVE } from './phrases.ts';
import { hop5Sentences as say } from './sentences/hop5.ts';

export const hop5: Pages<5> = {
  'console-paused': {
    title: 'A text selection pauses the console',
    sentence: say['console-paused'],
    what: 'A click in a console window starts selecting text, and the program stops at its next output. The title of the window then begins with “选择” (select).',
    proof: 'The title of the window, and a program that no longer answers.',
    steps: [
      'Click that window and press Esc; the program goes on.',
      'Right-click its title bar, open Properties and clear QuickEdit Mode.',
      'Or start the bot framework in Windows Terminal.',
    ],
    avoid: ['Do not click text in the bot’s console window.'],
    mistakenFor: ['A hanging bot framework.', 'A broken network.'],
  },
  'framework-defect': {
    title: 'This framework version has a known defect',
    sentence: say['framework-defect'],
    what: 'This version of the framework or its adapter has a publicly recorded defect that shows itself as you see it.',
    proof: 'The version is in the range concerned and the symptom was seen. The version alone is no proof.',
    steps: [
      'Back up the bot project.',
      'Update in its own environment, for example pip install -U nonebot-adapter-onebot nonebot2.',
      'Before NoneBot 2.4.4: let the Token have at least one letter, and write it in the .env file.',
      'Restart the bot framework.',
    ],
    avoid: ['Do not keep changing NapCat’s settings before the update.'],
    mistakenFor: ['Different Tokens.', 'A wrong path.'],
  },
  'message-format': {
    title: 'The framework cannot read the message format',
    sentence: say['message-format'],
    what: 'NapCat can send messages as Array or as String. Most frameworks need Array; with String the link is fine and parsing fails.',
    proof: '“消息格式” (message format) in the entry and a parsing error in the framework’s log.',
    steps: [OPEN_NETWORK, `There ${EDIT}, set “消息格式” (message format) to Array and ${SAVE}.`, RECONNECT],
    avoid: ['Do not change plugins to suit String.'],
    mistakenFor: ['Plugins that are not loaded.', 'Messages that do not arrive.'],
  },
  'heartbeat-timeout': {
    title: 'Heartbeat settings cut the link',
    sentence: say['heartbeat-timeout'],
    what: 'NapCat sends heartbeats. A framework or a proxy between that gets none for a while takes the link for dead, so it is cut at regular intervals.',
    proof: '“心跳间隔” (heartbeat interval) in the entry and the period of the cuts in the log.',
    steps: [
      OPEN_NETWORK,
      `There ${EDIT}, set “心跳间隔” (heartbeat interval) to 30000 (milliseconds) and ${SAVE}.`,
      'Behind nginx, make proxy_read_timeout longer than the heartbeat interval.',
      RECONNECT,
    ],
    avoid: ['Do not enter 0: it means no heartbeats.'],
    mistakenFor: ['An unstable network.', 'An account forced offline.'],
  },
  'events-missing': {
    title: 'Connected, but no messages arrive',
    sentence: say['events-missing'],
    what: 'The link is fine, but messages do not reach the bot framework: NapCat itself gets none, drops them because the clock is wrong, or stopped after a while.',
    proof: 'The logs of both sides: whether NapCat says “接收” (received), and whether the framework has the message.',
    steps: [
      'Send the bot a message from another QQ number.',
      'Look for “接收” (received) in “猫猫日志” (log) of NapCat’s WebUI. If there is none, log in to QQ again.',
      'If it is there and the framework has nothing, set the computer’s clock right and restart NapCat.',
      RESTART_NAPCAT,
      'If it stays so, update NapCat.',
    ],
    avoid: ['Do not test with messages from the bot’s own account: they are not reported by default.'],
    mistakenFor: ['Different Tokens.', 'Plugins that do not answer.'],
  },
  'bot-ignores-messages': {
    title: 'Messages arrive, but the bot ignores them',
    sentence: say['bot-ignores-messages'],
    what: 'Link and messages are fine; the bot framework or a plugin decides not to answer.',
    proof: 'The link stands and the framework’s log has the message.',
    steps: [
      'See in the framework’s log whether a plugin handles the message.',
      'Check the command prefix (COMMAND_START of NoneBot, / by default).',
      'In a group, mention the bot; then try a private message.',
      'Check whether plugins are loaded, and permissions such as SUPERUSERS and lists of groups.',
    ],
    avoid: ['Do not change NapCat’s network settings any more: the link is fine.'],
    mistakenFor: ['A broken link.', 'A wrong message format.'],
  },
};
