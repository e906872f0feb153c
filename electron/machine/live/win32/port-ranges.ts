/**
 * Ports that Windows reserves, and those it hands out by itself. No documented function lists them, so these are the
 * facts that always come from a child process, and only when they are asked for.
 */
import type { Answer } from '../../answer.ts';
import { known, unanswered } from '../../answer.ts';
import type { Ask, PortRange } from '../../machine.ts';
import { parseDynamicPorts, parseExcludedPorts } from './fallback/netsh.ts';
import type { RunTool } from './fallback/run.ts';

type Family = PortRange['family'];

export function excludedPorts(run: RunTool, ask: Ask): Promise<Answer<readonly PortRange[]>> {
  return ofBothFamilies(run, ask, ['excludedportrange', 'protocol=tcp'], parseExcludedPorts);
}

export function dynamicPorts(run: RunTool, ask: Ask): Promise<Answer<readonly PortRange[]>> {
  return ofBothFamilies(run, ask, ['dynamicport', 'tcp'], (text, family) => {
    const range = parseDynamicPorts(text, family);
    return range === null ? null : [range];
  });
}

/** Each address family has a table of its own; half an answer is none. */
async function ofBothFamilies(
  run: RunTool,
  ask: Ask,
  shown: readonly [table: string, protocol: string],
  parse: (text: string, family: Family) => readonly PortRange[] | null,
): Promise<Answer<readonly PortRange[]>> {
  const tableOf = async (family: Family): Promise<Answer<readonly PortRange[]>> => {
    const output = await run('netsh', ['int', family, 'show', ...shown], ask);
    if (output.state !== 'known') return output;
    // Numbers and dashes are ASCII in every code page.
    const ranges = parse(output.value.stdout.toString('latin1'), family);
    return ranges === null ? unanswered('not-asked', `netsh showed no table ${shown[0]} of ${family}`) : known(ranges);
  };
  const [v4, v6] = await Promise.all([tableOf('ipv4'), tableOf('ipv6')]);
  if (v4.state !== 'known') return v4;
  if (v6.state !== 'known') return v6;
  return known([...v4.value, ...v6.value]);
}
