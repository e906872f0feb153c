/** What the user gives beside the machine: a pasted text, log files, and where NapCat is. */
import { LONGEST_TEXT } from '../../electron/contract/given-text.ts';
import type { GivenText } from '../../electron/contract/given-text.ts';

/** The texts with this pasted one; blank text is none. Too long a text keeps its end. */
export function withPasted(texts: readonly GivenText[], text: string): readonly GivenText[] {
  const files = texts.filter(({ kind }) => kind === 'file');
  return text.trim() === '' ? files : [{ kind: 'pasted', text: text.slice(-LONGEST_TEXT) }, ...files];
}

export function pastedIn(texts: readonly GivenText[]): string {
  return texts.flatMap((one) => (one.kind === 'pasted' ? one.text : [])).join('');
}

export function filesIn(texts: readonly GivenText[]): readonly string[] {
  return texts.flatMap((one) => (one.kind === 'file' ? one.name : []));
}

/** A file of the same name is the same file, chosen again. */
export function withFile(texts: readonly GivenText[], name: string, base64: string): readonly GivenText[] {
  return [...withoutFile(texts, name), { kind: 'file', name, base64 }];
}

export function withoutFile(texts: readonly GivenText[], name: string): readonly GivenText[] {
  return texts.filter((one) => one.kind !== 'file' || one.name !== name);
}

/** What of a file is read: its end. Of UTF-16 the mark at the beginning goes with it, and no character is cut. */
export async function endOf(file: Blob, most = LONGEST_TEXT): Promise<Blob> {
  if (file.size <= most) return file;
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  if (!isUtf16) return file.slice(-most);
  const from = file.size - most + 2;
  return new Blob([file.slice(0, 2), file.slice(from + (from % 2))]);
}

/** A log, by its name; a bundle or a recording has another. */
export function isLogName(name: string): boolean {
  return /\.(?:log|txt|out)(?:\.\d+)?$/i.test(name);
}

/** A path as it was typed or copied; Windows copies it with quotation marks. `null`: none. */
export function folderFrom(typed: string): string | null {
  const path = typed
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  return path === '' ? null : path;
}
