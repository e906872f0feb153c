/** What the words can ask for. */
import type { RemedyCode, WantedForm } from '../../contract/remedies.ts';
import type { LabCommand } from './lab-arguments.ts';
import type { CommandName } from './options.ts';

export interface DiagnoseCommand {
  readonly name: 'diagnose';
  readonly json: boolean;
  readonly deep: boolean;
  readonly webui: boolean;
  readonly recording?: string;
  readonly napcat?: string;
  readonly account?: string;
  readonly url?: string;
  /** Log texts to read besides; `-` is standard input. */
  readonly logs: readonly string[];
}

export interface WatchCommand extends Omit<DiagnoseCommand, 'name' | 'recording'> {
  readonly name: 'watch';
  readonly seconds: number;
}

export interface FixCommand {
  readonly name: 'fix';
  readonly remedy: RemedyCode;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly napcat?: string;
  readonly account?: string;
  /** The address that NapCat shall dial. */
  readonly url?: string;
  readonly form?: WantedForm;
  /** The release that the user downloaded. */
  readonly archive?: string;
  /** Whether the user agreed to the short-lived entry of a two-way proof. */
  readonly prove: boolean;
  /** As for `diagnose`. */
  readonly logs: readonly string[];
}

export interface UndoCommand {
  readonly name: 'undo';
  readonly json: boolean;
  readonly id?: string;
  /** Counted from 0. */
  readonly step?: number;
  /** Only tells what can be taken back. */
  readonly list: boolean;
}

export interface ExportCommand {
  readonly name: 'export';
  readonly out: string;
  /** Whether to write; without it only the preview is shown. */
  readonly yes: boolean;
  /** Files that stay out. */
  readonly without: readonly string[];
  readonly json: boolean;
  readonly deep: boolean;
  readonly recording?: string;
  readonly napcat?: string;
  readonly account?: string;
  readonly url?: string;
  /** Texts to take in besides; as for `diagnose`. */
  readonly logs: readonly string[];
  readonly webui: boolean;
  /** Watch for so many seconds before, or `null`. */
  readonly watch: number | null;
  /** A part to print as it would leave; nothing is written then. */
  readonly show?: string;
}

export type Command =
  | DiagnoseCommand
  | WatchCommand
  | FixCommand
  | UndoCommand
  | { readonly name: 'ports'; readonly json: boolean; readonly recording?: string }
  | {
      readonly name: 'record';
      readonly out: string;
      readonly napcat?: string;
      readonly account?: string;
      readonly url?: string;
      readonly deep: boolean;
      readonly webui: boolean;
    }
  | ExportCommand
  | { readonly name: 'open'; readonly file: string; readonly json: boolean }
  | { readonly name: 'triage'; readonly folder: string; readonly json: boolean }
  | LabCommand
  | { readonly name: 'explain'; readonly code: string | undefined }
  | { readonly name: 'completion'; readonly shell: string | undefined }
  | { readonly name: 'help'; readonly topic: string | undefined }
  | { readonly name: 'version' };

export type UsageProblem =
  | { readonly kind: 'unknown-command'; readonly word: string }
  | { readonly kind: 'unknown-option'; readonly word: string; readonly command: CommandName }
  | { readonly kind: 'missing-value'; readonly word: string }
  | { readonly kind: 'missing-argument'; readonly word: string }
  | { readonly kind: 'extra-argument'; readonly word: string }
  | { readonly kind: 'bad-value'; readonly word: string };

export interface Invocation {
  readonly language: 'zh' | 'en' | undefined;
  /** Whether stdout must hold exactly one JSON document, also when the words are wrong. */
  readonly json: boolean;
  readonly command: Command | UsageProblem;
}
