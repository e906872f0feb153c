/**
 * The system's own boxes on X: messages of a dying app, dialogs for files. No debugger sees them, so they are found by
 * their title and pressed through the keyboard of the screen.
 */
import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const lacking = ['xdotool', 'xwininfo'].find((tool) => spawnSync(tool, ['-version']).error !== undefined);
/** Why a test that has to press such a box is skipped. */
export const whyNoBoxes = lacking === undefined ? '' : ` [skipped: no ${lacking} to see and press the system’s boxes]`;
export const noBoxes = lacking !== undefined;

/** The app itself. */
export const OUR_WINDOW = /NapCat Doctor$/;
/** A box that GTK puts over its own dialog has no title. */
export const BOX_ABOVE = '';
/** As GTK names them. */
export const SAVE_DIALOG = /^(?:保存文件|Save File)$/;
export const OPEN_DIALOG = /^(?:打开文件|Open Files?)$/;

export interface Box {
  /** Key names of X, one after the other. */
  readonly press: (...keys: readonly string[]) => void;
  /** Waits until it is no longer there. */
  readonly gone: () => Promise<void>;
}

/** Waits for the box with exactly this title, or one that matches. */
export async function box(title: string | RegExp, timeout = 15_000): Promise<Box> {
  await expect.poll(() => windowNamed(title), { timeout, message: `a box named ${String(title)}` }).not.toBeNull();
  const id = windowNamed(title) ?? '';
  const send = (...args: readonly string[]): void => {
    xdotool('windowfocus', id);
    xdotool(...args);
  };
  return {
    press: (...keys) => {
      for (const key of keys) send('key', key);
    },
    gone: () => expect.poll(() => windowNamed(title), { timeout: 10_000 }).toBeNull(),
  };
}

/** Gives the window with this title the focus by a click, as the user does. */
export function clickInto(title: string | RegExp): void {
  const id = windowNamed(title) ?? '';
  xdotool('windowfocus', id);
  xdotool('mousemove', '--window', id, '300', '300', 'click', '1');
}

/** Keys for the window with this title, as the user’s keyboard sends them. */
export function pressInWindow(title: string | RegExp, key: string): void {
  xdotool('windowfocus', windowNamed(title) ?? '');
  xdotool('key', key);
}

export function isThere(title: string | RegExp): boolean {
  return windowNamed(title) !== null;
}

function windowNamed(title: string | RegExp): string | null {
  const tree = spawnSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8', env: UTF8 }).stdout;
  for (const [, id = '', name = '', size = ''] of tree.matchAll(LINE))
    if (Number(size) > HELPER && (typeof title === 'string' ? name === title : title.test(name))) return id;
  return null;
}

/** Id, name and width of a window that a program of a name owns. */
const LINE = /^\s+(0x[\da-f]+) (?:"(.*)"|\(has no name\)): \(".*"\) +(\d+)x/gm;
/** Width of the windows that a toolkit keeps for itself. */
const HELPER = 200;

function xdotool(...args: readonly string[]): void {
  spawnSync('xdotool', args, { env: UTF8 });
}

const UTF8 = { ...process.env, LC_ALL: 'C.UTF-8' };

/** In a dialog for saving: takes this path, which no keyboard of a test could type reliably, from the clipboard. */
export async function saveAs(page: Page, path: string, press: () => Promise<void>): Promise<Box> {
  await copy(page, path);
  await press();
  const dialog = await box(SAVE_DIALOG);
  dialog.press('ctrl+a', 'ctrl+v', 'Return');
  return dialog;
}

/** In a dialog for opening. */
export async function choose(page: Page, path: string, press: () => Promise<void>): Promise<void> {
  await copy(page, path);
  await press();
  const dialog = await box(OPEN_DIALOG);
  // A line for the path appears.
  dialog.press('slash', 'ctrl+a', 'ctrl+v', 'Return');
  await dialog.gone();
}

async function copy(page: Page, text: string): Promise<void> {
  // Only a page with the focus may write there.
  await page.locator('h1').click();
  await page.evaluate((path) => navigator.clipboard.writeText(path), text);
}
