/** Turns a language-free diagnosis into the stable JSON document, with the sentences of one catalogue. */
import { DIAGNOSIS_FORMAT } from './diagnosis.ts';
import type { Diagnosis, DiagnosisDocument, Finding, OtherAccount, VerdictDocument } from './diagnosis.ts';
import type { Catalogue } from './messages/catalogue.ts';

export function presentDiagnosis(diagnosis: Diagnosis, catalogue: Catalogue, elapsedMs: number): DiagnosisDocument {
  return {
    format: DIAGNOSIS_FORMAT,
    verdict: presentFinding(diagnosis.verdict, catalogue),
    also: [
      ...diagnosis.also.map((finding) => presentFinding(finding, catalogue)),
      ...faultsOfOthers(diagnosis).map(({ account, finding }) => ({ ...presentFinding(finding, catalogue), account })),
    ],
    findings: diagnosis.findings.map(({ code, outcome, hop, confidence, explainedBy, check }) => ({
      code,
      outcome,
      hop,
      confidence,
      explainedBy,
      check,
      title: catalogue.pages[code].title,
    })),
    hops: diagnosis.hops,
    napcat: presentNapCat(diagnosis.napcat, catalogue),
    qq: diagnosis.qq,
    framework: diagnosis.framework,
    coverage: diagnosis.coverage,
    ...(diagnosis.ways === undefined ? {} : { ways: diagnosis.ways }),
    elapsedMs,
    ...(diagnosis.others === undefined
      ? {}
      : { others: diagnosis.others.map((other) => presentOther(other, catalogue)) }),
    ...(diagnosis.watch === undefined
      ? {}
      : {
          watch: {
            ...diagnosis.watch,
            events: diagnosis.watch.events.map((event) => ({ ...event, sentence: catalogue.watchEvent(event) })),
          },
        }),
  };
}

function presentOther(
  { account, dir, verdict, also }: OtherAccount,
  catalogue: Catalogue,
): NonNullable<DiagnosisDocument['others']>[number] {
  return {
    account,
    dir,
    verdict: presentFinding(verdict, catalogue),
    also: also.map((finding) => presentFinding(finding, catalogue)),
  };
}

/** Whether something in `also` is about the account that the verdict is about. */
export function isOfShownAccount({ account }: VerdictDocument): boolean {
  return account === undefined;
}

/** What is broken for other accounts, by causes that the account shown does not have as well. */
export function faultsOfOthers({
  verdict,
  also,
  others = [],
}: Diagnosis): readonly (Pick<OtherAccount, 'account'> & { readonly finding: Finding })[] {
  const named = new Set([verdict, ...also].map(({ code }) => code));
  return others
    .flatMap(({ account, ...other }) => [other.verdict, ...other.also].map((finding) => ({ account, finding })))
    .filter(({ finding: { code, outcome, confidence } }) => {
      if (outcome !== 'fail' || confidence === 'possible' || named.has(code)) return false;
      named.add(code);
      return true;
    });
}

function presentNapCat(napcat: Diagnosis['napcat'], { doubts, formSign }: Catalogue): DiagnosisDocument['napcat'] {
  if (napcat === null) return null;
  const { otherReadings, modeEvidence, ...rest } = napcat;
  const told = { ...rest, modeEvidence: modeEvidence.map((sign) => formSign(sign)) };
  if (otherReadings === undefined) return told;
  return { ...told, otherReadings: otherReadings.map((other) => ({ ...other, reason: doubts[other.doubt] })) };
}

export function presentFinding(finding: Finding, catalogue: Catalogue): VerdictDocument {
  const page = catalogue.pages[finding.code];
  return {
    code: finding.code,
    hop: finding.hop,
    side: finding.side,
    confidence: finding.confidence,
    title: page.title,
    text: page.sentence(finding.params, finding.variant),
    evidence: finding.evidence.map((evidence) => ({ ...evidence, sentence: catalogue.evidence(evidence) })),
    remedies: finding.remedies,
  };
}
