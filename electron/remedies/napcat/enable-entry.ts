/** Switches the entry on. */
import type { Remedy } from '../remedy.ts';
import { changeEntry, entryOf } from './entry.ts';

export const enableEntry: Remedy = {
  code: 'enable-entry',
  cures: ['entry-disabled'],
  plan: async (context) => changeEntry(context, entryOf(context), 'enable-entry', {}, { enable: true }),
};
