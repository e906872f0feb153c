/** The words of remedies: what there is, what a step does, what to know before a yes, why not. Each picks a sentence. */

export const REMEDY_CODES = [
  'enable-entry',
  'correct-url',
  'use-ip-literal',
  'set-token',
  'new-token',
  'rename-entry',
  'add-entry',
  'convert-config',
  'reload-config',
  'keep-one-link',
  'set-driver',
  'set-bind-address',
  'set-framework-port',
  'move-port',
  'register-adapter',
  'install-packages',
  'allow-in-firewall',
  'unblock-in-firewall',
  'bypass-proxy',
  'release-port',
  'serve-websocket',
  'serve-http',
  'switch-form',
  /** Nothing to mend: the short-lived entry of a two-way proof. */
  'prove-link',
] as const;
export type RemedyCode = (typeof REMEDY_CODES)[number];

export function isRemedyCode(text: string): text is RemedyCode {
  return (REMEDY_CODES as readonly string[]).includes(text);
}

/** What one step does; picks its sentence. */
export const STEP_CODES = [
  'enable-entry',
  'disable-entry',
  'set-url',
  'set-token',
  'clear-token',
  'rename-entry',
  'add-entry',
  'add-server-entry',
  'add-http-entries',
  'write-network',
  'reload-config',
  'set-env',
  'register-adapter',
  'install-packages',
  'allow-in-firewall',
  'unblock-in-firewall',
  'set-variable',
  'set-proxy-bypass',
  'release-port',
  'restart-napcat',
  'restart-framework',
  /** It does not run: nothing that was mended shows before it does. */
  'start-framework',
  'open-release-page',
  'unpack-beside',
  'carry-over-config',
  'start-new-form',
  'keep-old-form',
  'add-proof-entry',
] as const;
export type StepCode = (typeof STEP_CODES)[number];

/** What the user should know before saying yes, beside the steps; each picks a sentence. */
export const NOTE_CODES = [
  /** Which of NoneBot's sources is in force for `key`, and why it is `file` that is changed. */
  'env-precedence',
  /** The running NapCat is told through its WebUI, with the token of webui.json; the entry reconnects. */
  'webui-login',
  /** Events that come by HTTP make a bot that stays until NoneBot is started again. */
  'http-permanent-bot',
  /** It is a stop-gap; undo is the way back to reverse WebSocket. */
  'stop-gap',
  /** Which form was found, of which version, in which QQ. */
  'form-found',
  /** What upstream recommends for this QQ version. */
  'form-recommended',
  /** The folder that stays as it is. */
  'form-kept',
  /** The release does not know this QQ yet: packet functions may be missing, the link does not need them. */
  'qq-newer',
  /** Installed packages stay: nothing takes them away again. */
  'packages-stay',
  /** Networks of WSL, Hyper-V and Docker are cut for a moment. */
  'winnat-pause',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** Why there is no plan, or why it was not carried out. */
export const REFUSALS = [
  /** Nothing that was found asks for this remedy. */
  'not-offered',
  /** The file, or the entry in it, is not what the survey saw. */
  'file-changed',
  'file-denied',
  /** It stands there already: what runs has not read it yet. */
  'already-so',
  /** Not text, or in an encoding that the new value does not exist in. */
  'file-not-text',
  /** NapCatQQ-Desktop writes this file anew at each start: the change belongs there. */
  'managed-elsewhere',
  /** The configuration does not load; it has to be mended by hand first. */
  'config-broken',
  /** No framework, or more than one: which address is meant has to be said. */
  'target-unknown',
  'target-ambiguous',
  /** A stronger source sets the value: the environment or the program. */
  'overridden',
  'token-unreadable',
  /** A value that the format cannot hold safely. */
  'value-unusable',
  /** Only group policy can change it. */
  'managed-by-policy',
  /** Windows' own firewall does not run: another product decides. */
  'managed-by-product',
  'not-on-this-system',
  'program-unknown',
  'no-free-port',
  'no-python',
  /** NoneBot has no package to dial out with. */
  'package-missing',
  'code-not-understood',
  /** It cannot be read, is no zip file, is damaged, or holds what no release holds. */
  'archive-unusable',
  /** A name in it leads out of the folder, is a link, or is none that Windows can write. */
  'archive-unsafe',
  /** A release of something else, or of another form than the wanted one. */
  'archive-wrong-product',
  'archive-wrong-form',
  /** It does not know this QQ version, or is the version that is there and has the defect. */
  'archive-wrong-version',
  /** The form that is there is none that can be switched: a container, or one that another program manages. */
  'form-unsupported',
  /** The running NapCat cannot be told through its WebUI. */
  'not-live',
  /** The plan is a guide until the user has said what it needs. */
  'input-missing',
  /** The plan was shown to nobody. */
  'not-confirmed',
  'nothing-to-undo',
  /** The file was changed since we wrote it, so the old one does not belong there any more. */
  'changed-since',
  'backup-lost',
  'declined',
  'cancelled',
  'command-failed',
  'write-failed',
  'journal-failed',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
