/** Text → recording, or what is wrong with it, where, and what to do. */
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
  /** For shape errors, e.g. `listeners[3].port`. */
  readonly path?: string;
}

export type ParsedRecording =
  | {
      readonly recording: RecordingDocument;
      /** Of a case file, unread. */ readonly expect?: unknown;
      readonly title?: string;
    }
  | { readonly error: RecordingError };

/** A recording holds configs and log tails, not disks. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Accepts a recording or a case that wraps one. Never throws. */
export async function parseRecording(content: Uint8Array | string): Promise<ParsedRecording> {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content.subarray(0, MOST_BYTES + 1));
  if (text.length > MOST_BYTES)
    return { error: { kind: 'size', message: `larger than ${MOST_BYTES / 1024 / 1024} MB` } };
  const read = /^\s*\{/.test(text) ? readJson(text) : await readYaml(text);
  if ('error' in read) return read;
  return shape(read.document);
}

type Read = { readonly document: unknown } | { readonly error: RecordingError };

function readJson(text: string): Read {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    const at = /position (\d+)/.exec((error as Error).message)?.[1];
    const before = text.slice(0, Number(at ?? 0)).split('\n');
    return {
      error: {
        kind: 'syntax',
        message: (error as Error).message,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
      },
    };
  }
}

async function readYaml(text: string): Promise<Read> {
  // YAML is slow to load and most recordings of our own are small; JSON never needs it.
  const { parseDocument } = await import('yaml');
  try {
    const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, strict: true });
    const [error] = document.errors;
    if (error !== undefined) {
      const [start] = error.linePos ?? [];
      return {
        error: {
          kind: 'syntax',
          message: error.message.split('\n')[0] ?? '',
          ...(start === undefined ? {} : { line: start.line, column: start.col }),
        },
      };
    }
    // Aliases that multiply ("billion laughs") end here instead of in memory.
    return { document: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { error: { kind: 'syntax', message: (error as Error).message } };
  }
}

function shape(document: unknown): ParsedRecording {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { error: { kind: 'format', message: 'not a recording: the document is not a mapping' } };
  }
  const outer = document as Readonly<Record<string, unknown>>;
  const isCase = typeof outer.recording === 'object' && outer.recording !== null;
  const result = v.safeParse(recordingSchema, isCase ? outer.recording : outer);
  if (!result.success) {
    const issue = deepest(result.issues[0]);
    const path = pathOf(issue);
    return { error: { kind: 'shape', message: `${path === '' ? 'recording' : path}: ${issue.message}`, path } };
  }
  const { format } = result.output;
  if (format !== undefined && !format.startsWith('napcat-doctor/recording@')) {
    return { error: { kind: 'format', message: `not a recording: format is ${format}` } };
  }
  return {
    recording: result.output,
    ...(isCase && outer.expect !== undefined ? { expect: outer.expect } : {}),
    ...(typeof outer.title === 'string' ? { title: outer.title } : {}),
  };
}

type Issue = v.BaseIssue<unknown>;

/** A union reports every alternative it tried; the one that got furthest says what was meant. */
function deepest(issue: Issue): Issue {
  const inner = (issue.issues ?? []).map(deepest);
  return inner.reduce((best, next) => ((next.path?.length ?? 0) > (best.path?.length ?? 0) ? next : best), issue);
}

function pathOf(issue: Issue): string {
  return (issue.path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
