/** Files that the user opened in this session: somebody's bundle, or a recording. */
import { LONGEST_RECORDING } from '../../electron/contract/app.ts';
import type { Bridge, CallResult, Source } from '../../electron/contract/app.ts';
import { LARGEST_BUNDLE_FILE } from '../../electron/contract/app-bundles.ts';
import { base64Of, isZip } from '../model/files.ts';
import type { Texts } from '../model/texts.ts';

export interface OpenedFile {
  readonly source: Extract<Source, { readonly kind: 'recording' | 'bundle' }>;
  /** Of a bundle: when that machine was looked at, and with what. */
  readonly takenAt: string | null;
  readonly tool: string | null;
  /** What a newer program wrote, and this one cannot read. */
  readonly notUnderstood: readonly string[];
}

/** As long as a file name may be in a request. */
const LONGEST_NAME = 260;

export class Files {
  #bridge: Bridge;
  #texts: () => Texts;
  opened = $state.raw<readonly OpenedFile[]>([]);
  /** What became of the file that was opened last. */
  message = $state('');

  constructor(bridge: Bridge, texts: () => Texts) {
    this.#bridge = bridge;
    this.#texts = texts;
  }

  /** `null`: it was refused, and the message says why. */
  async open(file: File): Promise<OpenedFile | null> {
    const name = file.name.slice(0, LONGEST_NAME);
    const opened = await this.#read(file, name).catch(() => this.#say(this.#texts().app.home.unreadable(name)));
    if (opened !== null) {
      this.opened = [...this.opened, opened];
      this.message = this.#texts().app.home.opened(name);
    }
    return opened;
  }

  /** Rejects when the file cannot be read: it is gone, locked, or not for us. */
  async #read(file: File, name: string): Promise<OpenedFile | null> {
    return (await isZip(file)) ? this.#openBundle(file, name) : this.#openRecording(file, name);
  }

  async #openBundle(file: File, name: string): Promise<OpenedFile | null> {
    const { bundle } = this.#texts().app;
    const refuse = (problem: string): null => this.#say(bundle.opened.notOpened(name, problem));
    if (file.size > LARGEST_BUNDLE_FILE) return refuse(bundle.opened.problems['too-large']);
    const result = await this.#bridge.call('open-bundle', { base64: await base64Of(file) });
    if (!result.ok) return this.#failed(result);
    const answer = result.value;
    if (answer.state === 'refused') return refuse(bundle.opened.problems[answer.error.code]);
    const { id, takenAt, tool, notUnderstood } = answer;
    return { source: { kind: 'bundle', id, name }, takenAt, tool, notUnderstood };
  }

  async #openRecording(file: File, name: string): Promise<OpenedFile | null> {
    const { home } = this.#texts().app;
    // Bytes are never fewer than characters, so what is too long here is too long there.
    if (file.size > LONGEST_RECORDING) return this.#say(home.tooLarge(name));
    const result = await this.#bridge.call('open-recording', { content: await file.text() });
    if (!result.ok) return this.#failed(result);
    const answer = result.value;
    if (answer.state === 'refused') return this.#say(home.refused(name, answer.error, answer.reason, answer.line));
    return { source: { kind: 'recording', id: answer.id, name }, takenAt: null, tool: null, notUnderstood: [] };
  }

  #failed({ message }: Extract<CallResult<'open-bundle' | 'open-recording'>, { readonly ok: false }>): null {
    return this.#say(this.#texts().app.common.failed(message));
  }

  #say(message: string): null {
    this.message = message;
    return null;
  }
}
