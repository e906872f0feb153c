/**
 * The releases that can be switched to, told by the files in them (NapCat's release workflow and vite.config.ts; domain
 * facts: NapCat dossier §1.1 to §1.4). A table: one row a release.
 */
import type { WantedForm } from '../../contract/remedies.ts';

export interface Release {
  /** Name of the file on the release page. */
  readonly asset: string;
  readonly form: WantedForm;
  /** Names in the archive, lower case, that only this release has together. */
  readonly has: readonly string[];
  /** Folder of napcat.mjs in it, with a slash behind; empty: the top. */
  readonly home: string;
  /** What is run to start it; the first that is there. */
  readonly start: readonly string[];
  /** It brings QQ's own libraries and asks for no QQ on the machine. */
  readonly ownQq?: true;
}

export const RELEASES: readonly Release[] = [
  {
    asset: 'NapCat.Shell.Windows.Node.zip',
    form: 'shell',
    has: ['napcat.bat', 'index.js', 'napcat/napcat.mjs'],
    home: 'napcat/',
    start: ['napcat.bat'],
    ownQq: true,
  },
  {
    // Since 4.17.46 it is no LiteLoader plugin any more; its own loader is in it since 4.9.33.
    asset: 'NapCat.Framework.zip',
    form: 'framework',
    has: ['napcat.mjs', 'napiloader.bat', 'napimain.exe', 'napiloader.dll', 'nativeloader.cjs'],
    home: '',
    start: ['napiLoader.bat'],
  },
  {
    asset: 'NapCat.Shell.zip',
    form: 'shell',
    has: ['napcat.mjs', 'napcatwinbootmain.exe', 'napcatwinboothook.dll', 'qqnt.json'],
    home: '',
    start: ['launcher-user.bat', 'launcher.bat', 'launcher-win10-user.bat'],
  },
];

/** Where to look for a form on the release page. */
export function assetOf(form: WantedForm): string {
  return form === 'framework' ? 'NapCat.Framework.zip' : 'NapCat.Shell.zip';
}
