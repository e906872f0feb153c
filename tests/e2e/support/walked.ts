/**
 * What the walks pressed in the wizard and where they came, kept over all test files of a run, so that the last one can
 * tell whether a path was left out (tests/e2e/wizard/every-path.test.ts).
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { RepairTexts } from '../../../electron/contract/messages/app-repair.ts';
import type { RepairEvent } from '../../../renderer/model/repair.ts';
import { walkedFile } from './walked-file.ts';

export function walked(what: string): void {
  appendFileSync(walkedFile(inject('host')), `${what}\n`);
}

export function allWalked(): ReadonlySet<string> {
  const file = walkedFile(inject('host'));
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
}

/** What comes from the user; the rest are answers of the host. */
export const USERS_EVENTS: ReadonlySet<RepairEvent['kind']> = new Set([
  ...(['want', 'by-hand', 'plan', 'confirm', 'back', 'apply', 'verify', 'undo', 'next'] as const),
]);

/** What a button of the wizard means, by its words; `undefined`: it is no step of a repair. */
export function eventOf(texts: RepairTexts, name: string): RepairEvent['kind'] | undefined {
  const events: readonly (readonly [string, RepairEvent['kind']])[] = [
    [texts.preview, 'plan'],
    [texts.previewAgain, 'plan'],
    [texts.goOn, 'confirm'],
    [texts.apply, 'apply'],
    [texts.back, 'back'],
    [texts.verify, 'verify'],
    [texts.verifyAgain, 'verify'],
    [texts.undo, 'undo'],
    [texts.nextBest, 'next'],
    [texts.byHand, 'next'],
  ];
  return events.find(([words]) => words === name)?.[1];
}
