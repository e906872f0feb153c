/** Files: which contents may leave at all, and which reader masks them. A file of another kind keeps only its name. */
import { decodeBytes, encodeBytes } from '../../machine/recorded/bytes.ts';
import type { RecordedBytes } from '../../machine/recorded/bytes.ts';
import type { FileEntry } from '../../machine/recorded/index.ts';
import type { FilePart } from '../../machine/machine.ts';
import type { LogProduct, LogRule } from '../../survey/facts.ts';
import { findVersion } from '../../survey/napcat/version-constant.ts';
import { decodeText } from '../../survey/text.ts';
import { JAVASCRIPT, JSON_LIKE, maskCode, PYTHON, TOML } from './code.ts';
import { encodeText } from './encode.ts';
import { maskEnv, maskHostsFile, maskYaml } from './lines.ts';
import { maskLog } from './logs.ts';
import { maskForeign } from './foreign.ts';
import type { Pseudonyms } from './pseudonyms.ts';

type Mask = (text: string, names: Pseudonyms) => string;

/** By name; the first row that fits. */
const MASKS: readonly { readonly name: RegExp; readonly mask: Mask }[] = [
  // Megabytes of which one line is read.
  { name: /^napcat\.m?js$/i, mask: versionOnly },
  { name: /\.jsonc?5?$/i, mask: (text, names) => maskCode(text, JSON_LIKE, names) },
  { name: /\.ya?ml$/i, mask: maskYaml },
  { name: /\.toml$/i, mask: (text, names) => maskCode(text, TOML, names) },
  { name: /^\.env(?:\..*)?$/i, mask: maskEnv },
  { name: /^\.wslconfig$|\.(?:ini|cfg)$/i, mask: maskEnv },
  { name: /\.pyw?$/i, mask: (text, names) => maskCode(text, PYTHON, names) },
  { name: /\.[cm]?js$/i, mask: (text, names) => maskCode(text, JAVASCRIPT, names) },
  { name: /^hosts$/i, mask: maskHostsFile },
];

export interface FileContext {
  readonly names: Pseudonyms;
  readonly oemCodePage: number | undefined;
  readonly rules: readonly LogRule[];
  /** Whose log a file is; `undefined`: it is none. */
  readonly productOf: (path: string) => LogProduct | undefined;
  /** Told of a content that may not leave. */
  readonly withhold: (path: string) => void;
}

type Entry = Exclude<FileEntry, string | null>;

export function maskFile(path: string, entry: FileEntry, context: FileContext): FileEntry {
  if (entry === null) return null;
  if (typeof entry === 'string') return maskFile(path, { text: entry }, context);
  const { modifiedAt, size, part, error, reason, directory, listed } = entry;
  const about: Entry = {
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(error === undefined ? {} : { error }),
    ...(reason === undefined ? {} : { reason: maskForeign(reason, context.names) }),
    ...(directory === undefined ? {} : { directory }),
    ...(listed === undefined ? {} : { listed }),
  };
  const held = entry.text !== undefined || entry.base64 !== undefined;
  if (!held) return { ...about, ...(size === undefined ? {} : { size }), ...(part === undefined ? {} : { part }) };
  const content = maskContent(path, entry, part ?? 'whole', context);
  const whole = part === undefined || part === 'whole';
  return {
    ...about,
    ...content,
    // The masked text of a whole file is its own measure; a part keeps saying that there is more.
    ...(whole && content !== null ? {} : { size, part }),
    ...(entry.head === undefined ? {} : { head: markOnly(entry.head) }),
  } as Entry;
}

function maskContent(path: string, bytes: RecordedBytes, part: FilePart, context: FileContext): RecordedBytes | null {
  const content = decodeBytes(bytes, part);
  if (content === null) return null;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const product = context.productOf(path);
  const mask = product === undefined ? MASKS.find((row) => row.name.test(name))?.mask : logMask(product, context);
  const decoded = decodeText(content, context.oemCodePage, part);
  if (mask === undefined || decoded.encoding === 'binary') {
    if (content.length > 0) context.withhold(path);
    return mask === undefined ? null : encodeBytes(new Uint8Array([0, 1]), part);
  }
  return encodeBytes(encodeText(mask(decoded.text, context.names), decoded, content), part);
}

function logMask(product: LogProduct, { rules }: FileContext): Mask {
  return (text, names) => maskLog(text, product, rules, names);
}

function versionOnly(text: string): string {
  const version = findVersion(text);
  return version === null ? '' : `const napCatVersion = "${version}";\n`;
}

/** Of the head of a cut log only the byte order mark is ever read. */
function markOnly(head: RecordedBytes): RecordedBytes {
  const bytes = decodeBytes(head, 'head')?.subarray(0, 2) ?? new Uint8Array();
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return marked ? { base64: Buffer.from(bytes).toString('base64') } : { text: '' };
}
