/** The app's calls for helpers: a bundle as it would leave, its parts, its file, and somebody else's. */
import type { ExamineProgress, ExamineRequest } from './app.ts';
import type { BundleError, Omission, PartKind } from './bundle.ts';
import type { Language } from './messages/catalogue.ts';

export interface DraftPart {
  readonly file: string;
  readonly kind: PartKind;
  readonly bytes: number;
}

export interface DraftedBundle {
  readonly id: string;
  readonly parts: readonly DraftPart[];
  readonly omitted: readonly Omission[];
  /** How many different originals stand under other names, by kind. */
  readonly masked: Readonly<Record<string, number>>;
  /** Twenty lines for a chat; empty when they could not be masked. */
  readonly summary: string;
}

export type Drafted = ({ readonly state: 'drafted' } & DraftedBundle) | { readonly state: 'cancelled' | 'source-lost' };

/** `cut`: only the beginning is here. */
export type PartText =
  { readonly state: 'known'; readonly text: string; readonly cut: boolean } | { readonly state: 'draft-lost' };

export type SavedBundle =
  | { readonly state: 'saved'; readonly path: string }
  /** `code`: what the system said, such as `EACCES`. */
  | { readonly state: 'not-written'; readonly path: string; readonly code: string }
  /** The host cannot write where the user wants it: the page hands the file to its browser. */
  | { readonly state: 'download'; readonly name: string; readonly base64: string }
  /** `cancelled`: the user chose no place. */
  | { readonly state: 'cancelled' | 'draft-lost' };

export type OpenedBundleFile =
  | {
      readonly state: 'opened';
      readonly id: string;
      /** ISO 8601: when that machine was looked at; `null`: it does not say. */
      readonly takenAt: string | null;
      readonly tool: string;
      readonly masked: Readonly<Record<string, number>>;
      readonly omitted: readonly Omission[];
      /** What a newer program wrote and this one does not understand: text of a stranger. Empty for all others. */
      readonly notUnderstood: readonly string[];
    }
  | { readonly state: 'refused'; readonly error: BundleError };

export interface BundleCalls {
  /** Looks at the machine again and drafts a bundle of it. Nothing leaves. */
  readonly 'draft-bundle': {
    request: ExamineRequest & { readonly language: Language };
    answer: Drafted;
    progress: ExamineProgress;
  };
  /** One part as it would leave, to be read before. */
  readonly 'read-part': {
    request: { readonly id: string; readonly file: string };
    answer: PartText;
    progress: never;
  };
  /** Writes the zip without the parts that were switched off. */
  readonly 'save-bundle': {
    request: { readonly id: string; readonly without: readonly string[] };
    answer: SavedBundle;
    progress: never;
  };
  readonly 'open-bundle': {
    request: { readonly base64: string };
    answer: OpenedBundleFile;
    progress: never;
  };
}

/** The largest file that a page may hand over as a bundle, in bytes: twice what we write. */
export const LARGEST_BUNDLE_FILE = 20 * 1024 * 1024;
