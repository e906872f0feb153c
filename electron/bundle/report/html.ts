/**
 * The report as one HTML file: no script, no picture, nothing from elsewhere. Its policy allows this one style sheet by
 * hash and nothing else, so that foreign text in it stays text even if an escape were missing.
 */
import { createHash } from 'node:crypto';
import { visible } from './visible.ts';
import type { ReportHop, ReportSection, ReportView } from './view.ts';

export function reportHtml(
  { title, subtitle, hops, headline, sentence, remark, sections }: ReportView,
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
    `<section class="verdict"><h2>${escapeHtml(headline)}</h2>${paragraph(sentence)}${paragraph(remark, 'remark')}</section>`,
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
  return `<li class="${outcome}"><strong>${escapeHtml(name)}</strong> <span>${escapeHtml(said)}</span></li>`;
}

function sectionOf({ heading, lines, ordered }: ReportSection): string {
  const list = ordered === true ? 'ol' : 'ul';
  return `<section><h2>${escapeHtml(heading)}</h2><${list}>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</${list}></section>`;
}

function paragraph(text: string, kind = ''): string {
  return text === '' ? '' : `<p${kind === '' ? '' : ` class="${kind}"`}>${escapeHtml(text)}</p>`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c1121f; --note: #9a6700; }
body { font: 16px/1.6 system-ui, "Microsoft YaHei", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
header p, .remark { opacity: .75; margin: .25rem 0; }
.hops { list-style: none; padding: 0; margin: 1.5rem 0; border: 1px solid var(--line); border-radius: .5rem; }
.hops li { padding: .5rem .75rem; border-left: .35rem solid var(--line); } .hops li + li { border-top: 1px solid var(--line); }
.hops .pass { border-left-color: var(--good); } .hops .fail, .hops .error { border-left-color: var(--bad); }
.hops .warn, .hops .unknown { border-left-color: var(--note); }
.verdict { border: 2px solid var(--line); border-radius: .5rem; padding: .25rem 1rem; }
.verdict h2 { font-size: 1.3rem; margin: .75rem 0 .25rem; }
@media print { :root { color-scheme: light; } body { max-width: none; margin: 0; font-size: 11pt; } section, li { break-inside: avoid; } }
`;
