/** The system's own dialogs for files: where to save one (written whole, or not at all), and which one to read. */
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

/** Absolute path; `null`: the user chose none. */
export async function chooseFile(extension: string): Promise<string | null> {
  const options = {
    properties: ['openFile' as const],
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return filePaths[0] ?? null;
}
