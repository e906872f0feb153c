/** The live machine of the platform we run on. Only that platform's code is loaded. */
import type { ConsoleText, Machine } from './machine.ts';

/** `consoleTexts`: what the user pasted or captured. Throws on a platform that NapCat Doctor does not know. */
export async function createLiveMachine(consoleTexts: readonly ConsoleText[] = []): Promise<Machine> {
  return { ...(await createPlatformMachine()), console: () => consoleTexts };
}

async function createPlatformMachine(): Promise<Machine> {
  switch (process.platform) {
    case 'win32':
      return (await import('./live/win32/index.ts')).createWin32Machine();
    case 'linux':
      return (await import('./live/linux/index.ts')).createLinuxMachine();
    default:
      throw new Error(`NapCat Doctor runs on Windows and Linux, not on ${process.platform}.`);
  }
}
