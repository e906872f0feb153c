/**
 * Closing the window while this computer is being changed: the user is asked, because the change goes on without a window
 * or is taken back. A quit that comes from elsewhere (a signal, the end of the session) asks nobody; it waits all the same.
 */
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { AppMessages } from '../../contract/messages/app.ts';
import type { EngineClient } from '../app/engine/client.ts';

export interface ClosingOptions {
  readonly engine: Pick<EngineClient, 'changing' | 'settled'>;
  /** In the language in force when they are needed. */
  readonly texts: () => Promise<AppMessages>;
}

export function askBeforeClosing(window: BrowserWindow, { engine, texts }: ClosingOptions): void {
  let asking = false;
  let allowed = false;
  app.once('before-quit', () => (allowed = true));

  window.on('close', (event) => {
    if (allowed || !engine.changing()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask()
      .then((close) => {
        if (!close || window.isDestroyed()) return;
        allowed = true;
        window.close();
      })
      .finally(() => (asking = false));
  });

  // Windows shows its user who holds the shutdown up, and lets them go on regardless.
  window.on('query-session-end', (event) => {
    if (engine.changing()) event.preventDefault();
  });

  /** Whether to close now. */
  async function ask(): Promise<boolean> {
    const { closing } = await texts();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: closing.heading,
      message: closing.heading,
      detail: closing.text,
      buttons: [closing.afterwards, closing.now, closing.stay],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 0) await engine.settled();
    return response !== 2;
  }
}
