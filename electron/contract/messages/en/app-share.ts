/** Texts of the page for helpers. */
import type { ShareTexts } from '../app-share.ts';
import { clock } from '../phrase.ts';
import { q } from './phrases.ts';

export const shareEn: ShareTexts = {
  heading: 'Get help',
  lead: 'When you cannot solve it, give a bundle to somebody who helps: opened in this program it shows the same machine, without what is private.',
  make: 'Export a bundle',
  makeLead:
    'Looks at the computer once more and masks tokens, accounts, names and chat text. Nothing leaves before you save it.',
  prepare: 'Prepare the bundle',
  prepareAgain: 'Prepare again',
  preparing: 'Preparing',
  stop: 'Cancel',
  summary: 'Summary for a chat',
  summaryLead: 'At most 20 lines, masked.',
  copySummary: 'Copy the summary',
  noSummary: 'The summary held something that could not be masked, so there is none.',
  parts: 'What is in the bundle',
  partsLead: 'Read each part first; switch off what you do not want to give away.',
  size: (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024)} KB`),
  read: 'Read',
  reading: (file) => `Content of ${q(file)}`,
  cut: 'There is more; this is the beginning.',
  masked: 'What was masked',
  omitted: 'What is not in it',
  noRecording: 'Without the recording the helper can only read the report and not diagnose anew.',
  save: 'Save the bundle…',
  saved: (path) => `Saved to ${q(path)}.`,
  downloaded: (name) => `Given to the browser to save: ${q(name)}.`,
  notSaved: 'Not saved.',
  notWritten: (path, code) => `${q(path)} cannot be written (${code}). Choose another folder.`,
  draftLost: 'What was prepared is gone; please prepare it again.',
  open: 'Open somebody’s bundle',
  openLead:
    'Or drop the file on the window. It is read only: nothing here is changed, and that machine is not contacted.',
  choose: 'Choose a bundle…',
  drop: 'Drop it here',
  dropHere: 'Let go to open this file',
  elsewhere: (name) => `You are looking at somebody else’s machine: ${q(name)}`,
  demo: 'You are looking at a recorded machine, not at this computer.',
  takenAt: (time, tool) => `looked at ${clock(time)}, ${tool}`,
  readOnly: 'Read only.',
  backHere: 'Back to this computer',
};
