/** Recordings: reading them, and the Machine that answers from one. */
export { RECORDING_FORMAT, unknownSections } from './document.ts';
export type { FileEntry, ProbeEntry, ProcessEntry, RecordingDocument } from './document.ts';
export { createRecordedMachine } from './machine.ts';
export { parseRecording, splitCase } from './parse.ts';
export type { ParsedRecording, RecordingError } from './parse.ts';
export { rangeOf } from './rows.ts';
export { recordedWatch } from './watch.ts';
