/**
 * Ports that Windows reserves. No documented function lists them, so this is the one fact that always comes from a
 * child process, and only when it is asked for.
 */
import type { Answer } from '../../answer.ts';
import { known, unanswered } from '../../answer.ts';
import type { Ask, PortRange } from '../../machine.ts';
import { parseExcludedPorts } from './fallback/netsh.ts';
import type { RunTool } from './fallback/run.ts';

/** Both address families have lists of their own; half an answer is none. */
export async function excludedPorts(run: RunTool, ask: Ask): Promise<Answer<readonly PortRange[]>> {
  const [v4, v6] = await Promise.all([rangesOf('ipv4', run, ask), rangesOf('ipv6', run, ask)]);
  if (v4.state !== 'known') return v4;
  if (v6.state !== 'known') return v6;
  return known([...v4.value, ...v6.value], 'netsh');
}

async function rangesOf(family: PortRange['family'], run: RunTool, ask: Ask): Promise<Answer<readonly PortRange[]>> {
  const output = await run('netsh', ['int', family, 'show', 'excludedportrange', 'protocol=tcp'], ask);
  if (output.state !== 'known') return output;
  // Numbers and dashes are ASCII in every code page.
  const ranges = parseExcludedPorts(output.value.stdout.toString('latin1'), family);
  return ranges === null ? unanswered('not-asked', `netsh showed no table of ${family} ranges`) : known(ranges);
}
