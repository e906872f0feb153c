/** One line on stderr that says what is being looked at, rewritten in place and gone at the end. */
import type { Progress } from '../../survey/survey.ts';
import { columns, harmless } from './output/style.ts';
import type { Terminal } from './terminal.ts';

export interface ProgressLine {
  readonly report: Progress;
  readonly clear: () => void;
}

export function progressLine({ err, progressWidth, messages }: Terminal): ProgressLine {
  if (progressWidth === null) return { report: () => undefined, clear: () => undefined };
  const open = new Set<Parameters<Progress>[0]>();
  const show = (text: string): void => err(`\r\u001b[2K${fit(harmless(text), progressWidth)}`);
  return {
    report(collector, state) {
      if (state === 'started') open.add(collector);
      else open.delete(collector);
      const latest = [...open].at(-1);
      if (latest !== undefined) show(messages.progress.looking(messages.collectors[latest]));
    },
    clear: () => err('\r\u001b[2K'),
  };
}

function fit(text: string, width: number): string {
  let cut = text;
  while (columns(cut) > width) cut = cut.slice(0, -1);
  return cut;
}
