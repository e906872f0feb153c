/** Every fault with its cure that the command line and the window carry out alike. */
import type { CureSheet } from './cure.ts';
import { ENTRIES } from './entries.ts';
import { FRAMEWORK } from './framework.ts';
import { PACKAGES } from './packages.ts';
import { STOP_GAPS } from './stop-gaps.ts';
import { TOKENS } from './tokens.ts';
import { URLS } from './urls.ts';

export const CURE_SHEETS: readonly CureSheet[] = [ENTRIES, TOKENS, URLS, FRAMEWORK, STOP_GAPS, PACKAGES];
