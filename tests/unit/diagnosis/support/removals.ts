/**
 * One piece of evidence taken out of a recording, in the ways a machine withholds it: not looked at, refused, seen
 * without its content, owner hidden. A row taken out of a complete list would be another thing: a claim of absence.
 */
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';

export interface Removal {
  /** What is missing, for the message of a failing test. */
  readonly what: string;
  readonly recording: RecordingDocument;
}

const SECTIONS = [
  'env',
  'processes',
  'pipes',
  'listeners',
  'connections',
  'excludedPorts',
  'dynamicPorts',
  'registry',
  'network',
  'files',
  'roots',
  'probes',
  'console',
] as const satisfies readonly (keyof RecordingDocument)[];

export function removals(recording: RecordingDocument): readonly Removal[] {
  return [
    ...sections(recording),
    ...entries(recording, 'files', [
      ['content unseen', null],
      ['denied', { error: 'denied' as const }],
    ]),
    ...entries(recording, 'registry', [['denied', { error: 'denied' as const }]]),
    ...withoutOne(recording, 'registry'),
    ...withoutOne(recording, 'env'),
    ...withoutElement(recording, 'probes'),
    ...withoutElement(recording, 'console'),
    ...changedElement(recording, 'processes', 'hidden', { path: null, commandLine: null, cwd: null }),
    ...changedElement(recording, 'listeners', 'owner hidden', { pid: null }),
    ...changedElement(recording, 'connections', 'owner hidden', { pid: null }),
  ];
}

function sections(recording: RecordingDocument): readonly Removal[] {
  return SECTIONS.filter((name) => recording[name] !== undefined).flatMap((name) => {
    const notAsked = { what: `${name}: not asked`, recording: { ...recording, [name]: undefined } };
    // Console texts are given or not; nobody can refuse them.
    if (name === 'console') return [notAsked];
    return [notAsked, { what: `${name}: denied`, recording: { ...recording, [name]: { error: 'denied' } } }];
  });
}

type Mapping = 'files' | 'registry' | 'env';

function entries(
  recording: RecordingDocument,
  name: Mapping,
  ways: readonly (readonly [string, unknown])[],
): readonly Removal[] {
  return keysOf(recording, name).flatMap((key) =>
    ways.map(([how, value]) => ({
      what: `${name} ${key}: ${how}`,
      recording: { ...recording, [name]: { ...recording[name], [key]: value } },
    })),
  );
}

function withoutOne(recording: RecordingDocument, name: Mapping): readonly Removal[] {
  return keysOf(recording, name).map((key) => ({
    what: `${name} ${key}: not asked`,
    recording: {
      ...recording,
      [name]: Object.fromEntries(Object.entries(recording[name] ?? {}).filter(([other]) => other !== key)),
    },
  }));
}

function keysOf(recording: RecordingDocument, name: Mapping): readonly string[] {
  const section = recording[name];
  return section === undefined || 'error' in section ? [] : Object.keys(section);
}

type List = 'probes' | 'console' | 'processes' | 'listeners' | 'connections';

function withoutElement(recording: RecordingDocument, name: List): readonly Removal[] {
  return elementsOf(recording, name).map((element, at, all) => ({
    what: `${name}[${at}] ${JSON.stringify(element).slice(0, 100)}: not asked`,
    recording: { ...recording, [name]: all.filter((_, index) => index !== at) },
  }));
}

function changedElement(
  recording: RecordingDocument,
  name: List,
  how: string,
  change: Readonly<Record<string, unknown>>,
): readonly Removal[] {
  return elementsOf(recording, name).map((element, at, all) => ({
    what: `${name}[${at}] ${JSON.stringify(element).slice(0, 100)}: ${how}`,
    recording: {
      ...recording,
      [name]: all.map((other, index) => (index === at ? { ...other, ...change } : other)),
    },
  }));
}

function elementsOf(recording: RecordingDocument, name: List): readonly object[] {
  const section: unknown = recording[name];
  return Array.isArray(section) ? (section as object[]) : [];
}
