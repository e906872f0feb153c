/**
 * How WSL is joined to Windows: with NAT its loopback is not ours and the firewall stands between, with `mirrored` both
 * share one (domain facts: Windows dossier §h). wsl.exe is never started: it may ask to install WSL.
 */
import { known, mapAnswer, NOT_ASKED } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { SystemFacts } from '../facts.ts';
import { imageOf } from '../processes.ts';
import { decodeText } from '../text.ts';

type WslFacts = SystemFacts['wsl'] extends Answer<infer T> ? T : never;

/** Programs that hold a port on Windows for a listener inside WSL. */
const RELAYS: readonly string[] = ['wslrelay.exe', 'wslhost.exe'];

/** `networkingMode` is `null` where the user set none (then it is NAT) or where the file could not be read. */
export async function surveyWsl(
  machine: Machine,
  processes: Answer<readonly ProcessInfo[]>,
  ask: Ask,
): Promise<Answer<WslFacts>> {
  if (machine.host.platform !== 'win32') return NOT_ASKED;
  const file = await machine.readFile(machine.paths.join(machine.host.homeDir, '.wslconfig'), ask);
  const mode = mapAnswer(file, ({ bytes, part }) =>
    networkingMode(decodeText(bytes, machine.host.oemCodePage, part).text),
  );
  if (mode.state !== 'known' && processes.state !== 'known') return mode.state === 'absent' ? processes : mode;
  const list = processes.state === 'known' ? processes.value : [];
  return known({
    networkingMode: mode.state === 'known' ? mode.value : null,
    relayPids: list.filter((process) => RELAYS.includes(imageOf(process))).map(({ pid }) => pid),
  });
}

/** `networkingMode` of the section `[wsl2]`, in lower case; the last one counts. */
function networkingMode(ini: string): string | null {
  let section = '';
  let mode: string | null = null;
  for (const line of ini.split(/\r\n|\r|\n/)) {
    section = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1]?.toLowerCase() ?? section;
    const value = /^\s*networkingMode\s*=\s*"?([\w-]+)/i.exec(line)?.[1];
    if (section === 'wsl2' && value !== undefined) mode = value.toLowerCase();
  }
  return mode;
}
