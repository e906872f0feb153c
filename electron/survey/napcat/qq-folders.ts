/** QQ keeps every version it updates to in a folder of its own: `versions\\<v>\\resources\\app`. */
import type { FolderView } from './folder-view.ts';

/** The application folders of all versions, newest first. */
export async function appFolders(dir: string, view: FolderView): Promise<readonly string[]> {
  const versions = await view.subfolders(view.join(dir, 'versions'));
  const buildOf = (folder: string) => Number(/(\d+)$/.exec(folder)?.[1] ?? 0);
  return versions.toSorted((a, b) => buildOf(b) - buildOf(a)).map((folder) => view.join(folder, 'resources', 'app'));
}
