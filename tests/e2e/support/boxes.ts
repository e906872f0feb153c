/**
 * The system's own boxes on X: messages of a dying app, dialogs for files. No debugger sees them, so they are found by
 * their title and pressed through the keyboard of the screen.
 */
import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

const lacking = ['xdotool', 'xwininfo'].find((tool) => spawnSync(tool, ['-version']).error !== undefined);
/** Why a test that has to press such a box is skipped. */
export const whyNoBoxes = lacking === undefined ? '' : ` [skipped: no ${lacking} to see and press the system’s boxes]`;
export const noBoxes = lacking !== undefined;

export interface Box {
  /** Key names of X, one after the other. */
  readonly press: (...keys: readonly string[]) => void;
  readonly type: (text: string) => void;
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
    // The keys of letters that no layout has are made up as they are needed, which takes a moment.
    type: (text) => send('type', '--delay', '15', text),
    gone: () => expect.poll(() => windowNamed(title), { timeout: 10_000 }).toBeNull(),
  };
}

/** The window with this title in front, as a click of the user brings it there. */
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
  for (const [, id = '', name = ''] of tree.matchAll(/^\s+(0x[\da-f]+) "(.*)": \(/gm))
    if (typeof title === 'string' ? name === title : title.test(name)) return id;
  return null;
}

function xdotool(...args: readonly string[]): void {
  spawnSync('xdotool', args, { env: UTF8 });
}

const UTF8 = { ...process.env, LC_ALL: 'C.UTF-8' };
