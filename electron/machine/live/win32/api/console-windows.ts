/**
 * Titles of classic console windows by the process they belong to. A console in selection mode says so in its title
 * ("选择 …", "Select …") and freezes its program. Only consoles are asked for: what other windows show in their titles
 * (chats, documents) is none of our business.
 */
import { koffi, once, utf16, type Handle, type Out } from './koffi.ts';

/** Titles by pid. Windows reports the console's program as the owner, not conhost.exe. */
export function consoleTitles(): ReadonlyMap<number, string> {
  const { findWindow, ownerOf, titleOf } = api();
  const titles = new Map<number, string>();
  const title = Buffer.alloc(MAX_TITLE_UNITS * 2);
  let window: Handle = 0;
  for (let seen = 0; seen < MAX_WINDOWS; seen++) {
    window = findWindow(0, window, CONSOLE_CLASS, null);
    if (Number(window) === 0) break;
    const pid: Out<number> = [0];
    ownerOf(window, pid);
    const units = titleOf(window, title, MAX_TITLE_UNITS);
    if (pid[0] !== 0 && units > 0) titles.set(pid[0], utf16(title, units * 2));
  }
  return titles;
}

const CONSOLE_CLASS = 'ConsoleWindowClass';
const MAX_TITLE_UNITS = 1024;
/** Windows that come and go while we walk may lead the walk in a circle. */
const MAX_WINDOWS = 1000;

const api = once(() => {
  const user32 = koffi().load('user32.dll');
  return {
    findWindow: user32.func(
      'intptr_t __stdcall FindWindowExW(intptr_t parent, intptr_t after, str16 class_name, str16 title)',
    ) as (parent: Handle, after: Handle, className: string, title: null) => Handle,
    ownerOf: user32.func('uint32_t __stdcall GetWindowThreadProcessId(intptr_t window, _Out_ uint32_t *pid)') as (
      window: Handle,
      pid: Out<number>,
    ) => number,
    // Reads the kernel's copy and sends no message, so a hung window cannot hang us (unlike GetWindowTextW).
    titleOf: user32.func(
      'int32_t __stdcall InternalGetWindowText(intptr_t window, _Out_ void *title, int32_t units)',
    ) as (window: Handle, title: Buffer, units: number) => number,
  };
});
