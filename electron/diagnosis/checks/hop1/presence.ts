/** Is there a NapCat, and does it run? */
import { valueOf } from '../../../machine/answer.ts';
import type { ProcessInfo } from '../../../machine/machine.ts';
import type { Facts, NapCatFacts } from '../../../survey/facts.ts';
import type { Check } from '../../check.ts';
import { missing, ofProcess } from '../../evidence.ts';
import type { Link } from '../../link.ts';
import { takenFromElsewhere } from '../../standing.ts';
import { FORWARDERS } from '../hop3/forwarders.ts';

export const napcatFound: Check = {
  id: 'napcat-found',
  hop: 1,
  run(situation) {
    const { facts, napcat, logs } = situation;
    if (napcat !== null) return 'pass';
    // Its log was pasted: it lives on another machine.
    if (logs.read('napcat') || takenFromElsewhere(situation) !== null) return 'skip';
    if (logs.latest('user.napcat-elsewhere') !== null) return 'unknown';
    if (facts.processes.state !== 'known') return 'unknown';
    // Without a look at the disk "nothing runs" does not mean "nothing is there".
    const looked = facts.coverage.napcat === 'known' || facts.coverage.napcat === 'absent';
    if (!looked) return 'unknown';
    return [
      {
        code: 'napcat-not-found',
        outcome: 'fail',
        confidence: 'certain',
        params: {},
        evidence: [
          missing(
            'napcat',
            facts.host.platform === 'win32' ? 'QQ.exe, NapCatWinBootMain.exe, napcat.mjs' : 'qq, node, napcat.mjs',
          ),
        ],
        about: null,
      },
    ];
  },
};

export const napcatRunning: Check = {
  id: 'napcat-running',
  hop: 1,
  run({ facts, napcat, config, links }) {
    if (napcat === null) return 'skip';
    if (napcat.running !== null) return 'pass';
    const processes = valueOf(facts.processes);
    if (processes === undefined) return 'unknown';
    if (qqHoldsTheLink(processes, links)) return 'pass';
    // An elevated QQ hides its command line: it might be the one that carries NapCat.
    // Without its configuration and its connections nobody can tell whether a QQ carries NapCat.
    const configUnseen = config !== null && config.content.state !== 'known' && config.content.state !== 'absent';
    const linksUnseen = valueOf(facts.connections)?.every(({ pid }) => pid !== null) !== true;
    const hidden = processes.filter(
      ({ name, commandLine }) => /^qq(\.exe)?$/i.test(name) && (commandLine === null || configUnseen || linksUnseen),
    );
    const inContainer = processes.filter(({ name }) => FORWARDERS.test(name));
    const unseen = [...hidden, ...(portsHaveOwners(facts) ? [] : inContainer)];
    return [
      {
        code: 'napcat-not-running',
        outcome: 'fail',
        // A configuration folder without a program may belong to a NapCat that lives elsewhere.
        confidence:
          unseen.length > 0
            ? 'possible'
            : facts.listeners.state === 'known' && napcat.dir !== null
              ? 'certain'
              : 'likely',
        params: napcat.dir === null ? {} : { dir: napcat.dir },
        evidence: [
          missing('process', napcat.dir ?? 'NapCat'),
          ...hidden.map(({ pid, name, commandLine }) => ({
            ...{ kind: 'process' as const, pid, name },
            ...(commandLine === null ? { detail: 'elevated' } : {}),
          })),
        ],
        about: null,
      },
    ];
  },
};

/** Only a NapCat makes a QQ dial a OneBot server, whatever its command line hides. */
function qqHoldsTheLink(processes: readonly ProcessInfo[], links: readonly Link[]): boolean {
  const ofQq = new Set(processes.filter(({ name }) => /^qq(\.exe)?$/i.test(name)).map(({ pid }) => pid));
  return links.some(({ rivals }) => rivals.some(({ pid }) => pid !== null && ofQq.has(pid)));
}

/** A NapCat inside Docker or WSL shows only in whose ports are whose. */
export function portsHaveOwners({ listeners }: Facts): boolean {
  return valueOf(listeners)?.every(({ pid }) => pid !== null) === true;
}

export const oneInstance: Check = {
  id: 'one-instance',
  hop: 1,
  run(situation) {
    const { facts, napcat, account } = situation;
    if (napcat?.running == null) return 'skip';
    const others = facts.napcats.filter((other) => other !== napcat && other.running !== null);
    const uin = accountInUse(napcat) ?? account?.uin ?? null;
    const sameAccount = others.filter((other) => uin !== null && accountInUse(other) === uin);
    const sameConfig = others.filter(
      (other) => other.baseDir !== null && other.baseDir === napcat.baseDir && (accountInUse(other) ?? uin) === uin,
    );
    const rival = sameAccount[0] ?? sameConfig[0];
    if (rival?.running == null) return 'pass';
    const pids = [napcat.running.pid, rival.running.pid];
    return [
      {
        code: 'multiple-instances',
        outcome: 'fail',
        confidence: sameAccount.length > 0 ? 'certain' : 'likely',
        variant: sameAccount.length > 0 ? 'same-account' : 'same-config',
        params: {
          pids: pids.join(', '),
          ...(uin === null ? {} : { account: uin }),
          ...(napcat.baseDir === null ? {} : { dir: napcat.baseDir }),
        },
        evidence: pids.map((pid) => ofProcess(situation, pid)),
        about: null,
      },
    ];
  },
};

/** From the process, else from its settings (automatic login, or the only account it knows). */
function accountInUse({ running, accounts }: NapCatFacts): string | null {
  return running?.account?.uin ?? accounts.find(({ inUse }) => inUse)?.uin ?? null;
}
