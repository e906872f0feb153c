/** The first hop: QQ and NapCat. */
import type { Pages } from '../phrase.ts';
import { CHECK_AGAIN, RESTART_NAPCAT } from './phrases.ts';
import { hop1Sentences as say } from './sentences/hop1.ts';

export const hop1: Pages<1> = {
  'napcat-not-found': {
    title: 'No NapCat was found',
    sentence: say['napcat-not-found'],
    what: 'This computer has no process of NapCat, and its files are in none of the usual places. Plain QQ is not enough: it does not hand messages to a bot.',
    proof: 'Processes and disk were looked at, and there is none; nor is one to be seen in a container.',
    steps: [
      'If NapCat is on another computer, a virtual machine or in a container, run NapCat Doctor there.',
      'If you have downloaded NapCat, unpack the whole archive to an ordinary folder such as D:\\NapCat.',
      'If it is in an unusual place, enter its folder on the Check page (on the command line: --napcat).',
      'If you have not downloaded it yet, get NapCat.Shell.zip from NapCat’s releases and unpack it.',
    ],
    avoid: ['Do not start the script inside the archive window: the other files are not beside it there.'],
    mistakenFor: ['NapCat is installed but not running.', 'A fault of the bot framework.'],
  },
  'napcat-not-running': {
    title: 'NapCat is not running',
    sentence: say['napcat-not-running'],
    what: 'The files of NapCat are there, but no process carries it. Without NapCat nobody hands QQ’s messages to the bot.',
    proof: 'The list of processes is complete and has no NapCat; its folder was found.',
    steps: [
      'Open NapCat’s folder and double-click its start script: launcher.bat on Windows 11, launcher-win10.bat on Windows 10, napcat.bat for the one-key form.',
      'If NapCatQQ-Desktop manages it, start this bot there.',
      'Watch the start window, and scan the QR code with QQ on your phone if it asks for it.',
      CHECK_AGAIN,
    ],
    avoid: ['Do not just open plain QQ: the stand-alone NapCat must be started by its own script.'],
    mistakenFor: [
      'A problem of ports or the firewall.',
      'NapCat runs as administrator, which hides its details from others.',
    ],
  },
  'napcat-launcher-broken': {
    title: 'NapCat’s launcher fails',
    sentence: say['napcat-launcher-broken'],
    what: 'The launcher ends as soon as it runs. Mostly the archive was not unpacked completely, the current folder is wrong, or QQ’s place was not found.',
    proof: 'The launcher’s own message, or files that really are missing.',
    steps: [
      'Unpack the whole archive of NapCat again into a new folder with a plain path.',
      'Go to this folder in the Explorer and double-click the start script there.',
      'If it says “provided QQ path is invalid”, install QQ again.',
      'If the window vanishes at once, open a terminal, go to the folder and run the script there to read its message.',
    ],
    avoid: [
      'Do not use “Run as administrator” on the script: the current folder becomes C:\\Windows\\System32 and it finds no files; launcher.bat asks for rights by itself.',
      'Do not copy only some of the files.',
    ],
    mistakenFor: ['An unsupported QQ version.', 'Security software that blocks it.'],
  },
  'no-permission': {
    title: 'NapCat may not use its files',
    sentence: say['no-permission'],
    what: 'NapCat writes configuration, logs and caches in its own folder. In a protected place such as Program Files, or with files of another user, it cannot.',
    proof: 'An access error in NapCat’s log, or the file really refused access during the examination.',
    steps: [
      'End NapCat completely.',
      'Move the whole folder of NapCat to an ordinary place such as D:\\NapCat.',
      'If it once ran as administrator, give your user full control in the security tab of the file’s properties.',
      'Start NapCat again.',
    ],
    avoid: ['Do not run it as administrator for good: an ordinary user can no longer change the files it writes.'],
    mistakenFor: ['A faulty configuration file.', 'Security software that blocks it.'],
  },
  'blocked-by-security-software': {
    title: 'Security software blocked NapCat',
    sentence: say['blocked-by-security-software'],
    what: 'A security program moved files of NapCat or QQ to its quarantine or keeps them from starting. NapCat injects itself into QQ and is therefore often reported by mistake.',
    proof: 'The program’s own record together with files that are gone. Its presence alone proves nothing.',
    steps: [
      'Look for files of NapCat in the quarantine or the record of the security program.',
      'Make sure that they came from NapCat’s official releases, then restore them.',
      'Exclude the folder of NapCat.',
      'If files cannot be restored, unpack NapCat again and start it.',
    ],
    avoid: ['Do not keep security software switched off.', 'Do not restore files of unknown origin.'],
    mistakenFor: [
      'A broken launcher (archive not unpacked completely).',
      'The firewall: a quarantine and a network filter are two things.',
    ],
  },
  'liteloader-broken': {
    title: 'LiteLoaderQQNT is not effective',
    sentence: say['liteloader-broken'],
    what: 'The plugin form of NapCat is loaded into QQ by LiteLoaderQQNT. An update of QQ makes a new version folder without the patch; and left-overs of the patch make the QQ that the stand-alone form starts end at once.',
    proof: 'Patch, entry file and dbghelp.dll in QQ’s folder, and manifest.json in the plugin’s folder.',
    steps: [
      'Decide for one form: the plugin needs the patch, the stand-alone form (launcher.bat) needs its absence.',
      'To stay with the plugin: install LiteLoaderQQNT and its patch again for the new QQ version; from NapCat 4.17.46 on use napiLoader.bat from the archive.',
      'To use the stand-alone form: move dbghelp.dll out of QQ’s folder, put package.json.bak back, and start with launcher.bat.',
      'NapCat’s documentation calls LiteLoaderQQNT poorly maintained from QQ 9.9.19 on and recommends the stand-alone form; the plugin has the advantage that you see QQ’s window too.',
    ],
    avoid: [
      'Do not delete files, move them away, so that you can go back.',
      'Do not log in to one account with both forms at once.',
    ],
    mistakenFor: [
      'An unsupported QQ version.',
      'A difference in how the two forms connect: the code that dials the bot is the same.',
    ],
  },
  'qq-version-unsupported': {
    title: 'QQ and NapCat do not match',
    sentence: say['qq-version-unsupported'],
    what: 'Every version of NapCat supports a range of QQ versions. NapCat does not know a QQ that is too new, and Tencent’s servers refuse one that is too old.',
    proof:
      'Both versions on disk and NapCat’s own message. The PacketBackend message does not count: it never breaks the link.',
    steps: [
      'See which QQ version the release notes of your NapCat recommend.',
      'If QQ is too new, update NapCat first.',
      'If QQ is too old, install the recommended version.',
      'Switch off QQ’s automatic updates, so that it does not happen again.',
      RESTART_NAPCAT,
    ],
    avoid: ['Do not change QQ because of the red PacketBackend message: it never cuts the reverse WebSocket.'],
    mistakenFor: [
      'PacketBackend does not support this QQ (only a few functions suffer).',
      'LiteLoaderQQNT is not effective.',
    ],
  },
  'multiple-instances': {
    title: 'Several NapCats run at once',
    sentence: say['multiple-instances'],
    what: 'An account can be logged in only once on a computer, and a configuration serves one NapCat only. Several of them push each other offline, or the wrong one is connected to the bot.',
    proof: 'Several NapCats among the processes, with the same account or the same folder.',
    steps: [
      'Close all windows of NapCat and end the QQ.exe they left behind in the Task Manager.',
      'Start only the one you want.',
      'For several accounts at once, use a NapCat folder for each, or NapCatQQ-Desktop.',
      'Check the QQ number in the WebUI: that of a second NapCat is on 6100, of a third on 6101.',
    ],
    avoid: ['Do not clean up with KillQQ.bat: it ends every QQ, yours too.'],
    mistakenFor: ['Different Tokens (403 as well).', 'An account forced offline by risk control.'],
  },
  'qq-not-logged-in': {
    title: 'NapCat is not logged in to QQ',
    sentence: say['qq-not-logged-in'],
    what: 'NapCat has started, but the QQ account did not log in. Without a login NapCat does not connect to the bot.',
    proof:
      'NapCat’s log or WebUI says that it waits for a QR code, that the quick login failed, or that the account is logged in elsewhere.',
    steps: [
      'Open NapCat’s WebUI (usually http://127.0.0.1:6099/webui) and scan the QR code there with QQ on your phone.',
      'The code is also saved as cache\\qrcode.png in NapCat’s folder.',
      'If it says “已登录,无法重复登录” (already logged in), log out of the QQ on this computer that uses the account.',
      'For a quick login, put the bare QQ number after the start script (launcher.bat 123456), without -q.',
    ],
    avoid: ['Do not change network settings or ports before the login works: they are not the cause.'],
    mistakenFor: ['A wrong reverse WebSocket entry.', 'NapCat is not running.'],
  },
  'qq-kicked-offline': {
    title: 'The account was forced offline',
    sentence: say['qq-kicked-offline'],
    what: 'The account was logged in and was then forced offline by the server: a login elsewhere, an expired session, or risk control. NapCat’s process and even its connection may remain, but no more messages come.',
    proof: 'KickedOffLine or “账号状态变更为离线” (account went offline) in NapCat’s log, and no login after it.',
    steps: [
      'Open NapCat’s WebUI and log in again.',
      'Check whether the account is logged in on another computer.',
      'If QQ on your phone shows a security notice, follow it.',
      'If it happens again and again, pause for some days and send less to groups.',
    ],
    avoid: ['Do not scan QR codes again and again: it makes risk control stricter.'],
    mistakenFor: ['A broken reverse WebSocket.', 'A bot framework that does not answer.'],
  },
  'napcat-known-bad-version': {
    title: 'This NapCat version has a known defect',
    sentence: say['napcat-known-bad-version'],
    what: 'This version has a publicly recorded defect that shows itself as you see it. An update solves it, without a change of settings.',
    proof: 'The version is in the range concerned and the symptom is in the log. The version alone is no proof.',
    steps: [
      'Back up NapCat’s config folder.',
      'Update NapCat to the version that has the repair.',
      RESTART_NAPCAT,
      CHECK_AGAIN,
    ],
    avoid: ['Do not keep changing ports and Tokens before the update.'],
    mistakenFor: [
      'Wrong settings.',
      'A difference between plugin and stand-alone form: changing the form changed version and settings too.',
    ],
  },
};
