/**
 * What the Windows Firewall does with a connection, told from its rules alone and in its documented order: off, block
 * all, a block rule, an allow rule, the default of the profile; rules have no order and no weight (domain facts:
 * Windows dossier §a "Verdict for"; MS-GPFAS 2.2.3). It never looks at loopback: ask only about other traffic (§b).
 */
import { valueOf } from '../machine/answer.ts';
import type { FirewallProfile } from '../machine/machine.ts';
import type { FirewallFacts, FirewallProfileFacts, FirewallRule } from '../survey/facts.ts';
import { allOf, anyOf, matchAddress } from './firewall-address.ts';
import type { Match, Peer } from './firewall-address.ts';

export interface FirewallQuestion {
  /** Path of our program, however spelt; `null`: not known. */
  readonly program: string | null;
  /** Inbound our own port, outbound the port of the other side. */
  readonly port: number;
  /** `null`: not known, all three are judged. */
  readonly profile: FirewallProfile | null;
  /** The other side. */
  readonly remote: Peer;
  readonly protocol: 6;
}

export interface FirewallJudgement {
  readonly verdict: 'allowed' | 'blocked' | 'unknown';
  readonly why:
    | 'service-off'
    | 'off'
    | 'shields-up'
    | 'block-rule'
    | 'allow-rule'
    | 'default'
    /** A rule with conditions that the facts do not decide. */
    | 'narrowed-rule'
    /** Rules could not be read, and one of them may allow it. */
    | 'unreadable-rules'
    /** The profiles disagree and it is not known which is in force. */
    | 'profile-unknown';
  /** The rule that decides, or that would. */
  readonly rule?: FirewallRule;
  /** What had to be taken for granted. */
  readonly assumed: readonly ('firewall-on' | 'default-action' | 'profile')[];
}

/** Whether somebody else's connection to our `port` comes through. */
export function judgeInbound(firewall: FirewallFacts, question: FirewallQuestion): FirewallJudgement {
  return judge(firewall, question, 'in');
}

/** Whether our connection to the other side's `port` gets out. Only a rule blocks it: the default is to allow. */
export function judgeOutbound(firewall: FirewallFacts, question: FirewallQuestion): FirewallJudgement {
  return judge(firewall, question, 'out');
}

type Direction = 'in' | 'out';

const PROFILES: readonly FirewallProfile[] = ['domain', 'private', 'public'];

function judge(firewall: FirewallFacts, question: FirewallQuestion, direction: Direction): FirewallJudgement {
  if (valueOf(firewall.serviceRunning) === false) return { verdict: 'allowed', why: 'service-off', assumed: [] };
  const rules = matchingRules(firewall.rules, question, direction);
  if (question.profile !== null) return judgeProfile(firewall, rules, question.profile, direction);

  const answers = PROFILES.map((profile) => judgeProfile(firewall, rules, profile, direction));
  const [first] = answers;
  const agreed = first !== undefined && answers.every(({ verdict }) => verdict === first.verdict) ? first : undefined;
  if (agreed === undefined) return { verdict: 'unknown', why: 'profile-unknown', assumed: [] };
  // Not one rule need stand behind all three: the weakest reason is the honest one.
  const weakest = answers.find(({ rule }) => rule === undefined) ?? agreed;
  return { ...weakest, assumed: [...new Set(answers.flatMap(({ assumed }) => assumed)), 'profile'] };
}

interface MatchingRule {
  readonly rule: FirewallRule;
  readonly match: Match;
}

function judgeProfile(
  firewall: FirewallFacts,
  rules: readonly MatchingRule[],
  profile: FirewallProfile,
  direction: Direction,
): FirewallJudgement {
  const settings = firewall.profiles[profile];
  if (settings.enabled === false) return { verdict: 'allowed', why: 'off', assumed: [] };
  const assumed = settings.enabled === null ? (['firewall-on'] as const) : [];
  if (direction === 'in' && settings.shieldsUp) return { verdict: 'blocked', why: 'shields-up', assumed };

  const inForce = rules.filter(({ rule }) => countsIn(rule, profile, settings));
  const block = strongest(inForce, 'block');
  if (block?.match === 'yes') return { verdict: 'blocked', why: 'block-rule', rule: block.rule, assumed };

  const allow = strongest(inForce, 'allow');
  const permitted = anyOf([allow?.match ?? 'no', allowedByDefault(settings, direction) ? 'yes' : 'no']);
  if (permitted === 'no') return refused(firewall, settings, assumed);
  if (permitted === 'maybe') return { verdict: 'unknown', why: 'narrowed-rule', ...ruleOf(allow), assumed };
  if (block !== undefined) return { verdict: 'unknown', why: 'narrowed-rule', rule: block.rule, assumed };
  if (allow?.match === 'yes') return { verdict: 'allowed', why: 'allow-rule', rule: allow.rule, assumed };
  return { verdict: 'allowed', why: 'default', assumed };
}

