/** The live machine of the platform we run on. Only that platform's code is loaded. */
import type { ConsoleText, Machine } from './machine.ts';

/** `consoleTexts`: what the user pasted or captured. Throws on a platform that NapCat Doctor does not know. */
export async function createLiveMachine(consoleTexts: readonly ConsoleText[] = []): Promise<Machine> {
  switch (process.platform) {
    case 'linux':
      return (await import('./live/linux/index.ts')).createLinuxMachine(consoleTexts);
    default:
      throw new Error(`NapCat Doctor runs on Windows and Linux, not on ${process.platform}.`);
  }
}
