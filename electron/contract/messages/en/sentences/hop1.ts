/** The sentences of the first hop: QQ and NapCat. */
import { clock, given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { account, byVariant, dir, said } from '../phrases.ts';

export const hop1Sentences: Sentences<1> = {
  'napcat-not-found': byVariant<'napcat-not-found'>(
    () =>
      'There is no NapCat on this computer, neither as a process nor on disk: install NapCat first, or point to the folder where it is.',
    {},
  ),
  'napcat-not-running': byVariant<'napcat-not-running'>(
    (p) =>
      `NapCat is installed${given(p.dir, (d) => ` in “${d}”`)} but not running: start it with its own start script, because opening plain QQ is not enough.`,
    {},
  ),
  'napcat-launcher-broken': byVariant<'napcat-launcher-broken'>(
    (p) => `NapCat’s launcher ends as soon as it starts${said(p)}: check ${dir(p)}.`,
    {
      'missing-files': (p) =>
        `Files that NapCat needs to start are missing in ${dir(p)}${given(p.detail, (d) => ` (“${d}”)`)}: download the complete archive again and unpack all of it.`,
      'wrong-folder': (p) =>
        `The start script ran in the wrong folder and did not find NapCat’s files${said(p)}: double-click it inside ${dir(p)} instead of using “Run as administrator”.`,
      'qq-path': (p) =>
        `The launcher cannot find where QQ is installed${said(p)}: install QQ again, so that its place in the registry is right.`,
      'script-broken': (p) =>
        `The start script (.bat) in ${dir(p)} is damaged${said(p)}: download NapCat again and replace it with the original.`,
      'qq-exits': (p) =>
        `The launcher started QQ, but QQ ended at once${said(p)}: update NapCat first, then check the QQ version and left-overs of LiteLoader.`,
    },
  ),
  'no-permission': byVariant<'no-permission'>(
    (p) =>
      `NapCat may not read or write its own file${given(p.file, (f) => ` “${f}”`)}: move NapCat to an ordinary folder such as “D:\\NapCat”, or correct the rights of the file.`,
    {},
  ),
  'blocked-by-security-software': byVariant<'blocked-by-security-software'>(
    (p) =>
      `${given(p.product, (name) => `The security software “${name}”`, 'A security program')} quarantined or blocked files in ${dir(p)}: check where they came from, restore them and exclude this folder.`,
    {
      'files-gone': (p) =>
        `${given(p.detail, (d) => `“${d}”`, 'Program files')} are gone from ${dir(p)} while ${given(p.product, (name) => `“${name}”`, 'a security program')} is running, which very likely quarantined them: look into its quarantine, restore them and exclude this folder; if they are not there, unpack NapCat again.`,
    },
  ),
  'liteloader-broken': byVariant<'liteloader-broken'>(
    (p) =>
      `LiteLoaderQQNT is not effective in ${qq(p.qq)}, so the plugin form of NapCat is not loaded: check ${given(p.dir, (d) => `the QQ folder “${d}”`, 'the QQ folder')}.`,
    {
      'patch-gone': (p) =>
        `The patch of LiteLoaderQQNT is gone after an update of QQ${given(p.qq, (v) => ` to ${v}`)}, so the plugin form of NapCat is not loaded: patch ${given(p.dir, (d) => `“${d}”`, 'the new QQ version')} again, or use the stand-alone form.`,
      'manifest-missing': () =>
        'The NapCat in the plugin folder has no manifest.json, so LiteLoaderQQNT skips it: from NapCat 4.17.46 on use napiLoader.bat from the archive, or the stand-alone form.',
      'plugin-disabled': () =>
        'The NapCat plugin is switched off in LiteLoaderQQNT: open its page in QQ’s settings, switch it on and restart QQ.',
      leftover: (p) =>
        `Left-overs of LiteLoaderQQNT (such as dbghelp.dll) in ${given(p.dir, (d) => `the QQ folder “${d}”`, 'the QQ folder')} make ${qq(p.qq)} end at once: move them away.`,
    },
  ),
  'qq-version-unsupported': byVariant<'qq-version-unsupported'>(
    (p) =>
      `${napcat(p.version)} does not work with ${qq(p.qq)}: install the QQ version that the release notes of this NapCat name.`,
    {
      'too-old': (p) =>
        `${qq(p.qq)} is too old for ${napcat(p.version)}: install the QQ version that the release notes of this NapCat name.`,
      'too-new': (p) =>
        `${qq(p.qq)} is newer than what ${napcat(p.version)} knows: update NapCat to the latest version first.`,
      'login-refused': (p) =>
        `Tencent’s servers refuse the login of ${qq(p.qq)} because it is too old: update QQ, and ${napcat(p.version)} with it.`,
    },
  ),
  'multiple-instances': byVariant<'multiple-instances'>(
    (p) => `Several NapCats run at once${pids(p.pids)} and disturb each other: end them all and start only one.`,
    {
      'same-account': (p) =>
        `Several NapCats are logged in with the same ${account(p).replace('this ', '')}${pids(p.pids)} and push each other offline: end them all and start only one.`,
      'same-config': (p) =>
        `Several NapCats share one configuration in ${dir(p)}${pids(p.pids)}: keep one of them, or give every account a NapCat folder of its own.`,
    },
  ),
  'qq-not-logged-in': byVariant<'qq-not-logged-in'>(
    (p) => `NapCat runs, but ${account(p)} is not logged in to QQ: open NapCat’s WebUI and log in.`,
    {
      qr: (p) =>
        `NapCat waits for ${account(p)} to log in: scan the QR code in the WebUI or in “cache\\qrcode.png” with QQ on your phone.`,
      'already-logged-in': (p) =>
        `${account(p)} is already logged in with another QQ on this computer, and NapCat cannot log in a second time: log out of that QQ first.`,
      'quick-login-failed': (p) =>
        `The quick login of ${account(p)} failed: open NapCat’s WebUI and scan the QR code once.`,
    },
  ),
  'qq-kicked-offline': byVariant<'qq-kicked-offline'>(
    (p) =>
      `Tencent forced ${account(p)} offline${given(p.at, (t) => ` at ${clock(t)}`)}${said(p)}: log in again in NapCat’s WebUI and check whether it is logged in elsewhere.`,
    {},
  ),
  'napcat-known-bad-version': byVariant<'napcat-known-bad-version'>(
    (p) =>
      `${napcat(p.version)} has a known defect that matches what you see${given(p.detail, (d) => ` (“${d}”)`)}: update to ${given(p.fixedIn, (v) => `${v} or later`, 'the latest version')}.`,
    {},
  ),
};

const napcat = (version: string | undefined): string => given(version, (v) => `NapCat ${v}`, 'this NapCat');
const qq = (version: string | undefined): string => given(version, (v) => `QQ ${v}`, 'this QQ');
const pids = (list: string | undefined): string => given(list, (shown) => ` (PID ${shown})`);