/** MS-GPFAS 2.2.3.17 and .18: what nobody allowed is blocked on its way in and allowed on its way out. */
function allowedByDefault({ blockByDefault }: FirewallProfileFacts, direction: Direction): boolean {
  return direction === 'out' || blockByDefault === false;
}

function refused(
  { unreadable }: FirewallFacts,
  { blockByDefault }: FirewallProfileFacts,
  assumed: FirewallJudgement['assumed'],
): FirewallJudgement {
  if (unreadable.length > 0) return { verdict: 'unknown', why: 'unreadable-rules', assumed };
  const guessed = blockByDefault === null ? (['default-action'] as const) : [];
  return { verdict: 'blocked', why: 'default', assumed: [...assumed, ...guessed] };
}

function countsIn(rule: FirewallRule, profile: FirewallProfile, { localRulesIgnored }: FirewallProfileFacts): boolean {
  if (localRulesIgnored && rule.store === 'local') return false;
  return rule.profiles === 'all' || rule.profiles.includes(profile);
}

function strongest(rules: readonly MatchingRule[], action: FirewallRule['action']): MatchingRule | undefined {
  const candidates = rules.filter(({ rule }) => rule.action === action);
  return candidates.find(({ match }) => match === 'yes') ?? candidates[0];
}

function ruleOf(found: MatchingRule | undefined): { readonly rule?: FirewallRule } {
  return found === undefined ? {} : { rule: found.rule };
}

/** Conditions that no ordinary desktop program meets: a service, a packaged app, Wi-Fi Direct and other transports. */
const NEVER_OURS = /^(?:Svc|AppPkgId|TTK)/;

function matchingRules(
  rules: readonly FirewallRule[],
  question: FirewallQuestion,
  direction: Direction,
): readonly MatchingRule[] {
  const program = question.program === null ? null : normalised(question.program);
  const [ours, theirs] = direction === 'in' ? [question.port, null] : [null, question.port];
  return rules.flatMap((rule): MatchingRule[] => {
    if (!rule.active || rule.direction !== direction || rule.narrowed.some((key) => NEVER_OURS.test(key))) return [];
    if (rule.protocol !== null && rule.protocol !== question.protocol) return [];
    const match = allOf([
      matchPort(rule.localPorts, ours),
      matchPort(rule.remotePorts, theirs),
      matchProgram(rule.program, program),
      matchAddress(rule.remoteAddresses, question.remote),
      rule.localAddresses === null && rule.narrowed.length === 0 ? 'yes' : 'maybe',
    ]);
    return match === 'no' ? [] : [{ rule, match }];
  });
}

/** `port` `null`: any that the system picked. */
function matchPort(ports: FirewallRule['localPorts'], port: number | null): Match {
  if (ports === 'all') return 'yes';
  if (ports === 'keyword-only') return 'no';
  if (port === null) return 'maybe';
  return ports.some(({ from, to }) => port >= from && port <= to) ? 'yes' : 'no';
}

function matchProgram(wanted: string | null, program: string | null): Match {
  if (wanted === null) return 'yes';
  if (program === null) return 'maybe';
  if (wanted === program) return 'yes';
  // With a variable in it that could not be expanded, only the file's name can be compared.
  return wanted.startsWith('%') && fileOf(wanted) === fileOf(program) ? 'maybe' : 'no';
}

/** As the survey spells the programs of rules. */
function normalised(path: string): string {
  return path
    .replaceAll('/', '\\')
    .replace(/^\\\\\?\\/, '')
    .toLowerCase();
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
