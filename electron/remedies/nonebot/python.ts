/** The interpreter of a project's own virtual environment. */
import { valueOf } from '../../machine/answer.ts';
import type { FrameworkFacts } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

const FOLDERS = ['.venv', 'venv', 'env', '.env'];
const PROGRAMS = { win32: ['Scripts', 'python.exe'], linux: ['bin', 'python'] } as const;

/** Never the system's own Python: packages put there reach other programs. Throws `Refused`. */
export async function pythonOf({ machine, facts }: PlanContext, framework: FrameworkFacts): Promise<string> {
  const { paths, host } = machine;
  for (const folder of framework.projectDir === null ? [] : FOLDERS) {
    const environment = paths.join(framework.projectDir ?? '', folder);
    const marker = await machine.stat(paths.join(environment, 'pyvenv.cfg'));
    const program = paths.join(environment, ...PROGRAMS[host.platform]);
    if (marker.state === 'known' && (await machine.stat(program)).state === 'known') return program;
  }
  // The one that runs it, when that lies in an environment of its own: the command line names it as it was started.
  const running = (valueOf(facts.processes) ?? []).filter(({ pid }) => framework.running?.family.includes(pid));
  for (const { commandLine } of running) {
    const [, quoted, bare] = /^"([^"]+)"|^(\S+)/.exec(commandLine ?? '') ?? [];
    const program = quoted ?? bare;
    if (program === undefined || !paths.isAbsolute(program)) continue;
    const marker = await machine.stat(paths.join(paths.dirname(paths.dirname(program)), 'pyvenv.cfg'));
    if (marker.state === 'known') return program;
  }
  throw new Refused('no-python', { dir: framework.projectDir ?? '' });
}
