/**
 * A page that dies or hangs can say nothing itself: the system's own box says it, offers to load the page again, and
 * leads to the log. Other processes that end are written down; Chromium brings them back by itself.
 */
import { app, dialog, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import type { AppMessages } from '../../contract/messages/app.ts';
import type { Log } from './log.ts';

export interface PageFaultOptions {
  readonly log: Log;
  readonly logFolder: string;
  /** In the language in force when they are needed. */
  readonly texts: () => Promise<AppMessages>;
}

type Fault = AppMessages['fault'];

interface Box {
  readonly type: 'error' | 'warning';
  readonly message: string;
  readonly detail: string;
  /** The first one is the usual one; the log is offered behind them. `null` as an action: the box only goes away. */
  readonly choices: readonly { readonly label: string; readonly act: (() => void) | null }[];
  readonly signal?: AbortSignal;
}

export function showPageFaults(window: BrowserWindow, { log, logFolder, texts }: PageFaultOptions): void {
  const { webContents } = window;
  // Ended by us: nothing to tell about.
  let restarting = false;
  let hung: AbortController | null = null;
  const reload = (): void => webContents.reload();
  const close = (): void => window.destroy();

  /** Asks until something other than the log was chosen. */
  const ask = async (fault: Fault, { choices, signal, ...box }: Box): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, {
      ...box,
      title: box.message,
      buttons: [...choices.map(({ label }) => label), fault.openLog],
      defaultId: 0,
      noLink: true,
      ...(signal === undefined ? {} : { signal }),
    });
    if (window.isDestroyed() || signal?.aborted === true) return;
    const chosen = choices[response];
    if (chosen !== undefined) {
      chosen.act?.();
      return;
    }
    await shell.openPath(logFolder);
    await ask(fault, { choices, ...box, ...(signal === undefined ? {} : { signal }) });
  };

  webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    hung?.abort();
    if (restarting) {
      restarting = false;
      reload();
      return;
    }
    log(`the page ended: ${reason} (${exitCode})`);
    if (reason === 'clean-exit') return;
    void texts().then(({ fault }) =>
      ask(fault, {
        type: 'error',
        message: fault.heading,
        detail: `${fault.text}\n\n${fault.log(logFolder)}`,
        choices: [
          { label: fault.reload, act: reload },
          { label: fault.close, act: close },
        ],
      }),
    );
  });

  window.on('unresponsive', () => {
    if (hung !== null) return;
    const over = new AbortController();
    hung = over;
    log('the page does not answer');
    const restart = (): void => {
      restarting = true;
      webContents.forcefullyCrashRenderer();
    };
    void texts()
      .then(({ fault }) =>
        ask(fault, {
          type: 'warning',
          message: fault.hung,
          detail: fault.hungText,
          choices: [
            { label: fault.wait, act: null },
            { label: fault.reload, act: restart },
            { label: fault.close, act: close },
          ],
          signal: over.signal,
        }),
      )
      .finally(() => (hung = null));
  });
  window.on('responsive', () => hung?.abort());
}

/** The graphics process and the like. */
export function noteLostProcesses(log: Log): void {
  app.on('child-process-gone', (_, { type, reason, exitCode }) => {
    // The engine says itself how it ended.
    if (type !== 'Utility' && reason !== 'clean-exit') log(`the ${type} process ended: ${reason} (${exitCode})`);
  });
}
