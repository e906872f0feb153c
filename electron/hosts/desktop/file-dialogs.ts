/** The system's own dialogs for files: where to save one (written whole, or not at all), and which one to read. */
import { extname, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { SavedFile } from '../app/desk.ts';
import { codeOf, writeWhole } from '../app/whole-file.ts';

/** `null`: the user chose no place. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<SavedFile | null> {
  const extension = extname(name).slice(1);
  const options = {
    defaultPath: join(app.getPath('downloads'), name),
    // Windows asks by itself.
    properties: ['showOverwriteConfirmation' as const],
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePath: path } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || path === '') return null;
  return writeWhole(path, bytes).then(
    () => ({ path, code: null }),
    (error: unknown) => ({ path, code: codeOf(error) }),
  );
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
