/**
 * Takes away exactly the block rules that the "allow access?" prompt wrote for a program. netsh cannot choose by action
 * and would take allow rules too, so a fixed PowerShell script removes them by their value names, which reach it as data
 * (domain facts: Windows §f).
 */
import { valueOf } from '../../machine/answer.ts';
import type { FirewallRule } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { commandStep } from '../step.ts';
import { ownFirewall } from './allow-in-firewall.ts';
import { systemTool } from './netsh.ts';

export const unblockInFirewall: Remedy = {
  code: 'unblock-in-firewall',
  cures: ['firewall-block'],
  fits: ({ params }, { system }) => promptRules(valueOf(system.firewall)?.rules ?? [], params.rule).length > 0,
  plan: async (context) => {
    const powershell = systemTool(context, 'WindowsPowerShell\\v1.0\\powershell.exe');
    const firewall = ownFirewall(context);
    const rules = promptRules(firewall.rules, context.finding.params.rule);
    const [first] = rules;
    if (first === undefined) throw new Refused('not-offered');
    const ids = rules.map(({ id }) => id);
    const program = first.program ?? '';
    return Promise.resolve([
      commandStep(
        'unblock-in-firewall',
        { program, rule: ids.join(', ') },
        {
          command: { argv: powershellArgv(powershell, 'Disable', ids) },
          elevated: true,
          undo: { argv: powershellArgv(powershell, 'Enable', ids) },
        },
      ),
    ]);
  },
};

/** The rules of one prompt: one for TCP, one for UDP. */
function promptRules(rules: readonly FirewallRule[], name: string | undefined): readonly FirewallRule[] {
  const named = rules.find((rule) => rule.fromPrompt && rule.action === 'block' && rule.active && rule.name === name);
  if (named === undefined) return [];
  return rules.filter(
    ({ fromPrompt, action, active, store, program }) =>
      fromPrompt && action === 'block' && active && store === 'local' && program === named.program,
  );
}

/** Disabled rather than removed, so that the way back is exact. `-Name` takes patterns, so each id is escaped. */
function powershellArgv(program: string, verb: 'Disable' | 'Enable', ids: readonly string[]): readonly string[] {
  const data = Buffer.from(JSON.stringify(ids), 'utf8').toString('base64');
  const script = [
    "$ErrorActionPreference='Stop'",
    `$ids=[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${data}'))|ConvertFrom-Json`,
    `foreach($id in $ids){${verb}-NetFirewallRule -PolicyStore PersistentStore -Name ([WildcardPattern]::Escape($id))}`,
  ].join(';');
  return [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
}
