/** The report as plain text, and the twenty lines of it that fit into a chat. */
import { visible } from './visible.ts';
import type { ReportSection, ReportView } from './view.ts';

export function reportText({ title, subtitle, hops, headline, sentence, remark, sections }: ReportView): string {
  return [
    title,
    subtitle,
    '',
    ...hops.map(({ outcome, name, said }) => `[${MARKS[outcome]}] ${name}  ${said}`),
    '',
    headline,
    ...[sentence, remark].filter((line) => line !== '').map((line) => `  ${line}`),
    ...sections.flatMap((section) => ['', section.heading, ...linesOf(section)]),
    '',
  ]
    .map(visible)
    .join('\n');
}

const SUMMARY_LINES = 20;
const SUMMARY_WIDTH = 200;

/** Title, hops, verdict and evidence; long lines are cut. */
export function reportSummary({ title, subtitle, hops, headline, sentence, remark, sections }: ReportView): string {
  return [
    `${title} · ${subtitle}`,
    ...hops.map(({ outcome, name, said }) => `[${MARKS[outcome]}] ${name} ${said}`),
    headline,
    ...[sentence, remark].filter((line) => line !== ''),
    ...sections.slice(0, 1).flatMap(linesOf).slice(0, 5),
    ...sections
      .slice(1)
      .filter(({ ordered }) => ordered === true)
      .flatMap(linesOf),
  ]
    .slice(0, SUMMARY_LINES)
    .map((line) => visible(line.replace(/\s*\n\s*/g, ' ')).slice(0, SUMMARY_WIDTH))
    .join('\n');
}

const MARKS = { pass: 'ok', warn: '! ', fail: 'X ', skip: '- ', unknown: '? ', error: 'E ' } as const;

function linesOf({ lines, ordered, lead }: ReportSection): readonly string[] {
  const rows = lines.map((line) => (typeof line === 'string' ? line : `${line.term}: ${line.text}`));
  return [
    ...(lead === undefined ? [] : [lead]),
    ...rows.map((line, index) => `${ordered === true ? `${index + 1}.` : '-'} ${line}`),
  ];
}
