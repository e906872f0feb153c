/** A piece of evidence as rows to show when it is opened. The names are keys of the messages. */
import { COLLECTORS } from '../../electron/contract/collectors.ts';
import type { Evidence } from '../../electron/contract/diagnosis.ts';
import { PASTED } from '../../electron/contract/given-text.ts';
import type { GivenText } from '../../electron/contract/given-text.ts';
import type { AppMessages } from '../../electron/contract/messages/app.ts';
import { isSecretKey } from '../../electron/contract/messages/phrase.ts';

export type Field = keyof AppMessages['verdict']['fields'];
export type Row = readonly [field: Field, value: string];

export function rowsOf(evidence: Evidence): readonly Row[] {
  return fields(evidence).flatMap(([field, value]) =>
    value == null || value === '' ? [] : [[field, `${value}`] as const],
  );
}

export interface EvidencePlace {
  readonly path: string;
  readonly line: number;
  /** Those that the user gave, if it stands in one of them. */
  readonly texts?: readonly GivenText[];
}

/** Where a piece of evidence stands, as far as that can be opened. `null`: there is nothing to open. */
export function placeOf(evidence: Evidence, given: readonly GivenText[] = []): EvidencePlace | null {
  if (evidence.kind === 'file')
    return evidence.line === undefined ? null : { path: evidence.path, line: evidence.line };
  return evidence.kind === 'log' ? placeInLog(evidence, given) : null;
}

/** The same of a record of a log. */
export function placeInLog(
  { source, line }: { readonly source: string; readonly line: number },
  given: readonly GivenText[] = [],
): EvidencePlace | null {
  if (line < 1) return null;
  const texts = given.filter((one) => (one.kind === 'pasted' ? PASTED : one.name) === source);
  return { path: source, line, ...(texts.length === 0 ? {} : { texts }) };
}

function isCollector(what: string): boolean {
  return (COLLECTORS as readonly string[]).includes(what);
}

type Value = string | number | null | undefined;

function fields(e: Evidence): readonly (readonly [Field, Value])[] {
  switch (e.kind) {
    case 'file':
      // Of a secret only its name in the survey is known, which the sentence explains.
      return [
        ['path', e.path],
        ['line', e.line],
        ['key', e.key],
        ['value', isSecretKey(e.key) ? null : e.value],
      ];
    case 'process':
      return [
        ['process', e.name],
        ['pid', e.pid],
      ];
    case 'listener':
      return [
        ['address', `${e.address} : ${e.port}`],
        ['process', e.process],
        ['pid', e.pid],
      ];
    case 'connection':
      return [
        ['address', e.local],
        ['remote', e.remote],
        ['state', e.state],
        ['pid', e.pid],
      ];
    case 'probe':
      return [
        ['target', e.target],
        ['answer', e.answer],
      ];
    case 'log':
      return [
        ['path', e.source],
        ['line', e.line > 0 ? e.line : null],
        ['time', e.at],
        ['text', e.text],
      ];
    case 'registry':
      return [
        ['path', e.key],
        ['key', e.value],
        ['value', e.data],
      ];
    case 'version':
      return [
        ['process', e.product],
        ['value', e.version],
      ];
    case 'watch':
      return [
        ['process', e.event.process],
        ['pid', e.event.pid],
        ['path', e.event.source],
        ['line', e.event.line],
        ['text', e.event.text],
      ];
    case 'missing':
      return [['target', e.detail]];
    case 'unseen':
      // A collector's name is in the sentence already.
      return [['target', isCollector(e.what) ? null : e.what]];
  }
}
