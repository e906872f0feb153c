/**
 * What no page may do, whatever it becomes: go elsewhere, open windows, embed others, ask for permissions, download.
 * A link of ours opens in the user's browser; every other address goes nowhere.
 */
import { app, session, shell } from 'electron';
import { isOurLink, isOurPage } from './page-origin.ts';

/** Has to be called before the app is ready. */
export function lockDown(log: (message: string) => void): void {
  // The page lives in memory: Chromium has nobody to ask. Probes are Node's, in the engine's own process.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('no-proxy-server');
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (isOurPage(url)) return;
      event.preventDefault();
      log(`navigation refused: ${url}`);
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurLink(url)) void shell.openExternal(url);
      else log(`window refused: ${url}`);
      return { action: 'deny' };
    });
  });
}

/** The page needs to write to the clipboard and nothing else. Has to be called when the app is ready. */
export function denyPermissions(): void {
  const { defaultSession } = session;
  // Switched off for the window alone, it still fetches its dictionaries from Google.
  defaultSession.setSpellCheckerLanguages([]);
  defaultSession.setSpellCheckerEnabled(false);
  defaultSession.setPermissionCheckHandler((_, permission) => permission === 'clipboard-sanitized-write');
  defaultSession.setPermissionRequestHandler((_, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  // Nothing of the page lives elsewhere: a request that leaves our scheme is none of ours.
  defaultSession.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !/^(?:app|devtools):/.test(details.url) }),
  );
}
