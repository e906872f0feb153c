/** Why a NapCat that is installed cannot start: its launcher, its rights, its files, QQ's version, LiteLoader. */
import { valueOf } from '../../../machine/answer.ts';
import type { LiteLoaderFacts, NapCatFacts } from '../../../survey/facts.ts';
import type { Check } from '../../check.ts';
import { missing, ofEvent, ofProcess } from '../../evidence.ts';
import type { Situation } from '../../situation.ts';
import { compareVersions } from '../../version.ts';
import { portsHaveOwners } from './presence.ts';

export const launcherWorks: Check = {
  id: 'launcher-works',
  hop: 1,
  run({ napcat, logs, facts }) {
    if (napcat?.running != null) return 'pass';
    const said = logs.latest(
      'launcher.qq-path-invalid',
      'launcher.wrong-folder',
      'launcher.script-broken',
      'launcher.create-process-failed',
      'launcher.qq-exits',
      'launcher.worker-crash-loop',
    );
    if (said !== null) {
      const variant = {
        'launcher.qq-path-invalid': 'qq-path',
        'launcher.wrong-folder': 'wrong-folder',
        'launcher.script-broken': 'script-broken',
        'launcher.create-process-failed': 'wrong-folder',
      }[said.rule];
      return [
        {
          code: 'napcat-launcher-broken',
          outcome: 'fail',
          confidence: 'certain',
          variant:
            variant === 'qq-path' || variant === 'wrong-folder' || variant === 'script-broken' ? variant : 'qq-exits',
          params: { detail: said.text, ...(napcat?.dir == null ? {} : { dir: napcat.dir }) },
          evidence: [ofEvent(said)],
          about: null,
        },
      ];
    }
    if (napcat === null) return 'skip';
    if (napcat.missingFiles.length === 0 || isOlderThanMask(napcat)) return 'pass';
    return [
      {
        code: 'napcat-launcher-broken',
        outcome: 'fail',
        // Whoever runs needs none of its launcher's files any more; that nobody runs must have been seen.
        confidence: facts.processes.state === 'known' && portsHaveOwners(facts) ? 'certain' : 'likely',
        variant: 'missing-files',
        params: { detail: napcat.missingFiles.join(', '), ...(napcat.dir === null ? {} : { dir: napcat.dir }) },
        evidence: napcat.missingFiles.map((file) => missing('file', file)),
        about: null,
      },
    ];
  },
};

/** The mask of QQ's package.json came with 2.5: before, and in a version that nobody knows, its absence alone tells nothing. */
function isOlderThanMask({ missingFiles, version }: NapCatFacts): boolean {
  const known = valueOf(version)?.text;
  return (
    missingFiles.every((file) => /[\\/]qqnt\.json$/i.test(file)) &&
    (known === undefined || compareVersions(known, '2.5.0') < 0)
  );
}

export const ownFolderAccessible: Check = {
  id: 'own-folder-accessible',
  hop: 1,
  run({ napcat, logs }) {
    const said = logs.latest('napcat.permission-denied');
    const denied = napcat?.deniedFiles ?? [];
    if (said === null && denied.length === 0) return napcat === null ? 'skip' : 'pass';
    return [
      {
        code: 'no-permission',
        // A file that we may not read can still be open to an elevated NapCat; its own message cannot lie.
        outcome: said === null ? 'unknown' : 'fail',
        confidence: said === null ? 'possible' : 'certain',
        params: { file: said?.captures.path ?? denied[0] ?? '' },
        evidence:
          said === null
            ? denied.map((path) => ({ kind: 'unseen' as const, what: path, state: 'denied' as const }))
            : [ofEvent(said)],
        about: null,
      },
    ];
  },
};

