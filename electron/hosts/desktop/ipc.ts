/** Carries calls between the page and the desk. Only the top frame of our own page is heard. */
import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { CallName, CallResult } from '../../contract/app.ts';
import type { Desk } from '../app/desk.ts';
import { CHANNELS } from './channels.ts';
import { isOurPage } from './page-origin.ts';

/** Calls that one page may have open at once; a page of ours never comes near. */
const MOST_CALLS = 32;

export function answerCalls(desk: Desk): void {
  const running = new Map<string, AbortController>();

  ipcMain.handle(
    CHANNELS.call,
    async (event, id: unknown, name: unknown, request: unknown): Promise<CallResult<CallName>> => {
      if (!isFromOurPage(event) || !Number.isSafeInteger(id)) return refused('not from our page');
      const key = `${event.sender.id}:${Number(id)}`;
      if (running.has(key) || running.size >= MOST_CALLS) return refused('too many calls');
      const stop = new AbortController();
      const { sender } = event;
      const abort = (): void => stop.abort();
      running.set(key, stop);
      sender.once('destroyed', abort);
      try {
        return await desk.answer(name, request, {
          signal: stop.signal,
          progress: (progress) => {
            if (!sender.isDestroyed()) sender.send(CHANNELS.progress, id, progress);
          },
        });
      } finally {
        running.delete(key);
        sender.off('destroyed', abort);
      }
    },
  );

  ipcMain.on(CHANNELS.stop, (event, id: unknown) => {
    if (isFromOurPage(event)) running.get(`${event.sender.id}:${Number(id)}`)?.abort();
  });
}

function isFromOurPage({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame != null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}

function refused(message: string): CallResult<never> {
  return { ok: false, error: 'refused', message };
}
