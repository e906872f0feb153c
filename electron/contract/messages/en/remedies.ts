/** The texts about remedies. */
import { frameworkName, given } from '../phrase.ts';
import type { RemedyMessages } from '../remedies.ts';
import { q } from './phrases.ts';

const file = (path: string | undefined): string => given(path, (shown) => `“${shown}”`, 'the file');
const entry = (name: string | undefined): string => given(name, (shown) => `the entry “${shown}”`, 'the entry');
const because = (reason: string | number | undefined): string => given(reason, (shown) => ` (${shown})`);
const pid = (number: number | undefined): string => given(number, (shown) => ` (PID ${shown})`);

const FORMS: Readonly<Record<string, string>> = {
  shell: 'NapCat on its own (Shell)',
  framework: 'NapCat inside QQ (Framework)',
};
const form = (name: string | undefined): string => given(name, (shown) => FORMS[shown] ?? shown, 'NapCat');

export const remediesEn: RemedyMessages = {
  titles: {
    'enable-entry': 'Switch the client entry on',
    'correct-url': 'Correct the address of the client entry',
    'use-ip-literal': 'Replace the host name by the address that listens',
    'set-token': 'Give NapCat the Token that the bot demands',
    'new-token': 'Write one new Token to both sides',
    'rename-entry': 'Give the lost entry a name of its own',
    'add-entry': 'Add the missing client entry',
    'convert-config': 'Write the settings in the format that NapCat reads',
    'reload-config': 'Let the running NapCat take this file over',
    'keep-one-link': 'Keep one link for the account',
    'set-driver': 'Give NoneBot a driver that listens',
    'set-bind-address': 'Let NoneBot listen on an address that works',
    'set-framework-port': 'Move NoneBot to the port that NapCat dials',
    'move-port': 'Move both sides to a free port',
    'register-adapter': 'Register the OneBot V11 adapter',
    'install-packages': 'Install the missing package',
    'allow-in-firewall': 'Allow this program and port in the firewall',
    'unblock-in-firewall': 'Switch off the block rule of the firewall prompt',
    'bypass-proxy': 'Keep local connections away from the proxy',
    'release-port': 'Let Windows release this port',
    'serve-websocket': 'Stop-gap: turn the direction round, NoneBot dials NapCat',
    'serve-http': 'Stop-gap: connect by HTTP',
    'switch-form': 'Switch to another form of NapCat, or a fresh one, step by step',
    'prove-link': 'The short-lived entry of a two-way proof',
  },
  steps: {
    'enable-entry': (p) => `Switches ${entry(p.entry)} on in ${file(p.file)}.`,
    'disable-entry': (p) => `Switches ${entry(p.entry)} off in ${file(p.file)}.`,
    'set-url': (p) =>
      `Changes the address of ${entry(p.entry)}${given(p.before, (shown) => ` from “${shown}”`)} to ${q(p.value ?? '')}.`,
    'set-token': (p) => `Writes the Token into ${entry(p.entry)} in ${file(p.file)}.`,
    'clear-token': (p) => `Takes the Token out of ${entry(p.entry)} in ${file(p.file)}.`,
    'rename-entry': (p) => `Renames ${entry(p.before)} to ${q(p.value ?? '')}.`,
    'add-entry': (p) =>
      `Adds the client entry ${q(p.entry ?? '')} to ${q(p.value ?? '')}${given(p.account, (shown) => ` for account ${shown}`)}.`,
    'add-server-entry': (p) =>
      `Adds the server entry ${q(p.entry ?? '')}${given(p.port, (shown) => ` on port ${shown}`)} and switches the client entries off.`,
    'add-http-entries': (p) =>
      `Adds the HTTP server entry ${q(p.entry ?? '')}${given(p.port, (shown) => ` on port ${shown}`)} and an HTTP client entry that reports to ${q(p.value ?? '')}, and switches the WebSocket client entries off.`,
    'write-network': (p) => `Writes ${q(p.value ?? '')} as a client entry in the current format into ${file(p.file)}.`,
    'reload-config': (p) =>
      `Lets the running NapCat${given(p.account, (shown) => ` (account ${shown})`)} read ${file(p.file)} again; the file itself stays as it is.`,
    'set-env': (p) => `Sets ${given(p.key, (shown) => shown, 'the setting')} in ${file(p.file)}.`,
    'register-adapter': (p) => `Registers the OneBot V11 adapter in ${file(p.file)}.`,
    'install-packages': (p) => `Installs ${q(p.packages ?? '')} with the Python of the project.`,
    'allow-in-firewall': (p) =>
      `Adds the firewall rule ${q(p.rule ?? '')} for ${file(p.program)}${given(p.port, (shown) => `, port ${shown}`)}.`,
    'unblock-in-firewall': (p) => `Switches the block rules of the firewall prompt off for ${file(p.program)}.`,
    'set-variable': (p) => `Sets the user variable ${p.key ?? ''} to ${q(p.value ?? '')}.`,
    'set-proxy-bypass': (p) => `Sets the exceptions of the system proxy to ${q(p.value ?? '')}.`,
    'release-port': (p) =>
      `Stops WinNAT for a moment, keeps port${given(p.port, (shown) => ` ${shown}`)} for your own programs, and starts WinNAT again.`,
    'restart-napcat': (p) =>
      `Restart NapCat${pid(p.pid)}${given(p.account, (shown) => `, account ${shown}`)}${given(p.dir, (shown) => `, in “${shown}”`)}; leave other QQ windows alone.`,
    'restart-framework': (p) =>
      `Restart ${frameworkName(p.framework, 'the bot')}${pid(p.pid)}${given(p.dir, (shown) => ` in “${shown}”`)}.`,
    'start-framework': (p) =>
      `Start ${frameworkName(p.framework, 'the bot')}${given(p.dir, (shown) => ` in “${shown}”`)}.`,
    'open-release-page': (p) =>
      `Open NapCat’s release page, read which release fits your QQ version, download ${given(p.archive, (shown) => shown, 'the archive')}, and choose it here.`,
    'unpack-beside': (p) =>
      `Unpacks ${given(p.version, (shown) => `NapCat ${shown}`, 'the archive')} into the new folder${given(p.dir, (shown) => ` “${shown}”`)}; the old one stays untouched.`,
    'carry-over-config': (p) =>
      `Takes ${file(p.file)}${given(p.account, (shown) => ` of account ${shown}`)} over into the new folder as it is.`,
    'start-new-form': (p) =>
      `End the old NapCat${pid(p.pid)}, run ${given(p.file, (shown) => `“${shown}”`, 'the new one')} and log in${given(p.account, (shown) => ` with account ${shown}`)}; then check again.`,
    'keep-old-form': (p) =>
      `Keep ${file(p.dir)} until the link has worked for a while. To go back: end the new one, undo this plan, start the old one.`,
    'add-proof-entry': (p) =>
      `Adds the client entry ${q(p.entry ?? '')} for a moment, which leads to NapCat Doctor itself, and takes it out again.`,
  },
  notes: {
    'env-precedence': (p) =>
      `NoneBot takes ${given(p.key, (shown) => shown, 'its settings')} from the first of these that has it: nonebot.init() in the program, the environment, .env.${p.value ?? 'prod'}, .env. The line that counts stands in ${file(p.file)}, or has to be added there, so that is what changes.`,
    'webui-login': (p) =>
      `Logs in to NapCat’s WebUI on this computer with the token in ${file(p.file)}, and touches the entries of this plan only; what changes reconnects (about two seconds).`,
    'http-permanent-bot': () =>
      'With the first event that comes by HTTP, NoneBot makes a bot that stays online even when NapCat ends; until NoneBot is started again it refuses a reverse WebSocket of that account (403).',
    'stop-gap': () => 'This is a stop-gap. Once the cause is mended, undo this plan to go back to reverse WebSocket.',
    'form-found': (p) =>
      `What is there: ${form(p.form)}${given(p.version, (shown) => `, version ${shown}`)}${given(p.value, (shown) => `, QQ ${shown}`)}.`,
    'form-recommended': (p) =>
      `${given(p.value, (shown) => `For QQ ${shown}, `)}NapCat’s documentation recommends ${form(p.form)}.`,
    'form-kept': (p) => `${file(p.dir)} stays as it is, so that you can go back at any time.`,
    'qq-newer': (p) =>
      `NapCat ${p.version ?? ''} does not know ${given(p.value, (shown) => `QQ ${shown}`, 'this QQ')} yet: some functions may be missing, the link is not concerned.`,
    'packages-stay': (p) =>
      `What is installed${given(p.packages, (shown) => ` (“${shown}”)`)} stays: it does no harm, and other packages may come to need it.`,
    'winnat-pause': () => 'The networks of WSL, Hyper-V and Docker are cut for some seconds.',
  },
  refusals: {
    'not-offered': () => 'Nothing that was found asks for this remedy.',
    'file-changed': (p) => `${file(p.file)} is not what it was when it was looked at; check again.`,
    'file-denied': (p) => `${file(p.file)} cannot be read${because(p.reason)}.`,
    'already-so': (p) => `${file(p.file)} says so already; restart the program that reads it.`,
    'file-not-text': (p) => `${file(p.file)} cannot be changed without damaging its encoding.`,
    'managed-elsewhere': (p) =>
      `${p.product ?? 'A manager'} writes ${file(p.file)} anew at each start; change it there.`,
    'config-broken': (p) => `${file(p.file)} cannot be parsed; mend it by hand first.`,
    'target-unknown': () => 'The right address is not known.',
    'target-ambiguous': () => 'Several bots could be meant, and it is not known which.',
    overridden: (p) =>
      `${p.key ?? 'The setting'} is set by ${given(p.file, (shown) => `“${shown}”`, 'the environment')}, which beats every .env file; change it there.`,
    'token-unreadable': () => 'The Token that the bot demands cannot be read.',
    'value-unusable': (p) => `The value${given(p.value, (shown) => ` “${shown}”`)} cannot be written safely.`,
    'managed-by-policy': () => 'The firewall is managed by a policy of this computer; ask whoever manages it.',
    'managed-by-product': (p) =>
      `Windows Firewall does not run; ${given(p.product, (shown) => `“${shown}”`, 'another security product')} decides, so allow it there.`,
    'not-on-this-system': () => 'This remedy is for Windows only.',
    'program-unknown': () => 'The program concerned could not be seen.',
    'no-free-port': (p) => `There is no free port${given(p.port, (shown) => `: ${shown} is taken`)}.`,
    'no-python': (p) => `No virtual environment was found in ${file(p.dir)}.`,
    'package-missing': (p) => `NoneBot has no package to dial out with (${p.packages ?? ''}).`,
    'code-not-understood': (p) => `${file(p.file)} is written in a way that cannot be changed safely by a program.`,
    'archive-unusable': (p) => `${file(p.archive)} is not a sound zip file${because(p.reason)}.`,
    'archive-unsafe': (p) => `${file(p.archive)} holds an unsafe file name${because(p.reason)}; nothing was unpacked.`,
    'archive-wrong-product': (p) => `${file(p.archive)} is no release of NapCat${because(p.reason)}.`,
    'archive-wrong-form': (p) => `${file(p.archive)} is not ${form(p.form)}.`,
    'archive-wrong-version': (p) =>
      `NapCat ${p.version ?? ''} in ${file(p.archive)} ${given(p.value, (shown) => `does not know QQ ${shown}`, 'is the version that is there already')}.`,
    'form-unsupported': (p) =>
      `${p.product ?? 'This NapCat'} cannot be switched this way; do it in the program that manages it.`,
    'not-live': () => 'The running NapCat cannot be told through its WebUI, so nothing was proven.',
    'input-missing': () => 'The archive has not been chosen yet; nothing was changed.',
    'not-confirmed': () => 'Nothing was changed: the plan was not confirmed. Add --yes after reading it.',
    'nothing-to-undo': () => 'There is nothing to undo.',
    'changed-since': (p) => `${file(p.file)} was changed since; the old version does not belong there any more.`,
    'backup-lost': (p) => `The backup ${file(p.file)} is missing or damaged.`,
    declined: () => 'Windows was told not to allow it; nothing was changed.',
    cancelled: () => 'Cancelled.',
    'command-failed': (p) => `${file(p.program)} failed${because(p.reason)}.`,
    'write-failed': (p) => `${file(p.file)} cannot be written${because(p.reason)}.`,
    'journal-failed': (p) => `The way back cannot be noted in ${file(p.dir)}, so nothing was changed.`,
  },
  states: {
    done: 'done',
    live: 'done, NapCat has taken it over',
    restart: 'done, takes effect after a restart',
    waiting: 'for you to do',
    'rolled-back': 'taken back',
    'not-reached': 'not begun',
    'cut-off': 'cut off, how far it came is not known',
    failed: 'failed',
  },
  undone: {
    undone: 'undone',
    live: 'undone, NapCat has taken it over',
    restart: 'undone, takes effect after a restart',
    nothing: 'nothing to take back',
    failed: 'failed',
  },
  words: {
    plan: (title) => `Plan: ${title}`,
    step: (number, of) => `Step ${number} of ${of}`,
    command: 'Runs',
    inFolder: (dir) => `in ${q(dir)}`,
    request: (url) => `Tells the running NapCat: POST ${url}`,
    page: (url) => `Page: ${url}`,
    archive: (files, target) => `Unpacks ${files} files into ${q(target)}`,
    andMore: (count) => `… and ${count} more`,
    needsArchive: 'There is something to carry out only once the archive is chosen (--archive FILE).',
    elevation: 'Windows will ask for administrator rights.',
    yourStep: 'For you to do',
    ask: 'Apply this plan? [y/N] ',
    yes: ['y', 'yes'],
    nothingChanged: 'Nothing was changed.',
    answeredBy: (refusal, option) => `${refusal} ${option} says it.`,
    dryRun: 'This was a dry run; nothing was changed.',
    applied: (id) => `Applied (${id}).`,
    notComplete: 'The plan was not carried out.',
    undoable: 'can be taken back',
    undoHint: (id) => `To undo: napcat-doctor undo ${id}`,
    verifying: 'Checking again …',
    undoneTitle: (title, id) => `Undone: ${title} (${id})`,
    proofConnection: (where) => `The connection stands${where === '' ? '' : `: ${where}`}`,
    proofNoConnection: 'No established connection was seen',
    proofEvent: (type) => `One event arrived: ${type}`,
    proofNoEvent: 'No event arrived',
    proofApi: (action, ms) => `The API call ${action} was answered in ${ms} ms`,
    proofNoApi: 'No API call was answered',
    proofTitle: 'Two-way proof',
    after: 'After it',
  },
};
