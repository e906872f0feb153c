/** A top-level window of our own that looks like a classic console to whoever lists windows. Never shown. */
import { koffi, type Handle } from '../../../electron/machine/live/win32/api/koffi.ts';

/** Makes the window and returns what closes it. Throws where there is no desktop to make it on. */
export function openConsoleLikeWindow(title: string): () => void {
  const kernel32 = koffi().load('kernel32.dll');
  const user32 = koffi().load('user32.dll');
  const moduleHandle = kernel32.func('uintptr_t __stdcall GetModuleHandleW(str16 name)') as (name: string) => Handle;
  const procAddress = kernel32.func('uintptr_t __stdcall GetProcAddress(uintptr_t module, str name)') as (
    module: Handle,
    name: string,
  ) => Handle;
  const registerClass = user32.func('uint16_t __stdcall RegisterClassExW(void *definition)') as (
    definition: Buffer,
  ) => number;
  const createWindow = user32.func(
    'intptr_t __stdcall CreateWindowExW(uint32_t ex, str16 kind, str16 title, uint32_t style, int x, int y, int w, int h, intptr_t parent, intptr_t menu, intptr_t instance, void *data)',
  ) as (...args: unknown[]) => Handle;
  const destroyWindow = user32.func('bool __stdcall DestroyWindow(intptr_t window)') as (window: Handle) => boolean;

  // WNDCLASSEXW (winuser.h, 64-bit): size at 0, procedure at 8, name at 64.
  const name = Buffer.from('ConsoleWindowClass\0', 'utf16le');
  const definition = Buffer.alloc(80);
  definition.writeUInt32LE(80, 0);
  definition.writeBigUInt64LE(BigInt(procAddress(moduleHandle('user32.dll'), 'DefWindowProcW')), 8);
  definition.writeBigUInt64LE(koffi().address(name), 64);
  if (registerClass(definition) === 0) throw new Error('RegisterClassExW failed');
  const window = createWindow(0, 'ConsoleWindowClass', title, 0, 0, 0, 10, 10, 0, 0, 0, null);
  if (Number(window) === 0) throw new Error('CreateWindowExW failed');
  return () => destroyWindow(window);
}
