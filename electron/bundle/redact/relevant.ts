/**
 * Which paths the diagnosis speaks of. A walk over the disk passes many folders and files that are nobody's business;
 * their names go, those of programs and of files that were read stay.
 */
import type { FileEntry, RecordingDocument } from '../../machine/recorded/index.ts';
import type { Platform } from '../../machine/machine.ts';
import { plainPath } from '../../machine/paths.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { isHarmless, scriptMark } from './words.ts';

/** Renames what nobody asked for in a path of `files`. */
export type Rename = (path: string, entry: FileEntry) => string;

export function renamer(recording: RecordingDocument, platform: Platform, names: Pseudonyms): Rename {
  const separator = platform === 'win32' ? '\\' : '/';
  const partsOf = (path: string): readonly string[] => plainPath(platform, path).split(separator);
  const keyOf = (parts: readonly string[]): string =>
    platform === 'win32' ? parts.join(separator).toLowerCase() : parts.join(separator);
  const kept = new Set<string>();
  for (const path of spokenOf(recording)) {
    const parts = partsOf(path);
    for (let length = 1; length <= parts.length; length++) kept.add(keyOf(parts.slice(0, length)));
  }
  return (path, entry) => {
    const parts = partsOf(path);
    if (kept.has(keyOf(parts))) return path;
    const first = parts.findIndex((_, at) => !kept.has(keyOf(parts.slice(0, at + 1))));
    // What was asked for and is not there has its name from us or from a setting, not from a listing.
    const last = wasAskedFor(entry) ? parts.length - 1 : parts.length;
    const renamed = parts.map((part, at) =>
      at < first || at >= last || isProgramName(part) ? part : anonymous(part, names),
    );
    return renamed.every((part, at) => part === parts[at]) ? path : renamed.join(separator);
  };
}

/** Processes, variables, and files of which more was asked than whether they are there. */
function spokenOf({ processes, env, files, host, roots, registry }: RecordingDocument): readonly string[] {
  const list = Array.isArray(processes) ? processes : [];
  const isPath = (text: string): boolean => /^(?:[A-Za-z]:[\\/]|[\\/])/.test(text);
  return [
    host.homeDir ?? '',
    ...(Array.isArray(roots) ? roots : []),
    ...[env, ...Object.values(registry ?? {})]
      .flatMap((values): readonly unknown[] => Object.values(values ?? {}))
      .filter((value): value is string => typeof value === 'string' && isPath(value)),
    ...list.flatMap(({ path, cwd, commandLine, modules }) => [
      path ?? '',
      cwd ?? '',
      ...(commandLine?.match(/[A-Za-z]:[\\/][^"|<>*?]*|\/[^\s"]+/g) ?? []),
      ...(Array.isArray(modules) ? modules : []),
    ]),
    ...Object.entries(files ?? {}).flatMap(([path, entry]) => (isSpokenOf(entry as FileEntry) ? [path] : [])),
  ].filter((path) => path !== '');
}

function isSpokenOf(entry: FileEntry): boolean {
  if (typeof entry === 'string') return true;
  if (entry === null) return false;
  if (entry.text !== undefined || entry.base64 !== undefined) return true;
  return entry.error !== undefined && entry.error !== 'not-found';
}

function wasAskedFor(entry: FileEntry): boolean {
  return typeof entry === 'object' && entry?.error === 'not-found' && entry.listed !== true;
}

const PROGRAM_NAME =
  /napcat|napi|qq|onebot|nonebot|liteloader|koishi|yunzai|karin|astrbot|langbot|maibot|zhenxun|hoshino|overflow|sealdice|mirai|cqhttp|python|docker|compose|^\.?venv$|^\.env|^package(?:-lock)?\.json$|\.(?:node|dll|exe|asar)$/i;

/** The folder name of a user is masked with the path as a whole. */
function isProgramName(part: string): boolean {
  const stem = part.replace(/[-_.]?\d[\d.]*/g, '');
  return isHarmless(part) || isHarmless(stem) || (PROGRAM_NAME.test(part) && /^[\w.() -]+$/.test(part));
}

function anonymous(part: string, names: Pseudonyms): string {
  const [, stem = part, extension = ''] = /^(.+?)(\.[A-Za-z0-9]{1,5})?$/.exec(part) ?? [];
  return names.text(stem).replace(scriptMark(stem), '') + extension;
}
