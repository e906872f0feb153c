/** Asks for a place and writes the file there: whole, or not at all. */
import { rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';

/** `null`: the user chose no place. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<{ readonly path: string } | null> {
  const extension = extname(name).slice(1);
  const options = {
    defaultPath: join(app.getPath('downloads'), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return null;
  const draft = `${filePath}.${process.pid}.new`;
  await writeFile(draft, bytes);
  await rename(draft, filePath);
  return { path: filePath };
}
