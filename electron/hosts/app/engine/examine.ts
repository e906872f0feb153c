/** One look at a machine, for every call that begins with one. */
import type { AnswerOf, Examined, ExamineProgress, Source } from '../../../contract/app.ts';
import { examine } from '../../../doctor.ts';
import type { Examination } from '../../../doctor.ts';
import type { Machine } from '../../../machine/machine.ts';
import { withTexts } from '../../../machine/with-texts.ts';
import type { SurveyRequest } from '../../../survey/facts.ts';
import type { Progress } from '../../../survey/survey.ts';
import { detailsOf } from './details.ts';
import type { EngineRequest } from './protocol.ts';
import type { Patient, Sources } from './sources.ts';
import { consoleTextsOf } from './texts.ts';

export interface Look {
  readonly machine: Machine;
  readonly request: SurveyRequest;
  readonly examination: Examination;
}

export interface Looking {
  readonly signal: AbortSignal;
  readonly progress: (progress: ExamineProgress) => void;
}

type Asked = EngineRequest<'examine'>;
type NoLook = Extract<Examined, { readonly state: 'cancelled' | 'source-lost' }>;

export async function lookAt(sources: Sources, asked: Asked, { signal, progress }: Looking): Promise<Look | NoLook> {
  const patient = await patientOf(sources, asked);
  if (patient === null) return { state: 'source-lost' };
  const request = requestOf(asked, patient);
  const examination = await examine(patient.machine, request, { signal, progress: teller(progress) });
  if (signal.aborted) return { state: 'cancelled' };
  sources.note(asked.source, examination);
  return { machine: patient.machine, request, examination };
}

/** The machine with what its user gave beside it. */
export async function patientOf(
  sources: Sources,
  { source, texts }: Pick<Asked, 'source' | 'texts'>,
): Promise<Patient | null> {
  const patient = await sources.find(source);
  return patient === null ? null : { ...patient, machine: withTexts(patient.machine, consoleTextsOf(texts)) };
}

export function doneOf({ facts, diagnosis, elapsedMs }: Examination): Extract<AnswerOf<'examine'>, { state: 'done' }> {
  return { state: 'done', diagnosis, details: detailsOf(facts), elapsedMs };
}

/** What the page wants goes before what was asked when the machine was recorded. */
export function requestOf({ source, napcatDir, account, url, deep, webui }: Asked, { asked }: Patient): SurveyRequest {
  const wanted = {
    ...(napcatDir === undefined ? {} : { napcatDir }),
    ...(account === undefined ? {} : { account }),
    ...(url === undefined ? {} : { url }),
  };
  return { deep, ...(webui && isHere(source) ? { webui } : {}), ...asked, ...wanted };
}

function isHere({ kind }: Source): boolean {
  return kind === 'this-computer';
}

export function teller(progress: Looking['progress']): Progress {
  return (collector, state) => progress({ collector, state });
}
