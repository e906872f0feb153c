/**
 * Can this NapCat run with this QQ? What NapCat or Tencent's server says about it decides; the table of known builds
 * alone only warns, for most newer builds work and cost packet functions at most.
 */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEvent, ofOrigin } from '../../evidence.ts';
import { fitOf } from '../../qq-builds.ts';
import type { Situation } from '../../situation.ts';
import { qqBuild } from '../../version.ts';

export const qqSupported: Check = {
  id: 'qq-supported',
  hop: 1,
  run(situation) {
    const { logs, napcat, dialled } = situation;
    if (napcat === null && !logs.read('napcat')) return 'skip';
    const linked = dialled.some((link) => link.connection != null);
    const refused = logs.latest('napcat.login-version-too-old');
    const unknownBuild = logs.latest('napcat.appid-failed');
    // An unknown build is only a warning while NapCat lives; with a worker that keeps dying it is the reason.
    const dies = napcat?.running == null && logs.latest('launcher.worker-crash-loop', 'napcat.worker-exited') !== null;
    const fit = tableFit(situation);
    if (refused !== null)
      return [finding(situation, 'login-refused', linked ? 'warn' : 'fail', 'certain', ofEvent(refused))];
    if (unknownBuild !== null) {
      const variant = fit === 'too-old' ? 'too-old' : 'too-new';
      return [
        finding(situation, variant, linked ? 'warn' : 'fail', dies ? 'certain' : 'likely', ofEvent(unknownBuild)),
      ];
    }
    if (fit !== 'too-old' && fit !== 'too-new') return fit === 'known' ? 'pass' : 'skip';
    return [finding(situation, fit, dies ? 'fail' : 'warn', dies ? 'likely' : 'possible')];
  },
};

function tableFit({ napcat, facts }: Situation): ReturnType<typeof fitOf> {
  const version = napcat === null ? undefined : valueOf(napcat.version)?.text;
  const qq = facts.qqs.find(({ dir }) => dir === napcat?.qqDir) ?? facts.qqs[0];
  const text = qq === undefined ? undefined : valueOf(qq.version)?.text;
  const build = text === undefined ? null : qqBuild(text);
  return version === undefined || build === null || facts.host.platform !== 'win32' ? 'unknown' : fitOf(version, build);
}

function finding(
  { napcat, facts }: Situation,
  variant: 'login-refused' | 'too-old' | 'too-new',
  outcome: 'fail' | 'warn',
  confidence: CheckResult['confidence'],
  ...evidence: CheckResult['evidence']
): CheckResult {
  const version = napcat === null ? undefined : valueOf(napcat.version);
  const qq = facts.qqs.map((known) => valueOf(known.version)).find((known) => known !== undefined);
  return {
    code: 'qq-version-unsupported',
    outcome,
    confidence,
    variant,
    params: {
      ...(qq === undefined ? {} : { qq: qq.text }),
      ...(version === undefined ? {} : { version: version.text }),
    },
    evidence: [
      ...evidence,
      ...(qq === undefined ? [] : [ofOrigin(qq.origin, qq.text)]),
      ...(version === undefined ? [] : [ofOrigin(version.origin, version.text)]),
    ],
    about: null,
  };
}
