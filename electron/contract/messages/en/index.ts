/** The English catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { doubts } from './doubts.ts';
import { evidence, evidenceValue } from './evidence.ts';
import { formSign } from './form-signs.ts';
import { hop1 } from './hop1.ts';
import { hop2 } from './hop2.ts';
import { hop3 } from './hop3.ts';
import { hop4 } from './hop4.ts';
import { hop5 } from './hop5.ts';
import { nextSteps } from './next-steps.ts';
import { other } from './other.ts';
import { confidence, evidenceKinds, hops, outcomes, sides } from './ui.ts';
import { watchEvent } from './watch.ts';

export const en: Catalogue = {
  pages: { ...hop1, ...hop2, ...hop3, ...hop4, ...hop5, ...other },
  hops,
  sides,
  confidence,
  outcomes,
  nextSteps,
  doubts,
  formSign,
  evidence,
  evidenceKinds,
  evidenceValue,
  watchEvent,
};
