/** Texts of the page that watches a link. */
import type { WatchTexts } from '../app-watch.ts';

export const watchTextsEn: WatchTexts = {
  heading: 'Watch the link',
  lead: 'When the problem comes and goes, or a check cannot decide, let NapCat Doctor keep looking while you reproduce it: send a message, or restart one side.',
  promise: 'It only looks and changes nothing. What it sees goes into a bundle as well.',
  length: 'Watch for at most',
  minutes: (count) => `${count} min`,
  start: 'Begin to watch',
  again: 'Watch again',
  preparing: 'Looking at how it stands now',
  watching: (time) => `Watched for ${time}. Please reproduce the problem now.`,
  judging: 'Judging what was seen',
  end: 'Stop and judge',
  giveUp: 'Give up',
  verdict: (title) => `Verdict: ${title}`,
  timeline: 'Time line',
  timelineLead: 'What happened while watching, the newest last.',
  nothing: 'Nothing has happened yet.',
  notHere: 'A recorded machine cannot be watched.',
  lasted: (time, looks) => `Watched for ${time}, looked ${looks} times.`,
};
