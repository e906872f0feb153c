/**
 * What the walks pressed in the wizard and where they came, kept over all test files of a run, so that the last one can
 * tell whether a path was left out (tests/e2e/wizard/every-path.test.ts).
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import type { RepairTexts } from '../../../electron/contract/messages/app-repair.ts';
import type { RepairEvent } from '../../../renderer/model/repair.ts';
import { ROOT } from '../../../scripts/build.mjs';

export function walked(what: string): void {
  appendFileSync(fileOf(inject('host')), `${what}\n`);
}

export function allWalked(): ReadonlySet<string> {
  const file = fileOf(inject('host'));
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
}

/** Before a run. */
export function forgetWalks(host: string): void {
  const file = fileOf(host);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
}

function fileOf(host: string): string {
  return join(ROOT, `.cache/walked-${host}.txt`);
}

/** What a button of the wizard means, by its words; `undefined`: it is no step of a repair. */
export function eventOf(texts: RepairTexts, name: string): RepairEvent['kind'] | undefined {
  const events: readonly (readonly [string, RepairEvent['kind']])[] = [
    [texts.preview, 'plan'],
    [texts.previewAgain, 'plan'],
    [texts.goOn, 'confirm'],
    [texts.apply, 'apply'],
    [texts.back, 'back'],
    [texts.verify, 'verify'],
    [texts.undo, 'undo'],
    [texts.nextBest, 'next'],
    [texts.byHand, 'next'],
  ];
  return events.find(([words]) => words === name)?.[1];
}
