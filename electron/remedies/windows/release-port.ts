/**
 * Takes a port back from the ranges that Windows reserves for WinNAT, and keeps it: while WinNAT is stopped the port is
 * excluded for everybody, so that no range is laid over it again, and programs that ask for this very port get it
 * (domain facts: Windows §c). One elevated call of a fixed script; the port is a checked number.
 */
import { Refused } from '../refused.ts';
import { restartSteps } from '../nonebot/env-step.ts';
import type { Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import { checkedPort, systemTool } from './netsh.ts';

export const releasePort: Remedy = {
  code: 'release-port',
  cures: ['port-excluded'],
  plan: async (context) => {
    const powershell = systemTool(context, 'WindowsPowerShell\\v1.0\\powershell.exe');
    const port = checkedPort(context.finding.params.port);
    const { from, to } = context.finding.params;
    // Without a range it may be the exclusive port of some program: that has to be closed, not taken.
    if (from === undefined || to === undefined) throw new Refused('program-unknown');
    context.note('winnat-pause');
    return Promise.resolve([
      commandStep(
        'release-port',
        { port },
        {
          command: { argv: argvOf(powershell, `add excludedportrange protocol=tcp startport=${port} numberofports=1`) },
          elevated: true,
          undo: { argv: argvOf(powershell, `delete excludedportrange protocol=tcp startport=${port} numberofports=1`) },
        },
      ),
      ...(context.situation.framework === null ? [] : restartSteps(context.situation.framework)),
    ]);
  },
};

/** WinNAT comes back whatever netsh said; netsh's own status is the script's. Full paths: elevation has its own PATH. */
function argvOf(program: string, words: string): readonly string[] {
  const tool = (name: string): string => `& (Join-Path $system '${name}')`;
  const script = [
    "$system=[Environment]::GetFolderPath('System')",
    `${tool('net.exe')} stop winnat`,
    `try{${tool('netsh.exe')} int ipv4 ${words};$code=$LASTEXITCODE}finally{${tool('net.exe')} start winnat}`,
    'exit $code',
  ].join(';');
  return [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
}
