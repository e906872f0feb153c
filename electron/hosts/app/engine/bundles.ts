/** Drafts of bundles: what the user reads before anything leaves, and the file that leaves. */
import type { AnswerOf } from '../../../contract/app.ts';
import type { BundleDraft } from '../../../bundle/draft.ts';
import type { Language } from '../../../contract/messages/catalogue.ts';
import { cliMessagesFor, messagesFor } from '../../../contract/messages/index.ts';
import { draftBundleOf } from '../../../doctor.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { Engine } from './engine.ts';
import { patientOf, requestOf, teller } from './examine.ts';
import type { Looking } from './examine.ts';
import type { EngineRequest } from './protocol.ts';
import { createShelf } from './shelf.ts';
import type { Sources } from './sources.ts';

/** More of a part than anybody reads in a window, in bytes. */
const MOST_SHOWN = 256 * 1024;

interface Draft {
  readonly bundle: BundleDraft;
  readonly name: string;
}

/** `remember`: gives the machine what was seen while it was watched. */
export function createBundles(
  sources: Sources,
  remember: (machine: Machine) => Machine,
): Pick<Engine, 'draft-bundle' | 'read-part' | 'save-bundle' | 'open-bundle'> {
  const drafts = createShelf<Draft>('draft');
  return {
    'draft-bundle': async (asked, running) => {
      const bundle = await draft(sources, remember, asked, running);
      if ('state' in bundle) return bundle;
      const { parts, omitted, masked, summary } = bundle;
      return {
        state: 'drafted',
        id: drafts.put({ bundle, name: fileNameOf(new Date()) }),
        parts: parts.map(({ file, kind, bytes }) => ({ file, kind, bytes: bytes.length })),
        ...{ omitted, masked, summary },
      };
    },

    'read-part': ({ id, file }) => {
      const part = drafts.get(id)?.bundle.parts.find((candidate) => candidate.file === file);
      return Promise.resolve(part === undefined ? { state: 'draft-lost' } : shown(part.bytes));
    },

    'save-bundle': ({ id, without }) => {
      const found = drafts.get(id);
      if (found === null) return Promise.resolve({ state: 'draft-lost' });
      const base64 = Buffer.from(found.bundle.pack(new Set(without))).toString('base64');
      return Promise.resolve({ state: 'download', name: found.name, base64 });
    },

    'open-bundle': ({ base64 }) => sources.openBundle(new Uint8Array(Buffer.from(base64, 'base64'))),
  };
}

async function draft(
  sources: Sources,
  remember: (machine: Machine) => Machine,
  asked: EngineRequest<'draft-bundle'>,
  { signal, progress }: Looking,
): Promise<BundleDraft | Extract<AnswerOf<'draft-bundle'>, { state: 'cancelled' | 'source-lost' }>> {
  const patient = await patientOf(sources, asked);
  if (patient === null) return { state: 'source-lost' };
  const bundle = await draftBundleOf(remember(patient.machine), requestOf(asked, patient), {
    tool: { name: 'napcat-doctor', version: __VERSION__ },
    language: asked.language,
    earlierLog: asked.earlierLog,
    texts: await textsIn(asked.language),
    signal,
    progress: teller(progress),
  });
  return signal.aborted ? { state: 'cancelled' } : bundle;
}

async function textsIn(language: Language): Promise<Parameters<typeof draftBundleOf>[2]['texts']> {
  const [catalogue, { bundle, collectors, coverage }] = await Promise.all([
    messagesFor(language),
    cliMessagesFor(language),
  ]);
  return { catalogue, bundle, collectors, coverage };
}

function shown(bytes: Uint8Array): AnswerOf<'read-part'> {
  const cut = bytes.length > MOST_SHOWN;
  return { state: 'known', text: new TextDecoder().decode(bytes.subarray(0, MOST_SHOWN)), cut };
}

/** `napcat-doctor-20250220-1200.zip`: sorts by time, and is a name everywhere. */
function fileNameOf(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `napcat-doctor-${date.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}.zip`;
}
