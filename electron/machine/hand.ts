/**
 * The hand: everything that changes the computer goes through it, as everything that looks goes through a `Machine`.
 * It is small on purpose. It replaces whole files and only those that are still what was read, starts programs without
 * a shell, and talks to NapCat's own WebUI; nothing else can be done with it.
 *
 * Contract of every method: it never throws for anything the outside can do, and it settles.
 */
import type { Answer } from './answer.ts';

/** SHA-256 of a file's bytes, in hexadecimal. */
export type Hash = string;

export interface HeldFile {
  readonly bytes: Uint8Array;
  readonly hash: Hash;
}

/** `changed`: the file is not what it was expected to be, and nothing was done. */
export type Change =
  { readonly state: 'done' } | { readonly state: 'changed' } | { readonly state: 'failed'; readonly reason: string };

export interface Command {
  /** Program and arguments. No shell sees them. */
  readonly argv: readonly string[];
  readonly cwd?: string;
}

/** A zip file that was opened to look into; nothing is written. */
export interface Archive {
  readonly hash: Hash;
  readonly names: readonly string[];
  /** Of all files together, unpacked. */
  readonly bytes: number;
  /** `undefined`: not there, or damaged. */
  read(name: string): Uint8Array | undefined;
}

export interface Unpacking {
  readonly archive: string;
  /** What the archive must still be. */
  readonly hash: Hash;
  /** The folder in the archive that is taken, with its slash; empty: all of it. */
  readonly below: string;
  /** A folder that does not exist yet. It appears whole, or not at all. */
  readonly target: string;
  /** Names, as they are below `below`, that are left out; the folders for them are made. */
  readonly without: readonly string[];
}

/** A folder of ours: hash by relative name, with slashes. */
export type FolderContent = Readonly<Record<string, Hash>>;

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Both streams of the program, in order of arrival. */
  readonly onOutput?: (text: string) => void;
}

/** `declined`: the user said no to the elevation prompt, which is a normal outcome. */
export type RunResult =
  | { readonly state: 'exited'; readonly code: number }
  | { readonly state: 'declined' | 'cancelled' }
  | { readonly state: 'failed'; readonly reason: string };

export interface Post {
  /** Loopback only. */
  readonly url: string;
  readonly body: unknown;
  readonly bearer?: string;
}

/** What a NapCat that dialled us showed. Of an event only its kind is kept, never what it says. */
export interface Meeting {
  /** e.g. `meta_event.lifecycle.connect`; `null`: none came. */
  readonly event: string | null;
  /** `null`: it was not answered. */
  readonly call: { readonly action: string; readonly elapsedMs: number } | null;
}

/** A door of ours on 127.0.0.1 that one NapCat is expected at. */
export interface Door {
  readonly port: number;
  /** Settles when both were seen, at the deadline, or when it is cancelled; the door is closed then. */
  readonly met: Promise<Meeting>;
}

export interface Hand {
  /** Our own data folder: the journal and the backups lie there. */
  readonly stateDir: string;
  /** The whole file, for an edit or a backup. What is larger than 8 MiB is `denied`: no configuration is. */
  read(path: string): Promise<Answer<HeldFile>>;
  /**
   * Puts `bytes` in the place of the file in one step, if it still has the hash `expected` (`null`: if it does not
   * exist). Whatever happens on the way, the file is the old or the new one. Its rights are kept; of a link, what it
   * leads to is replaced.
   */
  write(path: string, bytes: Uint8Array, expected: Hash | null): Promise<Change>;
  /** Whether `write` could put new bytes in the place of the file now: tried beside it, and taken away again. */
  tryWrite(path: string): Promise<Change>;
  /** Deletes a file that we created, if it still has the hash that we gave it. */
  remove(path: string, expected: Hash): Promise<Change>;
  /** Takes away what a write that was cut off by a crash left beside the file. */
  tidy(path: string): Promise<void>;
  /** Adds one line to a file of our data folder and waits until it is on the disk. */
  append(path: string, line: string): Promise<Change>;
  /** `denied` with the reason: no zip, damaged, or with names and sizes that no release has. */
  openArchive(path: string): Promise<Answer<Archive>>;
  /** Unpacks, reads back what was written, and only then gives the folder its name. */
  unpack(order: Unpacking, signal?: AbortSignal): Promise<Change>;
  /** Deletes those files of a folder that are still what they were, and the folders that are empty then; `kept`: others are left. */
  removeFolder(target: string, content: FolderContent): Promise<Change & { readonly kept?: boolean }>;
  run(command: Command, options?: RunOptions): Promise<RunResult>;
  /** Runs one program with administrator rights, after Windows has asked the user. */
  runElevated(command: Command): Promise<RunResult>;
  /** Waits for a NapCat that shows `token`, takes its first event and calls one harmless API. `null`: no port to be had. */
  openDoor(order: { readonly token: string; readonly deadlineMs: number }, signal?: AbortSignal): Promise<Door | null>;
  /** A JSON request; `known` holds the parsed answer, whatever its status. */
  post(request: Post, signal?: AbortSignal): Promise<Answer<unknown>>;
}
