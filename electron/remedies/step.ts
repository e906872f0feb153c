/** A step as the runner needs it: what the contract shows of it, and the action behind it. */
import type { Plan, PlanStep, Preview, StepCode, StepParams } from '../contract/remedies.ts';
import type { Command, FolderContent, Hand, Hash, HeldFile, Unpacking } from '../machine/hand.ts';
import type { Machine } from '../machine/machine.ts';
import type { LiveConfig } from './napcat/live.ts';

/** What remedies look at and change the computer with. */
export interface Tools {
  readonly machine: Machine;
  readonly hand: Hand;
}

export interface FileAction {
  readonly kind: 'file';
  readonly path: string;
  /** What the file must still be; `null`: it must not exist. */
  readonly before: HeldFile | null;
  readonly after: Uint8Array;
  /** The running NapCat that takes the change over without a restart. */
  readonly live: LiveConfig | null;
  /** Whether a running program has to be started again before it reads the file. */
  readonly needsRestart: boolean;
  /** A file that this one is a copy of, and must still be. */
  readonly copyOf?: { readonly path: string; readonly hash: Hash };
  /** It lies in a folder that an earlier step of the plan makes, and goes away with it. */
  readonly inFolder?: true;
}

/** A new folder out of an archive. */
export interface FolderAction {
  readonly kind: 'folder';
  readonly order: Unpacking;
  /** Files that later steps put into it, by their name in it. */
  readonly added: FolderContent;
}

export interface CommandAction {
  readonly kind: 'command';
  readonly command: Command;
  readonly elevated: boolean;
  /** The command that takes it back; `null`: it stays. */
  readonly undo: Command | null;
}

export type Action = FileAction | CommandAction | FolderAction;

export interface Step extends PlanStep {
  /** `null`: a step of the user's. */
  readonly action: Action | null;
}

/** A plan that can be carried out. Only `plan` may leave the process: the actions hold whole files. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly actions: readonly (Action | null)[];
}

export function userStep(code: StepCode, params: StepParams): Step {
  return { code, params, previews: [], needsElevation: false, by: 'user', action: null };
}

export function doctorStep(code: StepCode, params: StepParams, previews: readonly Preview[], action: Action): Step {
  const needsElevation = action.kind === 'command' && action.elevated;
  return { code, params, previews, needsElevation, by: 'doctor', action };
}

export function commandStep(code: StepCode, params: StepParams, action: Omit<CommandAction, 'kind'>): Step {
  const { argv, cwd } = action.command;
  const preview: Preview = { kind: 'command', argv, cwd: cwd ?? null, elevated: action.elevated };
  return doctorStep(code, params, [preview], { kind: 'command', ...action });
}
