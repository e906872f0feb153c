/** Small questions to the system: code page, rights, drives. */
import { koffi, once } from './koffi.ts';

/** The OEM code page, which console programs write in: 936 on a Chinese Windows, 65001 with the UTF-8 option. */
export function oemCodePage(): number {
  return api().getOemCp();
}

/** Whether this process has administrator rights now (not merely an administrator's account). */
export function isElevated(): boolean {
  return api().isUserAnAdmin();
}

/** Drives of this computer as `C:\`. Network drives are left out: a server that hangs would hang us. */
export function localDrives(): string[] {
  const mask = api().getLogicalDrives();
  return Array.from({ length: 26 }, (_, bit) => bit)
    .filter((bit) => (mask & (1 << bit)) !== 0)
    .map((bit) => `${String.fromCharCode(65 + bit)}:\\`)
    .filter((root) => LOCAL_TYPES.has(api().getDriveType(root)));
}

/** DRIVE_REMOVABLE, DRIVE_FIXED, DRIVE_RAMDISK (fileapi.h). */
const LOCAL_TYPES: ReadonlySet<number> = new Set([2, 3, 6]);

const api = once(() => {
  const kernel32 = koffi().load('kernel32.dll');
  return {
    getOemCp: kernel32.func('uint32_t __stdcall GetOEMCP()') as () => number,
    getLogicalDrives: kernel32.func('uint32_t __stdcall GetLogicalDrives()') as () => number,
    getDriveType: kernel32.func('uint32_t __stdcall GetDriveTypeW(str16 root)') as (root: string) => number,
    isUserAnAdmin: koffi().load('shell32.dll').func('bool __stdcall IsUserAnAdmin()') as () => boolean,
  };
});
