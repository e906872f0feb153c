/**
 * The journal: one JSON line before and after everything that changes the computer, on the disk before the change is
 * made. After a crash it says what was begun; a last line that was cut off says nothing and is skipped. It holds paths
 * and hashes; contents lie in the backups beside it.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';

import { REMEDY_CODES, STEP_CODES } from '../../contract/remedies.ts';
import type { PastPlan } from '../../contract/remedies.ts';
import type { Change, Hand } from '../../machine/hand.ts';
import { liveConfigSchema } from '../napcat/live.ts';

/** What taking one step back needs. */
const fileNote = v.object({
  kind: v.literal('file'),
  path: v.string(),
  /** `null`: we created the file. */
  before: v.nullable(v.object({ hash: v.string(), backup: v.string() })),
  after: v.string(),
  live: v.nullable(liveConfigSchema),
  /** What the file may mean when NapCat wrote it anew (napcat/document.ts). */
  meanings: v.array(v.string()),
  needsRestart: v.boolean(),
});
const commandNote = v.object({
  kind: v.literal('command'),
  undo: v.nullable(v.object({ argv: v.array(v.string()), cwd: v.optional(v.string()) })),
  elevated: v.boolean(),
});
const folderNote = v.object({
  kind: v.literal('folder'),
  target: v.string(),
  /** Where it is written down what the folder was made of. */
  content: v.string(),
});
const note = v.variant('kind', [fileNote, commandNote, folderNote]);

export type FileNote = v.InferOutput<typeof fileNote>;
export type CommandNote = v.InferOutput<typeof commandNote>;
export type FolderNote = v.InferOutput<typeof folderNote>;
export type UndoNote = FileNote | CommandNote | FolderNote;

const stepParams = v.record(v.string(), v.union([v.string(), v.number()]));
const line = v.variant('t', [
  v.object({
    t: v.literal('plan'),
    id: v.string(),
    at: v.string(),
    remedy: v.picklist(REMEDY_CODES),
    steps: v.array(v.object({ code: v.picklist(STEP_CODES), params: stepParams })),
  }),
  v.object({ t: v.literal('begin'), id: v.string(), step: v.number(), note }),
  /** `state` `failed`: nothing was changed. */
  v.object({ t: v.literal('end'), id: v.string(), step: v.number(), state: v.picklist(['done', 'failed']) }),
  v.object({ t: v.literal('undone'), id: v.string(), step: v.number() }),
]);
type Line = v.InferOutput<typeof line>;
type PlanLine = Extract<Line, { t: 'plan' }>;

export interface JournaledPlan extends Omit<PlanLine, 't'> {
  /** Steps begun and not taken back, in the order in which they were begun. */
  readonly open: readonly OpenStep[];
}

interface OpenStep {
  readonly step: number;
  readonly note: UndoNote;
  /** Whether its end was written down: a crash leaves none. */
  readonly ended: boolean;
}

export interface Journal {
  record(entry: Line): Promise<Change>;
  /** Oldest first. */
  plans(): Promise<readonly JournaledPlan[]>;
  backupPath(id: string, step: number): string;
}

export function openJournal(hand: Hand): Journal {
  const file = join(hand.stateDir, 'journal.jsonl');
  return {
    record: (entry) => hand.append(file, JSON.stringify(entry)),
    plans: async () => {
      const held = await hand.read(file);
      return held.state === 'known' ? plansIn(new TextDecoder().decode(held.value.bytes)) : [];
    },
    backupPath: (id, step) => join(hand.stateDir, `backup-${id}-${step}`),
  };
}

/** Sorts by time; short enough to type. */
export function newPlanId(now: Date): string {
  const day = now.toISOString().replace(/[-:T]/g, '').slice(2, 12);
  return `${day}-${randomBytes(3).toString('hex')}`;
}

export function asPastPlan({ id, at, remedy, steps, open }: JournaledPlan): PastPlan {
  return {
    id,
    at,
    remedy,
    steps: steps.map(({ code, params }, index) => {
      const stands = open.find(({ step }) => step === index);
      if (stands === undefined) return { code, params, undoable: false };
      return { code, params, undoable: canBeTakenBack(stands), stands: stands.ended ? 'done' : 'cut-off' };
    }),
  };
}

/** What was installed stays; a file that was only read anew is as it was, unless a crash came in between. */
export function canBeTakenBack({ note, ended }: OpenStep): boolean {
  switch (note.kind) {
    case 'command':
      return note.undo !== null;
    case 'file':
      return !ended || note.before?.hash !== note.after;
    case 'folder':
      return true;
  }
}

function plansIn(text: string): readonly JournaledPlan[] {
  const plans = new Map<string, PlanLine>();
  const open = new Map<string, Map<number, OpenStep>>();
  // A line that was cut off ends without a line end; what is appended later then stands on the same line.
  for (const piece of text.split('\n')) {
    const entry = lineFrom(piece);
    if (entry === null) continue;
    if (entry.t === 'plan') plans.set(entry.id, entry);
    const steps = open.get(entry.id) ?? new Map<number, OpenStep>();
    open.set(entry.id, steps);
    if (entry.t === 'begin') steps.set(entry.step, { step: entry.step, note: entry.note, ended: false });
    if (entry.t === 'undone' || (entry.t === 'end' && entry.state === 'failed')) steps.delete(entry.step);
    else if (entry.t === 'end') {
      const begun = steps.get(entry.step);
      if (begun !== undefined) steps.set(entry.step, { ...begun, ended: true });
    }
  }
  return [...plans.values()].map(({ id, at, remedy, steps }) => ({
    id,
    at,
    remedy,
    steps,
    open: [...(open.get(id)?.values() ?? [])],
  }));
}

function lineFrom(text: string): Line | null {
  try {
    const parsed = v.safeParse(line, JSON.parse(text.replace(/^.*(?=\{"t":)/, '')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
