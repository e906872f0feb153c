/** Carries calls between the page and the desk. Only the top frame of our own page is heard. */
import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { CallName, CallResult } from '../../contract/app.ts';
import { MOST_CALLS } from '../app/desk.ts';
import type { Desk } from '../app/desk.ts';
import { CHANNELS } from './channels.ts';
import { isOurPage } from './page-origin.ts';

/** By the page's own count. */
type Calls = Map<number, AbortController>;

export function answerCalls(desk: Desk): void {
  const pages = new WeakMap<WebContents, Calls>();
  const callsOf = (page: WebContents): Calls => {
    const known = pages.get(page);
    if (known !== undefined) return known;
    const calls: Calls = new Map();
    pages.set(page, calls);
    // The page that comes next counts from 1 again: it must neither meet the calls of this one nor hear their progress.
    const leave = (): void => {
      const left = [...calls.values()];
      calls.clear();
      for (const stop of left) stop.abort();
    };
    page.on('did-navigate', leave);
    page.on('render-process-gone', leave);
    page.once('destroyed', leave);
    return calls;
  };

  ipcMain.handle(
    CHANNELS.call,
    async (event, id: unknown, name: unknown, request: unknown): Promise<CallResult<CallName>> => {
      if (!isFromOurPage(event) || !isCount(id)) return refused('not from our page');
      const { sender } = event;
      const calls = callsOf(sender);
      if (calls.has(id) || calls.size >= MOST_CALLS) return refused('too many calls');
      const stop = new AbortController();
      calls.set(id, stop);
      try {
        return await desk.answer(name, request, {
          signal: stop.signal,
          progress: (progress) => {
            if (calls.get(id) === stop) sender.send(CHANNELS.progress, id, progress);
          },
        });
      } finally {
        if (calls.get(id) === stop) calls.delete(id);
      }
    },
  );

  ipcMain.on(CHANNELS.stop, (event, id: unknown) => {
    if (isFromOurPage(event) && isCount(id)) callsOf(event.sender).get(id)?.abort();
  });
}

function isCount(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

function isFromOurPage({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame != null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}

function refused(message: string): CallResult<never> {
  return { ok: false, error: 'refused', message };
}
