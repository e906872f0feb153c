/** The words around pasted text. */
import type { PasteTexts } from '../app-paste.ts';
import { q } from './phrases.ts';

export const pasteEn: PasteTexts = {
  heading: 'Paste the text from the bot’s window here',
  ask: 'Paste the text from the bot’s window',
  lead: 'A bot started with a command such as nb run writes no log file: why it failed stands only in its black window. Paste that text, then check.',
  how: 'How to copy it',
  hints: [
    'The window has tabs at the top (Windows Terminal): press Ctrl+Shift+A to select all, then Ctrl+Shift+C to copy.',
    'The window has no tabs (the old black one): right-click its title bar, choose “Edit” → “Select All”, then press Enter to copy.',
    'If the title still says “Select” afterwards, press Esc, or the program in that window stands still.',
    'The window vanishes at once: open a terminal in the bot’s folder, type nb run, wait until it stops, and copy then.',
  ],
  label: 'Text of the window',
  hidden: (lines) =>
    `The text is long, so the box shows its end only; ${lines === 1 ? 'the line' : `the ${lines} lines`} before it will be read as well.`,
  limits:
    'Only the last 2 MB are read. It stays in memory and is gone when you close NapCat Doctor; chat and secrets are masked wherever it is shown.',
  choose: 'Choose a log file…',
  clear: 'Clear',
  leaveOut: (name) => `Leave out ${q(name)}`,
  given: (lines, files) =>
    [
      ...(lines > 0 ? [`${lines} ${lines === 1 ? 'line' : 'lines'} pasted`] : []),
      ...(files > 0 ? [`${files} ${files === 1 ? 'file' : 'files'}`] : []),
    ].join(', '),
  notices: {
    cut: 'The text is too long; only its last 2 MB were kept, and lines are counted from there.',
    fileCut: (name) => `${q(name)} is large; only its last 2 MB are read, and lines are counted from there.`,
    tooMany: (most) => `At most ${most} files; leave one out first.`,
    unreadable: (name) => `${q(name)} cannot be read.`,
  },
};
