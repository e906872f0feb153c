/** One framework to be read: where it lives, how it was started, and what a reader hands back. */
import type { Ask, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { FrameworkFacts } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import type { Launch } from './launch.ts';

export interface Project {
  readonly machine: Machine;
  readonly ask: Ask;
  readonly secrets: Pick<SecretTable, 'intern'>;
  /** Folder of the project; `null` when only a process was seen. */
  readonly dir: string | null;
  /** How the running one was started; `null`: it does not run, or its command line is hidden. */
  readonly launch: Launch | null;
  /** The process that serves, when it runs. */
  readonly process: ProcessInfo | null;
}

/** What a reader finds in the configuration of a project. */
export type Reading = Pick<
  FrameworkFacts,
  | 'host'
  | 'port'
  | 'token'
  | 'path'
  | 'packages'
  | 'nonebot'
  | 'adapterEnabled'
  | 'configFiles'
  | 'brokenFiles'
  | 'expectedAccounts'
  | 'dials'
>;

export type Read = (project: Project) => Promise<Reading>;
