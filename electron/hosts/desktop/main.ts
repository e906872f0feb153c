/** The desktop app's main process: sets up one thing after the other, then opens the window. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog } from 'electron';
import type { AppMessages } from '../../contract/messages/app.ts';
import { appMessagesFor } from '../../contract/messages/index.ts';
import { loadAssets } from '../app/assets.ts';
import { openDataFolder } from '../app/data-folder.ts';
import { createDesk } from '../app/desk.ts';
import { createEngineClient } from '../app/engine/client.ts';
import { askBeforeClosing } from './closing.ts';
import { startEngineProcess } from './engine-process.ts';
import { chooseFile, saveFile } from './file-dialogs.ts';
import { answerCalls } from './ipc.ts';
import { noteUnfinishedRun } from './last-run.ts';
import { openLog, readLog } from './log.ts';
import { setKeys } from './menu.ts';
import { noteLostProcesses, showPageFaults } from './page-faults.ts';
import { PAGE } from './page-origin.ts';
import { claimScheme, servePage } from './protocol.ts';
import { denyPermissions, lockDown } from './security.ts';
import { runInTerminal, terminalWords } from './terminal.ts';
import { applyTheme, HAS_MICA, openWindow } from './window.ts';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const dataFolder = app.getPath('userData');
const logFolder = join(dataFolder, 'logs');
const log = openLog(logFolder);

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

// Not awaited: Electron becomes ready only after this module has been evaluated.
const words = terminalWords(process.argv);
if (words !== null) runInTerminal(words).catch(fail);
else if (app.requestSingleInstanceLock()) start().catch(fail);
else app.quit();

async function start(): Promise<void> {
  // The browser's own files stay apart from ours.
  app.setPath('sessionData', join(dataFolder, 'browser'));
  claimScheme();
  lockDown(log);
  setKeys();
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  noteUnfinishedRun(logFolder, log);
  noteLostProcesses(log);

  const data = openDataFolder(dataFolder);
  const engine = createEngineClient(() => startEngineProcess(beside('./engine.mjs'), beside('./demo'), log));
  const unfinished: Promise<void>[] = [];
  finishBeforeQuitting(() => Promise.all([engine.finish(), ...unfinished]));
  const desk = await createDesk({
    about: {
      version: __VERSION__,
      host: 'desktop',
      platform: process.platform,
      arch: process.arch,
      runtimes: {
        Electron: process.versions.electron,
        Chromium: process.versions.chrome,
        'Node.js': process.versions.node,
      },
      demo: process.argv.includes('--demo'),
      translucent: HAS_MICA,
    },
    data,
    engine,
    onSettings: applyTheme,
    save: saveFile,
    choose: chooseFile,
    log,
    readLog: () => readLog(logFolder),
  });
  const texts = (): Promise<AppMessages> => {
    const { language } = desk.settings();
    return appMessagesFor(language === 'system' ? (app.getLocale().startsWith('zh') ? 'zh' : 'en') : language);
  };

  await app.whenReady();
  applyTheme(desk.settings());
  denyPermissions();
  servePage(await loadAssets(beside('./renderer')));
  answerCalls(desk);
  const window = await openWindow({
    preload: beside('./preload.cjs'),
    icon: beside('./icon.png'),
    data,
    log,
    keep: (work) => void unfinished.push(work),
  });
  showPageFaults(window, { log, logFolder, texts });
  askBeforeClosing(window, { engine, texts });
  await window.loadURL(PAGE);
  engine.warm();
}

/** Nothing is left half done: closing the window ends the app only when the engine has come to its end. */
function finishBeforeQuitting(finish: () => Promise<unknown>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void finish().finally(() => {
      finished = true;
      // Later: inside this event Electron still believes that it is quitting, and would not begin again.
      setImmediate(() => app.quit());
    });
  });
}

/** Our own fault, and nothing can go on: written down, shown, and ended. */
function fail(error: unknown): void {
  log(`main process: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const message = error instanceof Error ? error.message : String(error);
  void appMessagesFor(app.getLocale().startsWith('zh') ? 'zh' : 'en')
    .then(({ fault }) => dialog.showErrorBox(fault.ended, `${message}\n\n${fault.log(logFolder)}`))
    .finally(() => app.exit(1));
}
