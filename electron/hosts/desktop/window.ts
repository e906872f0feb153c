/** The one window: shown when it has something to show, in the colours of the theme, where it stood last time. */
import { release } from 'node:os';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../contract/app.ts';
import type { DataFolder } from '../app/data-folder.ts';
import type { Log } from './log.ts';
import { MINIMUM, placeFor, windowStateSchema } from './window-state.ts';

/** Whether the system paints Mica behind a window: Windows 11 22H2 (build 22621) and newer. */
export const HAS_MICA = process.platform === 'win32' && Number(release().split('.')[2]) >= 22621;

/** Milliseconds after the page was loaded. */
const LATE = 2_000;

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly data: DataFolder;
  readonly log: Log;
  /** Given what the app must not end before. */
  readonly keep: (work: Promise<void>) => void;
}

/** Empty so far: its page is loaded by the caller. */
export async function openWindow({ preload, icon, data, log, keep }: WindowOptions): Promise<BrowserWindow> {
  const state = await data.read('window.json', windowStateSchema);
  const window = new BrowserWindow({
    ...placeFor(
      state,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    title: 'NapCat Doctor',
    icon,
    show: false,
    ...(HAS_MICA
      ? { backgroundMaterial: 'mica' as const, backgroundColor: '#00000000' }
      : { backgroundColor: nativeTheme.shouldUseDarkColors ? '#202020' : '#f3f3f3' }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.setMenuBarVisibility(false);
  if (state?.maximized === true) window.maximize();
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  // Where graphics fail the first frame may never be painted: a late window is better than none.
  window.webContents.once('did-finish-load', () => setTimeout(show, LATE));
  window.on('close', () => {
    const kept = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    keep(data.write('window.json', kept).catch((error: unknown) => log(`window place not kept: ${String(error)}`)));
  });
  window.webContents.on('console-message', (...[details]) => {
    if (details.level === 'error') log(`page: ${details.message}`);
  });
  return window;
}

/** The window frame and the page's `prefers-color-scheme` follow the setting. */
export function applyTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme;
}
