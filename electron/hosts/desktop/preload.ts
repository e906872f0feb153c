/** The only thing the page gets: calls of the contract. Sandboxed, so this file loads nothing but Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import { DESKTOP_PORT } from '../../contract/app.ts';
import type { CallName, CallResult, DesktopPort, ProgressOf } from '../../contract/app.ts';
import { CHANNELS } from './channels.ts';

const port: DesktopPort = {
  call: (id, name, request) => ipcRenderer.invoke(CHANNELS.call, id, name, request) as Promise<CallResult<CallName>>,
  stop: (id) => ipcRenderer.send(CHANNELS.stop, id),
  onProgress(listener) {
    ipcRenderer.on(CHANNELS.progress, (_, id: number, progress: ProgressOf<CallName>) => listener(id, progress));
  },
};
contextBridge.exposeInMainWorld(DESKTOP_PORT, port);
