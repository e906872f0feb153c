/** Text → recording, or what is wrong with it and where. Recordings come from strangers, so nothing here trusts them. */
import * as v from 'valibot';
import { recordingSchema } from './document.ts';
import type { RecordingDocument } from './document.ts';

export interface RecordingError {
  /** `syntax`: not YAML or JSON; `shape`: a value of the wrong type; `size`: too large; `format`: another document. */
  readonly kind: 'syntax' | 'shape' | 'size' | 'format';
  readonly message: string;
  /** 1-based, for syntax errors. */
  readonly line?: number;
  readonly column?: number;
  /** For shape errors, e.g. `recording.listeners[3].port`. */
  readonly path?: string;
}

export type ParsedRecording =
  | {
      readonly recording: RecordingDocument;
      /** Of a case file, unread. */
      readonly expect?: unknown;
      readonly title?: string;
    }
  | { readonly error: RecordingError };

/** A recording holds configs and log tails, not disks. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Accepts a recording or a case that wraps one. Never throws. */
export async function parseRecording(content: Uint8Array | string): Promise<ParsedRecording> {
  if (content.length > MOST_BYTES) return failed('size', `larger than ${MOST_BYTES / 1024 / 1024} MB`);
  const text = (typeof content === 'string' ? content : new TextDecoder().decode(content)).replace(/^\uFEFF/, '');
  // JSON is YAML too, but needs no parser to be loaded.
  const read = /^\s*\{\s*"/.test(text) ? readJson(text) : await readYaml(text);
  return 'error' in read ? read : readDocument(read.document);
}

/** A case file is a recording with an expectation beside it; a bare recording is its own. */
export function splitCase(document: Readonly<Record<string, unknown>>): {
  readonly recording: unknown;
  readonly expect?: unknown;
  readonly title?: string;
} {
  const { recording, expect, title } = document;
  if (typeof recording !== 'object' || recording === null) return { recording: document };
  return { recording, ...(expect === undefined ? {} : { expect }), ...(typeof title === 'string' ? { title } : {}) };
}

type Read = { readonly document: unknown } | { readonly error: RecordingError };

function readJson(text: string): Read {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    const message = messageOf(error);
    const position = /position (\d+)/.exec(message)?.[1];
    // "Unexpected end" carries no position: it is the end.
    const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
    return failed('syntax', message, { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
  }
}

async function readYaml(text: string): Promise<Read> {
  const { readYamlDocument } = await import('./yaml.ts');
  const read = readYamlDocument(text);
  return 'problem' in read ? failed('syntax', read.problem.message, read.problem.place) : read;
}

function readDocument(document: unknown): ParsedRecording {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return failed('format', 'not a recording: the document is not a mapping');
  }
  const { recording, ...around } = splitCase(document as Readonly<Record<string, unknown>>);
  const { format } = recording as { format?: unknown };
  if (typeof format === 'string' && !format.startsWith('napcat-doctor/recording@')) {
    return failed('format', `not a recording: its format is ${format.slice(0, 80)}`);
  }
  const result = v.safeParse(recordingSchema, recording, { abortEarly: true });
  if (result.success) return { recording: result.output, ...around };
  const { path, message } = deepest(result.issues[0], []);
  return failed('shape', `${path}: ${message}`, { path });
}

function failed(
  kind: RecordingError['kind'],
  message: string,
  place: Omit<RecordingError, 'kind' | 'message'> = {},
): { readonly error: RecordingError } {
  return { error: { kind, message, ...place } };
}

type Issue = v.BaseIssue<unknown>;

/** A union reports every alternative it tried; the one that got furthest, the last of several, says what was meant. */
function deepest(issue: Issue, above: readonly unknown[]): { path: string; message: string; depth: number } {
  const keys = [...above, ...(issue.path ?? []).map(({ key }) => key)];
  const here = { path: spell(keys), message: issue.message, depth: keys.length };
  return (issue.issues ?? [])
    .map((inner) => deepest(inner, keys))
    .reduce((best, next) => (next.depth >= best.depth ? next : best), here);
}

function spell(keys: readonly unknown[]): string {
  return `recording${keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
