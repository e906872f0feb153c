/** The machines that an examination may look at: this computer, the demonstrations, recordings opened in this session. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedRecording, Source } from '../../../contract/app.ts';
import { createLiveMachine } from '../../../machine/index.ts';
import type { Machine } from '../../../machine/machine.ts';

export interface Sources {
  /** `null`: a recording that this engine does not hold. */
  machine(source: Source): Promise<Machine | null>;
  open(content: string): Promise<OpenedRecording>;
}

/** More than anyone compares; the oldest is forgotten first. */
const MOST_RECORDINGS = 8;

export function createSources(demoFolder: string): Sources {
  const opened = new Map<string, Machine>();
  let count = 0;

  return {
    async machine(source) {
      switch (source.kind) {
        case 'this-computer':
          return createLiveMachine();
        case 'demo':
          return demonstration(join(demoFolder, `${source.demo}.yaml`));
        case 'recording':
          return opened.get(source.id) ?? null;
      }
    },

    async open(content) {
      const { createRecordedMachine, parseRecording } = await import('../../../machine/recorded/index.ts');
      const parsed = await parseRecording(content);
      if ('error' in parsed) {
        const { message, line = null, column = null } = parsed.error;
        return { state: 'refused', reason: message, line, column };
      }
      count += 1;
      const id = `recording-${count}`;
      opened.set(id, createRecordedMachine(parsed.recording));
      const [oldest] = opened.keys();
      if (opened.size > MOST_RECORDINGS && oldest !== undefined) opened.delete(oldest);
      return { state: 'opened', id };
    },
  };
}

async function demonstration(file: string): Promise<Machine> {
  const { createRecordedMachine, parseRecording } = await import('../../../machine/recorded/index.ts');
  const parsed = await parseRecording(await readFile(file));
  if ('error' in parsed) throw new Error(`${file}: ${parsed.error.message}`);
  return createRecordedMachine(parsed.recording);
}
