/**
 * From signs to a mode. What runs decides, strongest sign first; files on disk decide only where nothing runs, because
 * people switch forms and leave the old one behind (domain facts: NapCat dossier §1.6).
 */
import type { FormSign } from '../../contract/form-signs.ts';
import type { Mode, ModeEvidence, NapCatFacts, NapCatForm } from '../facts.ts';

export interface Reading {
  readonly mode: Mode;
  readonly form: NapCatForm;
}

export const MODE_OF: Readonly<Record<NapCatForm, Mode>> = {
  'shell-zip': 'shell',
  'shell-onekey': 'shell',
  'shell-node': 'shell',
  ncd: 'desktop-gui',
  'framework-liteloader': 'framework',
  'framework-napiloader': 'framework',
  'framework-once': 'framework',
  'framework-onekey': 'framework',
  linux: 'shell',
  docker: 'container',
  wsl: 'container',
  unknown: 'unknown',
};

/** What was seen of one running QQ. `null`: could not be seen. */
export interface Signs {
  readonly pipe: boolean;
  /** NapCatWinBootMain.exe is its parent. */
  readonly shellLauncher: boolean;
  /** napimain.exe is its parent, or napiloader.dll is loaded. */
  readonly pluginLoader: boolean;
  readonly manager: boolean;
  /** A child of QQ's main process owns the WebUI: only the shell forks. */
  readonly worker: boolean;
  readonly windows: boolean | null;
  readonly loggingSwitch: boolean | null;
  /** LL\, LiteLoader\ or LiteLoader_Launcher.js beside the launcher. */
  readonly liteLoaderBesideLauncher: boolean;
  readonly portableQq: boolean;
  /** Form of the folder that its loaded libraries come from. */
  readonly folderForm: NapCatForm | null;
}

/** Rows are tried from the top; the first that holds decides. */
const RULES: readonly { readonly when: (signs: Signs) => boolean; readonly form: (signs: Signs) => NapCatForm }[] = [
  { when: (signs) => signs.pluginLoader, form: () => 'framework-napiloader' },
  { when: (signs) => signs.pipe || signs.worker, form: shellForm },
  // NapCatWinBootMain starts the plugin form Once too; that one shows QQ's windows.
  { when: (signs) => signs.shellLauncher && signs.windows === true, form: onceForm },
  { when: (signs) => signs.shellLauncher && signs.loggingSwitch === true, form: shellForm },
  { when: (signs) => signs.shellLauncher && signs.liteLoaderBesideLauncher, form: onceForm },
  { when: (signs) => signs.shellLauncher, form: shellForm },
  { when: (signs) => signs.windows === true, form: pluginForm },
  { when: (signs) => signs.loggingSwitch === true, form: shellForm },
  { when: (signs) => signs.folderForm !== null, form: ({ folderForm }) => folderForm ?? 'unknown' },
];

export function readSigns(signs: Signs): Reading {
  const form = RULES.find(({ when }) => when(signs))?.form(signs) ?? 'unknown';
  return { mode: MODE_OF[form], form };
}

function shellForm({ manager, portableQq, folderForm }: Signs): NapCatForm {
  if (manager) return 'ncd';
  if (portableQq) return 'shell-onekey';
  return folderForm !== null && MODE_OF[folderForm] === 'shell' ? folderForm : 'shell-zip';
}

function onceForm({ portableQq }: Signs): NapCatForm {
  return portableQq ? 'framework-onekey' : 'framework-once';
}

function pluginForm({ folderForm }: Signs): NapCatForm {
  return folderForm !== null && MODE_OF[folderForm] === 'framework' ? folderForm : 'framework-liteloader';
}

/** The reading that a person could hold against ours, where the signs leave room for it. */
export function otherReadings(signs: Signs, reading: Reading): NapCatFacts['otherReadings'] {
  if (reading.form === 'framework-once' && signs.windows === null) {
    return [{ mode: 'shell', form: 'shell-zip', doubt: 'windows-hidden' }];
  }
  // The shell's launcher with nothing that only the shell has: it starts the plugin form Once as well.
  if (reading.mode === 'shell' && signs.shellLauncher && signs.windows === null && !signs.pipe && !signs.worker) {
    return [{ mode: 'framework', form: 'framework-once', doubt: 'windows-hidden' }];
  }
  if (reading.form === 'unknown') {
    return [
      { mode: 'shell', form: 'shell-zip', doubt: 'commands-hidden' },
      { mode: 'framework', form: 'framework-liteloader', doubt: 'commands-hidden' },
    ];
  }
  if (reading.mode === 'framework' && !signs.shellLauncher && !signs.pluginLoader && signs.folderForm === null) {
    return [{ mode: 'framework', form: 'framework-napiloader', doubt: 'loader-gone' }];
  }
  return [];
}

const STRENGTH: readonly FormSign['kind'][] = [
  'webui-of-worker',
  'webui-of-main',
  'pipe',
  'parent',
  'manager',
  'launcher',
  'module',
  'logging-switch',
  'windows-shown',
  'environment',
  'lite-loader',
];

export function strongestFirst(evidence: readonly ModeEvidence[]): readonly ModeEvidence[] {
  return evidence.toSorted((a, b) => STRENGTH.indexOf(a.sign.kind) - STRENGTH.indexOf(b.sign.kind));
}
