/** `explain CODE`: the page of one verdict code, or the list of all. Works offline. */
import { HOPS, isVerdictCode, VERDICT_CODES, VERDICTS } from '../../../contract/codes.ts';
import { ladderLines } from '../../../contract/messages/ladder-lines.ts';
import { EXIT } from '../exit-status.ts';
import { nearest } from '../nearest.ts';
import { columns, padTo } from '../output/style.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export async function explain({ code }: { readonly code: string | undefined }, terminal: Terminal): Promise<number> {
  const { out, style, messages } = terminal;
  const catalogue = await terminal.catalogue();
  if (code === undefined) {
    const width = Math.max(...VERDICT_CODES.map(columns));
    out(style.bold(messages.page.allCodes));
    for (const hop of [...HOPS, null]) {
      out('');
      if (hop !== null) out(style.bold(`${hop} ${catalogue.hops[hop].name}`));
      for (const known of VERDICT_CODES.filter((candidate) => VERDICTS[candidate].hop === hop))
        out(`  ${padTo(known, width)}  ${catalogue.pages[known].title}`);
    }
    return EXIT.healthy;
  }
  if (!isVerdictCode(code))
    throw new CommandError(messages.errors.unknownCode(code, nearest(code, VERDICT_CODES)), EXIT.usage);
  const page = catalogue.pages[code];
  const { hop, side } = VERDICTS[code];
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  out(
    [
      style.bold(page.title),
      style.dim(
        [
          `${messages.labels.code}: ${code}`,
          ...(hop === null ? [] : [`${messages.labels.hop}: ${hop} ${catalogue.hops[hop].name}`]),
          `${messages.labels.side}: ${catalogue.sides[side]}`,
        ].join(' · '),
      ),
      ...list(messages.page.what, [page.what]),
      ...list(messages.page.proof, [page.proof]),
      ...(hop === null
        ? []
        : list(
            messages.page.ladder,
            ladderLines(code, catalogue, messages.page).map(({ level, takes }) => `- ${level}: ${takes}`),
          )),
      ...list(
        messages.page.steps,
        page.steps.map((step, index) => `${index + 1}. ${step}`),
      ),
      ...list(
        messages.page.avoid,
        page.avoid.map((text) => `- ${text}`),
      ),
      ...list(
        messages.page.mistakenFor,
        page.mistakenFor.map((text) => `- ${text}`),
      ),
    ].join('\n'),
  );
  return EXIT.healthy;
}
