/**
 * That no path of the wizard was left out. It runs after all other walks (vitest.config.ts) and compares what they
 * pressed and reached with what the state machine knows, so that a new phase or a new button is red until it is walked.
 */
import { describe, expect, test } from 'vitest';
import { REPAIR_NOTICES, REPAIR_PHASES } from '../../../electron/contract/messages/app-repair.ts';
import { LISTENS } from '../../../renderer/model/repair.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { allWalked, USERS_EVENTS } from '../support/walked.ts';

const needs = [venv('nonebot-current'), venv('nonebot-no-websockets')] as const;

describe.skipIf(lacks(...needs))(named('of all walks together', ...needs), () => {
  const missing = (wanted: readonly string[]): readonly string[] => wanted.filter((one) => !allWalked().has(one));

  test('every phase was reached', () => {
    expect(missing(REPAIR_PHASES)).toEqual([]);
  });

  test('every button was pressed wherever it is shown', () => {
    const buttons = REPAIR_PHASES.flatMap((phase) =>
      LISTENS[phase].filter((kind) => USERS_EVENTS.has(kind)).map((kind) => `${phase} ${kind}`),
    );
    expect(missing(buttons)).toEqual([]);
  });

  test('every notice was read', () => {
    expect(missing(REPAIR_NOTICES.map((notice) => `notice ${notice}`))).toEqual([]);
  });
});