export const notQuarantined: Check = {
  id: 'not-quarantined',
  hop: 1,
  run(situation) {
    const { logs, napcat, facts } = situation;
    const { processes } = facts;
    const said = logs.latest('windows.file-quarantined', 'windows.threat-removed');
    const products = (valueOf(facts.system.securityProducts) ?? []).filter(({ kind }) => kind === 'antivirus');
    const taken = said === null && products.length > 0 ? takenFiles(situation) : [];
    if (said === null && taken.length === 0) return 'skip';
    // A report may be of another day: that NapCat is away has to be seen, or the product's own record names its file.
    const isSeenAway = processes.state === 'known' ? napcat?.running == null : (napcat?.missingFiles ?? []).length > 0;
    const namesIt = napcat === null && said?.rule === 'windows.file-quarantined';
    if (napcat?.running != null && situation.dialled.some(({ connection }) => connection != null)) return 'pass';
    return [
      {
        code: 'blocked-by-security-software',
        outcome: 'fail',
        // A product that runs and a program that is gone fit together; only its own record says that it took it.
        confidence: said !== null && (isSeenAway || namesIt) ? 'certain' : 'likely',
        ...(said === null ? { variant: 'files-gone' } : {}),
        params: {
          product: said?.captures.product ?? products[0]?.name ?? 'Windows Defender',
          ...(napcat?.dir == null ? {} : { dir: napcat.dir }),
          ...(taken.length === 0 ? {} : { detail: taken.join(', ') }),
        },
        evidence: [
          ...(said === null ? [] : [ofEvent(said)]),
          ...(napcat?.missingFiles ?? []).map((file) => missing('file', file)),
          ...(said === null ? products.slice(0, 1) : []).map(({ pid, name }) => ofProcess(situation, pid, name)),
        ],
        about: null,
      },
    ];
  },
};

/**
 * Programs and libraries that are gone from an installation which otherwise is whole: what a scanner takes. Who copied
 * only some of the files lacks napcat.mjs or scripts as well.
 */
function takenFiles({ napcat }: Situation): readonly string[] {
  if (napcat?.dir == null || napcat.running !== null) return [];
  return napcat.missingFiles.every((file) => /\.(?:exe|dll|node)$/i.test(file)) ? napcat.missingFiles : [];
}

export const liteLoaderEffective: Check = {
  id: 'liteloader-effective',
  hop: 1,
  run(situation) {
    const { napcat, facts, logs } = situation;
    const said = logs.latest('launcher.file-damaged', 'launcher.qq-integrity');
    const told = logs.latest('user.liteloader-gone');
    for (const qq of facts.qqs) {
      const traces = qq.liteLoader;
      if (traces === null) continue;
      const variant = liteLoaderFault(situation, traces, said !== null);
      if (variant === null) continue;
      return [
        {
          code: 'liteloader-broken',
          outcome: 'fail',
          confidence: variant === 'leftover' && said === null ? 'likely' : 'certain',
          variant,
          params: { dir: qq.dir, ...qqVersion(situation) },
          evidence: [
            ...traces.traces.map((path) => ({ kind: 'file' as const, path })),
            ...(said === null ? [] : [ofEvent(said)]),
          ],
          about: null,
        },
      ];
    }
    const event = said ?? told;
    if (event !== null && napcat?.running == null) {
      return [
        {
          code: 'liteloader-broken',
          outcome: 'fail',
          confidence: 'likely',
          variant: said === null ? 'patch-gone' : 'leftover',
          params: qqVersion(situation),
          evidence: [ofEvent(event)],
          about: null,
        },
      ];
    }
    return facts.qqs.some((qq) => qq.liteLoader !== null) ? 'pass' : 'skip';
  },
};

/**
 * The plugin form needs QQ's patch, LiteLoader and the plugin's manifest; the stand-alone form needs their absence
 * (NapCat issues #798, #1102: a left-over dbghelp.dll makes QQ end at once).
 */
function liteLoaderFault(
  { napcat, logs }: Situation,
  traces: LiteLoaderFacts,
  saidDamaged: boolean,
): 'patch-gone' | 'manifest-missing' | 'plugin-disabled' | 'leftover' | null {
  if (napcat?.running != null) return null;
  // The launcher got as far as starting QQ, and QQ is gone again.
  const qqEnds = logs.latest('launcher.qq-exits', 'launcher.main-process') !== null;
  const plugin = napcat?.form === 'framework-liteloader';
  if (!plugin) return traces.dbghelp === true && (saidDamaged || qqEnds) ? 'leftover' : null;
  if (traces.patchedMain === false) return 'patch-gone';
  if (traces.pluginEnabled === false) return 'plugin-disabled';
  if (traces.manifest === false) return 'manifest-missing';
  if (traces.dbghelp === false && traces.patchedMain === true) return 'patch-gone';
  return saidDamaged ? 'leftover' : null;
}

/** For the sentences: the version of the QQ on this machine. */
function qqVersion({ facts }: Situation): { qq?: string } {
  const text = facts.qqs.map((qq) => valueOf(qq.version)?.text).find((version) => version !== undefined);
  return text === undefined ? {} : { qq: text };
}
