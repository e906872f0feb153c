/**
 * The report as one HTML file: no script, no picture, nothing from elsewhere. Its policy allows this one style sheet by
 * hash and nothing else, so that foreign text in it stays text even if an escape were missing.
 */
import { createHash } from 'node:crypto';
import { visible } from './visible.ts';
import type { ReportHop, ReportLine, ReportSection, ReportView } from './view.ts';

export function reportHtml(
  { title, subtitle, hops, headline, sentence, remark, tone, sections }: ReportView,
  language: string,
): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<header><h1>${escapeHtml(title)}</h1><p>${escapeHtml(subtitle)}</p></header>`,
    '<main>',
    hops.length === 0 ? '' : `<ol class="hops">${hops.map(hopItem).join('')}</ol>`,
    `<section class="verdict ${tone}"><h2>${escapeHtml(headline)}</h2>${paragraph(sentence)}${paragraph(remark, 'remark')}</section>`,
    ...sections.map(sectionOf),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Text for any place in HTML. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function hopItem({ outcome, name, said }: ReportHop): string {
  return `<li class="${outcome}"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(said)}</span></li>`;
}

function sectionOf({ heading, lines, ordered, lead = '' }: ReportSection): string {
  return `<section><h2>${escapeHtml(heading)}</h2>${paragraph(lead)}${listOf(lines, ordered === true ? 'ol' : 'ul')}</section>`;
}

/** Terms make a table of two columns; plain lines a list. */
function listOf(lines: readonly ReportLine[], list: 'ol' | 'ul'): string {
  const terms = lines.filter((line) => typeof line !== 'string');
  if (terms.length > 0)
    return `<dl${layoutOf(terms)}>${terms.map(({ term, text, tone = 'plain' }) => `<div class="${tone}"><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd></div>`).join('')}</dl>`;
  const plain = lines.filter((line) => typeof line === 'string');
  return plain.length === 0 ? '' : `<${list}>${plain.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</${list}>`;
}

/** Times need little room, and short answers stand in two columns. */
function layoutOf(terms: readonly { readonly term: string; readonly text: string }[]): string {
  if (terms.every(({ term }) => /^[\d:]+$/.test(term))) return ' class="times"';
  return terms.length > 4 && terms.every(({ term, text }) => term.length + text.length < 60) ? ' class="short"' : '';
}

function paragraph(text: string, kind = ''): string {
  return text === '' ? '' : `<p${kind === '' ? '' : ` class="${kind}"`}>${escapeHtml(text)}</p>`;
}

/** The colours of the app's own window (renderer/styles/tokens.css), on paper those of the light one. */
const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f3f3, #202020); --card: light-dark(#fdfdfd, #2c2c2c); --line: light-dark(#d9d9d9, #454545);
  --text: light-dark(#1a1a1a, #fff); --soft: light-dark(#555, #cfcfcf);
  --good: light-dark(#0b6a0b, #7fd67f); --warn: light-dark(#7a4a00, #ffd866); --bad: light-dark(#b10e1c, #ffa2aa);
}
* { box-sizing: border-box; }
body {
  max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; background: var(--ground); color: var(--text);
  font: 0.9375rem/1.6 "Segoe UI Variable Text", "Segoe UI", "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif;
  overflow-wrap: anywhere;
}
:lang(en) body { font-family: "Segoe UI Variable Text", "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.3; }
h2 { margin: 0 0 .5rem; font-size: 1.0625rem; }
p { margin: 0 0 .5rem; }
header { margin-bottom: 1.25rem; }
header p, .remark, section:not(.verdict) > p { color: var(--soft); }
ul, ol { margin: 0; padding-left: 1.5rem; }
section { margin-top: 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.hops { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.hops li { --tone: var(--line); padding: .75rem; border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 8px; background: var(--card); }
.hops strong, .hops span { display: block; }
.hops span { color: var(--tone); font-size: .8125rem; }
.hops .skip, .hops .unknown { --tone: var(--soft); }
.hops .pass { --tone: var(--good); } .hops .warn { --tone: var(--warn); } .hops .fail, .hops .error { --tone: var(--bad); }
.verdict { border-left: 4px solid var(--tone, var(--soft)); }
.verdict.good { --tone: var(--good); } .verdict.bad { --tone: var(--bad); }
.verdict h2 { font-size: 1.25rem; }
.verdict p { margin: 0; }
.verdict .remark { margin-top: .5rem; font-size: .8125rem; }
dl { margin: 0; }
dl div { --tone: var(--line); display: grid; grid-template-columns: minmax(4rem, 13rem) minmax(0, 1fr); gap: 0 1rem; padding: .25rem 0 .25rem .75rem; border-left: 3px solid var(--tone); }
dl.times div { grid-template-columns: 4rem minmax(0, 1fr); font-variant-numeric: tabular-nums; }
dl.short { columns: 2 22rem; column-gap: 2rem; } dl.short div { break-inside: avoid; }
dl .good { --tone: var(--good); } dl .warn { --tone: var(--warn); } dl .bad { --tone: var(--bad); }
dt { color: var(--soft); } dd { margin: 0; }
@media screen and (max-width: 46rem) { .hops { grid-template-columns: minmax(0, 1fr); } dl div { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :root { color-scheme: light; }
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; background: none; font-size: 10pt; }
  section, .hops li { background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .hops { grid-template-columns: repeat(5, minmax(0, 1fr)); }
  h2 { break-after: avoid; } li, dl div, .verdict, .hops { break-inside: avoid; }
}
`;
