/** Turns a language-free diagnosis into the stable JSON document, with the sentences of one catalogue. */
import { DIAGNOSIS_FORMAT } from './diagnosis.ts';
import type { Diagnosis, DiagnosisDocument, Finding, VerdictDocument } from './diagnosis.ts';
import type { Catalogue } from './messages/catalogue.ts';

export function presentDiagnosis(diagnosis: Diagnosis, catalogue: Catalogue, elapsedMs: number): DiagnosisDocument {
  return {
    format: DIAGNOSIS_FORMAT,
    verdict: presentFinding(diagnosis.verdict, catalogue),
    also: diagnosis.also.map((finding) => presentFinding(finding, catalogue)),
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

function presentNapCat(napcat: Diagnosis['napcat'], { doubts }: Catalogue): DiagnosisDocument['napcat'] {
  if (napcat === null) return null;
  const { otherReadings, ...rest } = napcat;
  if (otherReadings === undefined) return rest;
  return { ...rest, otherReadings: otherReadings.map((other) => ({ ...other, reason: doubts[other.doubt] })) };
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
