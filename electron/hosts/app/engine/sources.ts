/** The machines that an examination may look at: this computer, the demonstrations, what was opened in this session. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedRecording, Source } from '../../../contract/app.ts';
import type { OpenedBundleFile } from '../../../contract/app-bundles.ts';
import type { Examination } from '../../../doctor.ts';
import { createLiveMachine } from '../../../machine/index.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { SurveyRequest } from '../../../survey/facts.ts';
import { createShelf } from './shelf.ts';

export interface Patient {
  readonly machine: Machine;
  /** What was asked when it was recorded; a bundle remembers. */
  readonly asked: Partial<SurveyRequest>;
}

/** Named as evidence, or read as a log. */
export type FileRole = 'evidence' | 'log';

export interface Sources {
  /** `null`: a recording or bundle that this engine does not hold. */
  find(source: Source): Promise<Patient | null>;
  /** Notes what an examination of this machine rests on. */
  note(source: Source, examination: Pick<Examination, 'diagnosis' | 'facts' | 'nameOf'>): void;
  /** What the last examination of this machine had to do with the file; `null`: nothing. */
  roleOf(source: Source, path: string): FileRole | null;
  /** How the last examination of this machine called tokens. */
  namesOf(source: Source): Examination['nameOf'];
  openRecording(content: string): Promise<OpenedRecording>;
  openBundle(bytes: Uint8Array): Promise<OpenedBundleFile>;
}

export function createSources(demoFolder: string): Sources {
  const recordings = createShelf<Patient>('recording');
  const bundles = createShelf<Patient>('bundle');
  const files = new Map<string, ReadonlyMap<string, FileRole>>();
  const names = new Map<string, Examination['nameOf']>();

  return {
    note(source, examination) {
      files.set(JSON.stringify(source), filesIn(examination));
      names.set(JSON.stringify(source), examination.nameOf);
    },
    roleOf: (source, path) => files.get(JSON.stringify(source))?.get(path) ?? null,
    namesOf: (source) => names.get(JSON.stringify(source)) ?? (() => null),

    async find(source) {
      switch (source.kind) {
        case 'this-computer':
          return { machine: await createLiveMachine(), asked: {} };
        case 'demo':
          return { machine: await demonstration(join(demoFolder, `${source.demo}.yaml`)), asked: {} };
        case 'recording':
          return recordings.get(source.id);
        case 'bundle':
          return bundles.get(source.id);
      }
    },

    async openRecording(content) {
      const { createRecordedMachine, parseRecording } = await import('../../../machine/recorded/index.ts');
      const parsed = await parseRecording(content);
      if ('error' in parsed) {
        const { kind, message, line = null, column = null } = parsed.error;
        return { state: 'refused', error: kind, reason: message, line, column };
      }
      return { state: 'opened', id: recordings.put({ machine: createRecordedMachine(parsed.recording), asked: {} }) };
    },

    async openBundle(bytes) {
      const { openBundle } = await import('../../../bundle/open.ts');
      const opened = await openBundle(bytes);
      if ('error' in opened) return { state: 'refused', error: opened.error };
      const { manifest, machine, notUnderstood } = opened;
      const { napcatDir, account, url, deep } = manifest.request;
      const asked = {
        deep,
        ...(napcatDir === undefined ? {} : { napcatDir }),
        ...(account === undefined ? {} : { account }),
        ...(url === undefined ? {} : { url }),
      };
      const { takenAt, tool, masked, omitted } = manifest;
      return {
        ...{ state: 'opened', id: bundles.put({ machine, asked }), takenAt, masked, omitted, notUnderstood },
        tool: `${tool.name} ${tool.version}`,
      };
    },
  };
}

function filesIn({
  diagnosis: { verdict, also, findings },
  facts: { logs },
}: Pick<Examination, 'diagnosis' | 'facts'>): ReadonlyMap<string, FileRole> {
  const evidence = [verdict, ...also, ...findings].flatMap((finding) => finding.evidence);
  return new Map<string, FileRole>([
    ...evidence.flatMap((one) => (one.kind === 'file' ? [[one.path, 'evidence'] as const] : [])),
    ...logs.flatMap(({ origin }) => (origin.kind === 'file' ? [[origin.path, 'log'] as const] : [])),
  ]);
}

async function demonstration(file: string): Promise<Machine> {
  const { createRecordedMachine, parseRecording } = await import('../../../machine/recorded/index.ts');
  const parsed = await parseRecording(await readFile(file));
  if ('error' in parsed) throw new Error(`${file}: ${parsed.error.message}`);
  return createRecordedMachine(parsed.recording);
}
