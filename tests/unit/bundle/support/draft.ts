/** Drafts bundles of recordings, and looks into what was packed. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { BundleDraft } from '../../../../electron/bundle/draft.ts';
import { cliMessagesFor, messagesFor } from '../../../../electron/contract/messages/index.ts';
import { draftBundleOf } from '../../../../electron/doctor.ts';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';
import type { SurveyRequest } from '../../../../electron/survey/facts.ts';

const [catalogue, messages] = await Promise.all([messagesFor('zh'), cliMessagesFor('zh')]);
const { bundle, collectors, coverage } = messages;
export const draftOptions = {
  tool: { name: 'napcat-doctor', version: '0.0.0' },
  language: 'zh',
  texts: { catalogue, bundle, collectors, coverage },
};

export async function readRecording(content: Uint8Array | string): Promise<RecordingDocument> {
  const parsed = await parseRecording(content);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.recording;
}

export function readCase(path: string): Promise<RecordingDocument> {
  return readRecording(readFileSync(path));
}

export function draftOf(recording: RecordingDocument, request: SurveyRequest = { deep: false }): Promise<BundleDraft> {
  return draftBundleOf(createRecordedMachine(recording), request, draftOptions);
}

/** Every file of a zip by name, read by another implementation than ours. */
export function filesIn(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  return unzipSync(zip);
}

export function textIn(zip: Uint8Array, file: string): string {
  return new TextDecoder().decode(filesIn(zip)[file]);
}
