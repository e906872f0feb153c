/**
 * The process list: Toolhelp for who there is, each process itself for the rest, else one PowerShell script. Command
 * lines come out as they are, tokens included: masking them is the survey's duty.
 */
import type { Answer } from '../../answer.ts';
import { ABSENT, known, mapAnswer, unanswered } from '../../answer.ts';
import type { Ask, ProcessInfo } from '../../machine.ts';
import { consoleTitles } from './api/console-windows.ts';
import { environmentOf, startParameters } from './api/peb.ts';
import { imagePath, moduleListOf, startTime, withProcess, type OpenProcess } from './api/process.ts';
import { snapshotProcesses, type SnapshotEntry } from './api/toolhelp.ts';
import { attempt, either } from './either.ts';
import { askPowerShell } from './fallback/powershell.ts';
import type { RunTool } from './fallback/run.ts';

export function processes(run: RunTool, ask: Ask): Promise<Answer<readonly ProcessInfo[]>> {
  return either(
    () => known(snapshotProcesses().map(describe(titlesIfAny()))),
    async () => mapAnswer(await askPowerShell(run, ask), ({ processes: listed }) => listed),
  );
}

/** No tool of Windows tells it: without the API it stays unanswered. */
export function processEnv(pid: number): Answer<Readonly<Record<string, string>>> {
  return attempt(() => ofProcess(pid, environmentOf));
}

/** No tool of Windows tells it without loading PowerShell for each process: without the API it stays unanswered. */
export function modules(pid: number): Answer<readonly string[]> {
  return attempt(() => ofProcess(pid, ({ handle }) => moduleListOf(handle)));
}

function describe(titles: ReadonlyMap<number, string>): (entry: SnapshotEntry) => ProcessInfo {
  return (entry) => {
    const title = titles.get(entry.pid);
    return {
      ...entry,
      ...HIDDEN,
      ...withProcess(entry.pid, (process) => ({
        path: imagePath(process.handle),
        startedAt: startTime(process.handle)?.toISOString() ?? null,
        ...startParameters(process),
      })),
      ...(title !== undefined && { windowTitle: title }),
    };
  };
}

const HIDDEN = { path: null, commandLine: null, cwd: null, startedAt: null } as const;

/** Window titles are a bonus (a service has no desktop to look at): without them the list is as good. */
function titlesIfAny(): ReadonlyMap<number, string> {
  const titles = attempt(() => known(consoleTitles()));
  return titles.state === 'known' ? titles.value : new Map();
}

/** `look` says `null` where our rights end; a process that cannot even be opened may also be gone. */
function ofProcess<T>(pid: number, look: (process: OpenProcess) => T | null): Answer<T> {
  const found = withProcess(pid, look) ?? null;
  if (found !== null) return known(found);
  return snapshotProcesses().some((entry) => entry.pid === pid) ? unanswered('denied') : ABSENT;
}
