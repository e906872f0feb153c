/** What tells NapCat’s form. Without a full stop: several stand in one row. */
import type { FormSign } from '../../form-signs.ts';
import { given } from '../phrase.ts';
import { q } from './phrases.ts';

export function formSign(sign: FormSign): string {
  switch (sign.kind) {
    case 'webui-of-main':
      return `QQ’s main process listens on the WebUI’s port ${sign.port}`;
    case 'webui-of-worker':
      return `a separate worker process listens on the WebUI’s port ${sign.port}`;
    case 'webui':
      return `it listens on the WebUI’s port ${sign.port}`;
    case 'webui-published':
      return `${q(sign.process)} hands port ${sign.port} on to a container`;
    case 'pipe':
      return `the named pipe ${q(sign.name)} exists`;
    case 'launcher':
      return `started by the launcher ${q(sign.process)}`;
    case 'parent':
      return `started by ${q(sign.process)}`;
    case 'manager':
      return `managed by ${q(sign.process)}`;
    case 'contained':
      return `it runs in a container${given(sign.dir ?? '', (dir) => `, in the folder ${q(dir)}`)}`;
    case 'command':
      return `its command line is ${q(sign.command)}`;
    case 'module':
      return `its libraries were loaded from ${q(sign.dir)}`;
    case 'logging-switch':
      return `QQ was started with ${q('--enable-logging')}`;
    case 'windows-shown':
      return `QQ shows windows (a child process has ${q('--type=renderer')})`;
    case 'environment':
      return `QQ’s environment holds ${q(sign.key)}`;
    case 'lite-loader':
      return 'LiteLoader lies beside the launcher';
    case 'file':
      return `${q(sign.path)} is on the disk`;
    case 'named-on-console':
      return `the pasted text names ${q(sign.path)}`;
    case 'started-with':
      return `loadNapCat.js in ${q(sign.path)} was written when it started`;
    case 'only-of-form':
      return `${q(sign.path)} is the only installation of this form`;
    case 'only-started':
      return `${q(sign.path)} is the only installation of this form that was ever started`;
    case 'only-folder':
      return `${q(sign.path)} is the only NapCat folder found`;
  }
}
