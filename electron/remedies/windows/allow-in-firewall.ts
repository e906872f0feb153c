/** Adds one narrow rule: this program, this port, the profiles in force. Taken back by its own unique name. */
import { randomBytes } from 'node:crypto';

import { valueOf } from '../../machine/answer.ts';
import type { FirewallFacts } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import { checkedPort, checkedProgram, systemTool } from './netsh.ts';

export const allowInFirewall: Remedy = {
  code: 'allow-in-firewall',
  cures: ['firewall-block'],
  // An allow rule does not help against a block rule: blocks come first (Microsoft, "Windows Firewall rules"). Nor does
  // it where a policy decides, where all that comes in is blocked, or for what goes out: the variants.
  fits: ({ params, variant }) => params.rule === undefined && variant === undefined,
  plan: async (context) => {
    const netsh = systemTool(context, 'netsh.exe');
    const firewall = ownFirewall(context);
    const { finding, situation } = context;
    const program = checkedProgram(situation.process(finding.params.pid)?.path);
    const port = checkedPort(finding.params.port);
    const rule = `NapCat Doctor ${port} ${randomBytes(4).toString('hex')}`;
    const base = [netsh, 'advfirewall', 'firewall'];
    const add = [
      ...base,
      'add',
      'rule',
      `name=${rule}`,
      'dir=in',
      'action=allow',
      'protocol=TCP',
      `localport=${port}`,
      `program=${program}`,
      `profile=${profilesOf(context, firewall)}`,
      'enable=yes',
    ];
    return Promise.resolve([
      commandStep(
        'allow-in-firewall',
        { program, port, rule },
        {
          command: { argv: add },
          elevated: true,
          undo: { argv: [...base, 'delete', 'rule', `name=${rule}`] },
        },
      ),
    ]);
  },
};

/** Windows' own firewall, where a rule of ours would count. Throws `Refused`. */
export function ownFirewall({ facts: { system } }: PlanContext): FirewallFacts {
  const firewall = valueOf(system.firewall);
  if (firewall !== undefined && valueOf(firewall.serviceRunning) === false) {
    const product = (valueOf(system.securityProducts) ?? []).find(({ kind }) => kind !== 'proxy')?.name;
    throw new Refused('managed-by-product', product === undefined ? {} : { product });
  }
  if (firewall === undefined || isManaged(firewall)) throw new Refused('managed-by-policy');
  return firewall;
}

/** Local rules do not count there, or every exception is ignored: a new rule would change nothing. */
function isManaged({ profiles, activeProfiles }: FirewallFacts): boolean {
  const active = valueOf(activeProfiles) ?? (['domain', 'private', 'public'] as const);
  return active.some((profile) => profiles[profile].localRulesIgnored || profiles[profile].shieldsUp);
}

function profilesOf({ finding }: PlanContext, { activeProfiles }: FirewallFacts): string {
  const named = (finding.params.profile ?? '')
    .split(', ')
    .filter((profile) => /^(?:domain|private|public)$/.test(profile));
  const active = named.length > 0 ? named : (valueOf(activeProfiles) ?? []);
  return active.length === 0 ? 'any' : active.join(',');
}
