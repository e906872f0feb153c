/** `export`: drafts a bundle, shows what would leave, and writes it once the user says yes. Status 3: not written. */
import { draftBundleOf, withWatch } from '../../../doctor.ts';
import type { BundleDraft } from '../../../bundle/draft.ts';
import type { ExportCommand } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { columns, harmless, jsonText, padTo } from '../output/style.ts';
import { progressLine } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { writeOutput } from '../output-file.ts';
import { watchFor } from '../watching.ts';
import { requestOf } from './diagnose.ts';
import { absolute } from './watch.ts';

export const EXPORT_FORMAT = 'napcat-doctor/export@1';

export async function exportBundle(command: ExportCommand, terminal: Terminal): Promise<number> {
  const { messages, out } = terminal;
  const draft = await draftFor(command, terminal);
  for (const name of [...command.without, ...(command.show === undefined ? [] : [command.show])]) {
    if (draft.parts.some(({ file }) => file === name)) continue;
    const known = draft.parts.map(({ file }) => file);
    throw new CommandError(messages.bundle.preview.unknownPart(name, known), EXIT.usage);
  }
  const without = new Set(command.without);
  if (command.show !== undefined) return show(command.show, draft, command, terminal);
  const { preview } = messages.bundle;
  const shown = previewLines(draft, without, terminal).map(harmless).join('\n');
  if (!command.json) out(shown);
  else if (!command.yes) terminal.err(`${shown}\n`);
  const zip = (await confirmed(command, terminal)) ? draft.pack(without) : null;
  if (zip !== null) await writeOutput(command.out, zip, terminal);
  if (command.json) out(jsonText(documentOf(draft, without, zip === null ? null : command.out)));
  else if (zip === null) out(preview.nothingWritten);
  else out([preview.written(command.out, Math.ceil(zip.length / 1024)), '', draft.summary].join('\n').trimEnd());
  return zip === null ? EXIT.incomplete : EXIT.healthy;
}

async function draftFor(command: ExportCommand, terminal: Terminal): Promise<BundleDraft> {
  const { messages, signal, language } = terminal;
  const opened = await openMachine({ ...command, logs: absolute(command.logs) }, terminal);
  const request = requestOf(command);
  const record = command.watch === null ? null : (await watchFor(command.watch, opened, request, terminal)).record;
  // Ctrl-C has ended the watch, if there was one; the bundle of it is what the user waits for.
  const stop = command.watch === null ? signal : new AbortController().signal;
  const progress = progressLine(terminal);
  const draft = await draftBundleOf(record === null ? opened : withWatch(opened, record), request, {
    tool: { name: 'napcat-doctor', version: __VERSION__ },
    language,
    texts: {
      catalogue: await terminal.catalogue(),
      ...{ bundle: messages.bundle, collectors: messages.collectors, coverage: messages.coverage },
    },
    signal: stop,
    progress: progress.report,
  });
  progress.clear();
  if (stop.aborted) throw new CommandError(messages.errors.cancelled, EXIT.incomplete);
  return draft;
}

/** One part as it would leave. */
function show(file: string, { parts }: BundleDraft, { json }: ExportCommand, { out }: Terminal): number {
  const part = parts.find((candidate) => candidate.file === file);
  const text = new TextDecoder().decode(part?.bytes);
  out(json ? jsonText({ format: EXPORT_FORMAT, file, text }) : harmless(text));
  return EXIT.healthy;
}

async function confirmed({ yes }: ExportCommand, { ask, messages: { bundle } }: Terminal): Promise<boolean> {
  if (yes || ask === null) return yes;
  return bundle.preview.yes.includes((await ask(bundle.preview.ask)).trim().toLowerCase());
}

function documentOf(
  { parts, omitted, masked, summary }: BundleDraft,
  without: ReadonlySet<string>,
  written: string | null,
): object {
  const kept = parts.filter(({ file }) => !without.has(file));
  return {
    format: EXPORT_FORMAT,
    written,
    parts: kept.map(({ file, kind, bytes }) => ({ file, kind, bytes: bytes.length })),
    ...{ omitted, masked, summary },
  };
}

function previewLines(
  { parts, omitted, masked }: BundleDraft,
  without: ReadonlySet<string>,
  { messages: { bundle } }: Terminal,
): readonly string[] {
  const { preview, kinds, reasons } = bundle;
  const kept = parts.filter(({ file }) => !without.has(file));
  const width = Math.max(0, ...kept.map(({ file }) => columns(file)));
  const counted = Object.entries(masked).filter(([, count]) => count > 0);
  const missing = [...omitted, ...[...without].map((what) => ({ what, reason: 'switched-off' as const }))];
  return [
    preview.heading,
    ...kept.map(
      ({ file, kind, bytes }) => `  ${padTo(file, width)}  ${Math.ceil(bytes.length / 1024)} KB  ${bundle.parts[kind]}`,
    ),
    preview.masked,
    ...counted.map(([kind, count]) => `  ${kinds[kind as keyof typeof kinds]}: ${count}`),
    ...(missing.length === 0
      ? []
      : [preview.omitted, ...missing.map(({ what, reason }) => `  ${what}: ${reasons[reason]}`)]),
    ...(kept.some(({ kind }) => kind === 'recording') ? [] : [preview.cutsRecording]),
  ];
}
