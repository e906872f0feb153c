/**
 * Does the Windows Firewall let the link through? Asked only about traffic that it sees: NapCat elsewhere that dials
 * this machine, or NapCat here that dials another one. A rule proves it; the mere default of a profile does not.
 */
import type { Evidence } from '../../../contract/diagnosis.ts';
import type { Variant } from '../../../contract/messages/variants.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { FirewallProfile } from '../../../machine/machine.ts';
import type { FirewallFacts, FirewallRule } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEvent, ofListener, ofProcess, ofTcp } from '../../evidence.ts';
import { cameThrough, timedOut } from '../../firewall-signs.ts';
import { wayThroughFirewall } from '../../firewall-way.ts';
import type { Way } from '../../firewall-way.ts';
import { judgeInbound, judgeOutbound } from '../../firewall.ts';
import type { FirewallJudgement } from '../../firewall.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';

export const firewallOpen: Check = {
  id: 'firewall-open',
  hop: 3,
  run: (situation) => forEachLink(situation, throughFirewall),
};

function throughFirewall(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'skip' | 'unknown' {
  const way = wayThroughFirewall(situation, link);
  if (way === null) return 'skip';
  const silence = timedOut(situation, link);
  if (cameThrough(situation, link, way)) return 'pass';
  const firewall = valueOf(situation.facts.system.firewall);
  if (firewall === undefined) return 'unknown';

  const judged = (way.profiles ?? [null]).map((profile) => ({ profile, ...judge(firewall, link, way, profile) }));
  const blocked = judged.filter(({ verdict }) => verdict === 'blocked');
  // Of several profiles the weakest reason counts.
  const reason = blocked.find(({ rule }) => rule === undefined) ?? blocked[0];
  if (reason === undefined) return judged.every(({ verdict }) => verdict === 'allowed') ? 'pass' : 'unknown';
  const supported = silence !== null || (way.direction === 'out' && link.tcp === 'timeout');
  const inAnyCase = way.sure && blocked.length === judged.length;
  if (!inAnyCase && !supported) return 'unknown';

  const { process, listener, direction } = way;
  const profiles = blocked.flatMap(({ profile }) => (profile === null ? [] : [profile]));
  const programKnown = process?.path != null || reason.rule?.program === null || reason.why === 'shields-up';
  const finding: CheckResult = {
    code: 'firewall-block',
    outcome: 'fail',
    confidence: confidenceOf(reason, inAnyCase && programKnown, supported),
    ...variantOf(reason, direction, profiles, firewall),
    params: {
      url: link.url.text,
      host: link.url.host,
      port: link.url.port,
      ...(reason.rule === undefined ? {} : { rule: reason.rule.name }),
      ...(profiles.length === 0 ? {} : { profile: profiles.join(', ') }),
      ...(process === null ? {} : { process: process.name, pid: process.pid }),
    },
    evidence: [
      ...(listener === null ? [] : [ofListener(situation, listener)]),
      ...(process === null ? [] : [ofProcess(situation, process.pid, process.path ?? undefined)]),
      ...(reason.rule === undefined ? ofSettings(firewall, reason, profiles) : [ofRule(reason.rule)]),
      ...(silence === null ? [] : [ofEvent(silence)]),
      ...(direction === 'out' ? ofTcp(link) : []),
    ],
    about: situation.links.indexOf(link),
  };
  return [finding];
}

function variantOf(
  { why, rule }: FirewallJudgement,
  direction: Way['direction'],
  blocked: readonly FirewallProfile[],
  { profiles }: FirewallFacts,
): { variant?: Variant<'firewall-block'> } {
  if (direction === 'out') return { variant: 'outbound' };
  // What a policy decides, nobody changes on this computer.
  const ignored = rule === undefined && blocked.some((profile) => profiles[profile].localRulesIgnored);
  if (ignored || (rule !== undefined && rule.store !== 'local')) return { variant: 'managed' };
  if (why === 'shields-up') return { variant: 'shields-up' };
  return rule?.fromPrompt === true && why === 'block-rule' ? { variant: 'prompt' } : {};
}

function judge(firewall: FirewallFacts, link: Link, way: Way, profile: FirewallProfile | null): FirewallJudgement {
  const question = {
    program: way.process?.path ?? null,
    port: link.url.port,
    profile,
    remote: way.remote,
    protocol: 6,
  } as const;
  return way.direction === 'in' ? judgeInbound(firewall, question) : judgeOutbound(firewall, question);
}

/** What somebody set decides; what nobody allowed is blocked on nearly every PC and needs a sign that it matters. */
function confidenceOf(
  { why, assumed }: FirewallJudgement,
  proven: boolean,
  supported: boolean,
): CheckResult['confidence'] {
  const explicit = why === 'block-rule' || why === 'shields-up';
  if (explicit) return proven && assumed.length === 0 ? 'certain' : 'likely';
  return supported ? 'likely' : 'possible';
}

const FIREWALL_POLICY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';

/** Where the stores lie (domain facts: Windows dossier §a). */
const STORE_KEYS: Readonly<Record<FirewallRule['store'], string>> = {
  local: FIREWALL_POLICY,
  policy: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall',
  mdm: `${FIREWALL_POLICY}\\Mdm`,
};

function ofRule(rule: FirewallRule): Evidence {
  const conditions = [
    `Action=${rule.action}`,
    `Dir=${rule.direction ?? ''}`,
    `Profile=${rule.profiles === 'all' ? '*' : rule.profiles.join(',')}`,
    ...(rule.program === null ? [] : [`App=${rule.program}`]),
  ];
  return {
    kind: 'registry',
    key: `${STORE_KEYS[rule.store]}\\FirewallRules`,
    value: rule.id,
    data: conditions.join('|'),
  };
}

/** Locally the private profile is called StandardProfile. */
const PROFILE_KEYS: Readonly<Record<FirewallProfile, string>> = {
  domain: 'DomainProfile',
  private: 'StandardProfile',
  public: 'PublicProfile',
};

function ofSettings(
  { profiles }: FirewallFacts,
  { why }: FirewallJudgement,
  seen: readonly FirewallProfile[],
): readonly Evidence[] {
  return seen.map((profile) => {
    const { source, localRulesIgnored } = profiles[profile];
    const store = STORE_KEYS[source === 'default' ? 'local' : source];
    const key = source === 'policy' && profile === 'private' ? 'PrivateProfile' : PROFILE_KEYS[profile];
    return {
      kind: 'registry',
      key: `${store}\\${key}`,
      ...(why === 'shields-up'
        ? { value: 'DoNotAllowExceptions', data: '1' }
        : localRulesIgnored
          ? { value: 'AllowLocalPolicyMerge', data: '0' }
          : { value: 'DefaultInboundAction', data: '1' }),
    };
  });
}
