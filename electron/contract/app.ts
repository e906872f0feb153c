/**
 * The API between the app's hosts (Electron, the loopback web host) and its renderer: every call with its request, its
 * answer and what it reports on the way. A transport carries three things for a call: the request, progress while it
 * runs, and a stop. Requests come from a page and are checked at run time (`app-requests.ts`); answers come from us.
 *
 * A diagnosis travels without sentences, so that the renderer can change the language at once.
 */
import type { BundleCalls } from './app-bundles.ts';
import type { RepairCalls, SavedRepair } from './app-repairs.ts';
import type { WatchCalls } from './app-watch.ts';
import type { Diagnosis } from './diagnosis.ts';
import { RELEASE_PAGE } from './remedies.ts';
import type { CoverageState, Details, Excerpt, PortDetails } from './app-details.ts';
import type { GivenText } from './given-text.ts';
import type { Collector } from './collectors.ts';

/** Recorded machines that come with the app, the first one first on the screen. */
export const DEMOS = [
  'old-format-of-desktop',
  'bot-not-started',
  'tokens-differ',
  'port-reserved',
  'browser-404',
  'two-accounts',
  'nothing-visible',
  'healthy',
] as const;
export type Demo = (typeof DEMOS)[number];

/** The machine an examination looks at. */
export type Source =
  | { readonly kind: 'this-computer' }
  | { readonly kind: 'demo'; readonly demo: Demo }
  /** A file that the user opened in this session; `id` is the answer of `open-recording`. */
  | { readonly kind: 'recording'; readonly id: string; readonly name: string }
  /** Somebody's bundle, opened in this session; `id` is the answer of `open-bundle`. */
  | { readonly kind: 'bundle'; readonly id: string; readonly name: string };

export const LANGUAGES = ['system', 'zh', 'en'] as const;
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

export interface Settings {
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
  /** The user agreed to probes that register a bot for a moment. */
  readonly deepProbe: boolean;
  /** The user agreed that the running NapCat is asked through its WebUI. */
  readonly webui: boolean;
}

export const DEFAULT_SETTINGS: Settings = { language: 'system', theme: 'system', deepProbe: false, webui: false };

export interface Hello {
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly platform: string;
  readonly arch: string;
  /** Names and versions of what the host runs on, e.g. `Electron` → `45.4.1`. */
  readonly runtimes: Readonly<Record<string, string>>;
  /** Started to show recorded machines. */
  readonly demo: boolean;
  readonly dataFolder: string;
  /** Whether the window itself paints the background (Mica). */
  readonly translucent: boolean;
  readonly settings: Settings;
  /** A repair that was under way when the app was closed. */
  readonly repair: SavedRepair | null;
}

export interface ExamineRequest {
  readonly source: Source;
  readonly napcatDir?: string | undefined;
  readonly account?: string | undefined;
  /** A WebSocket URL to look at as well: the bot that the user means. */
  readonly url?: string | undefined;
  /** What the user gave beside the machine: the text of a program's window, or a log. */
  readonly texts?: readonly GivenText[] | undefined;
}

export interface ExamineProgress {
  readonly collector: Collector;
  readonly state: 'started' | CoverageState;
}

export type Examined =
  | { readonly state: 'done'; readonly diagnosis: Diagnosis; readonly details: Details; readonly elapsedMs: number }
  | { readonly state: 'cancelled' }
  /** The opened recording is gone: the engine was restarted since. */
  | { readonly state: 'source-lost' };

/** `syntax`: not YAML or JSON; `shape`: a value of the wrong type; `format`: another document. */
export type RecordingFault = 'syntax' | 'shape' | 'size' | 'format';

export type OpenedRecording =
  | { readonly state: 'opened'; readonly id: string }
  /** `line` and `column` are 1-based. */
  | {
      readonly state: 'refused';
      readonly error: RecordingFault;
      /** As the reader of the file says it, in English. */
      readonly reason: string;
      readonly line: number | null;
      readonly column: number | null;
    };

/** Every call: what goes in, what comes out, what is told on the way. */
export interface Calls extends RepairCalls, BundleCalls, WatchCalls {
  readonly hello: { request: null; answer: Hello; progress: never };
  readonly examine: { request: ExamineRequest; answer: Examined; progress: ExamineProgress };
  /** Who listens where and what answers there; asks every port, so only on request. */
  readonly ports: { request: { readonly source: Source }; answer: PortDetails; progress: never };
  /**
   * Opens a file that the last look at this machine named as evidence or read as a log, and no other; or a text that was
   * given with the machine, by the name that evidence calls it.
   */
  readonly excerpt: {
    request: Pick<ExamineRequest, 'source' | 'texts'> & { readonly path: string; readonly line: number };
    answer: Excerpt;
    progress: never;
  };
  readonly 'open-recording': {
    request: { readonly content: string };
    answer: OpenedRecording;
    progress: never;
  };
  readonly 'save-settings': { request: Settings; answer: Settings; progress: never };
  /** Forgets settings, window places, logs and the repair under way; the ways back of past repairs stay. Answers with the settings that hold from now on. */
  readonly 'clear-data': { request: null; answer: Settings; progress: never };
}

export type CallName = keyof Calls;
export type RequestOf<K extends CallName> = Calls[K]['request'];
export type AnswerOf<K extends CallName> = Calls[K]['answer'];
export type ProgressOf<K extends CallName> = Calls[K]['progress'];

/** Why a call failed whose host answers no more: it was closed, or it crashed. */
export const HOST_GONE = 'host-gone';

/** How a call ended. `refused`: unknown or malformed, the caller's fault. `failed`: ours. `cancelled`: it was stopped. */
export type CallResult<K extends CallName> =
  | { readonly ok: true; readonly value: AnswerOf<K> }
  | { readonly ok: false; readonly error: 'refused' | 'failed' | 'cancelled'; readonly message: string };

/** The message of a call that failed because the process that carried it out died: the next call starts another one. */
export const ENGINE_ENDED = 'the examining process ended';

export interface CallOptions<K extends CallName> {
  /** Stops the call. */
  readonly signal?: AbortSignal;
  readonly progress?: (progress: ProgressOf<K>) => void;
}

/** What a page needs of a host; one implementation a transport. */
export interface Bridge {
  call<K extends CallName>(name: K, request: RequestOf<K>, options?: CallOptions<K>): Promise<CallResult<K>>;
}

/** What the desktop app's preload script gives to the page; a call's id is the page's own count. */
export interface DesktopPort {
  call(id: number, name: CallName, request: unknown): Promise<CallResult<CallName>>;
  stop(id: number): void;
  onProgress(listener: (id: number, progress: ProgressOf<CallName>) => void): void;
}

/** Name of that object on the page's `window`. */
export const DESKTOP_PORT = 'napcatDoctor';

/** The longest recording that a page may hand over, in characters. */
export const LONGEST_RECORDING = 16 * 1024 * 1024;

/** Pages outside that the app may open in the user's browser; nothing else. */
export const LINKS = {
  napcat: 'https://napneko.github.io/',
  nonebot: 'https://nonebot.dev/',
  releases: RELEASE_PAGE,
} as const;
