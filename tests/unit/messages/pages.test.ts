import { describe, expect, it } from 'vitest';
import { HOPS, VERDICT_CODES } from '../../../electron/contract/codes.ts';
import { NEXT_STEPS } from '../../../electron/contract/diagnosis.ts';
import type { CodePage } from '../../../electron/contract/messages/catalogue.ts';
import { CATALOGUES, EMOJI, HAN, withoutQuotes } from './samples.ts';

const FIREWALL = /防火墙|firewall/i;

function texts(page: CodePage): readonly string[] {
  return [page.what, page.proof, ...page.steps, ...page.avoid, ...page.mistakenFor];
}

/** Where something is advised, rather than warned of or named as a mix-up. */
function advice(page: CodePage): string {
  return [page.sentence({}, undefined), ...page.steps].join('\n');
}

describe.each(CATALOGUES)('pages in %s', (language, { pages, hops, sides, confidence, outcomes, nextSteps }) => {
  it('exist for exactly the verdict codes', () => {
    expect(Object.keys(pages).sort()).toEqual([...VERDICT_CODES].sort());
  });

  it.each(VERDICT_CODES)('%s says what it is, what proves it and what to do', (code) => {
    const { what, proof, steps, avoid } = pages[code];
    for (const part of [what, proof, steps.join(''), avoid.join('')]) expect(part).not.toBe('');
  });

  it.each(VERDICT_CODES)('%s has a short title without a full stop', (code) => {
    const { title } = pages[code];
    if (language === 'zh') expect(Array.from(title).length).toBeLessThanOrEqual(20);
    else expect(title.split(' ').length).toBeLessThanOrEqual(8);
    expect(title).not.toMatch(/[。.]$/);
  });

  it.each(VERDICT_CODES)('%s ends each of its texts with a full stop', (code) => {
    for (const text of texts(pages[code])) expect(text).toMatch(language === 'zh' ? /。$/ : /\.$/);
  });

  it.each(VERDICT_CODES)('%s has no emoji', (code) => {
    for (const text of [pages[code].title, ...texts(pages[code])]) expect(text).not.toMatch(EMOJI);
  });

  it('have different titles', () => {
    expect(new Set(VERDICT_CODES.map((code) => pages[code].title)).size).toBe(VERDICT_CODES.length);
  });

  it('number no steps by themselves: the renderer does', () => {
    for (const code of VERDICT_CODES)
      for (const step of pages[code].steps) expect(step).not.toMatch(/^\s*(?:\d+[.、)]|[-*•])/);
  });

  it('have a word for every hop, side, confidence, outcome and next step', () => {
    const words = [
      ...HOPS.flatMap((hop) => [hops[hop].name, hops[hop].question]),
      ...Object.values(sides),
      ...Object.values(confidence),
      ...Object.values(outcomes),
      ...NEXT_STEPS.map((step) => nextSteps[step]),
    ];
    for (const word of words) expect(word).toMatch(/\S/);
  });

  it('next steps end without a full stop, because they end another sentence', () => {
    for (const step of NEXT_STEPS) expect(nextSteps[step]).not.toMatch(/[。.]$/);
  });
});

describe('the languages stay apart', () => {
  const [[, zh], [, en]] = CATALOGUES as [(typeof CATALOGUES)[0], (typeof CATALOGUES)[0]];

  it.each(VERDICT_CODES)('%s is Chinese on the Chinese page', (code) => {
    for (const text of [zh.pages[code].title, ...texts(zh.pages[code])]) expect(text).toMatch(HAN);
  });

  it.each(VERDICT_CODES)('%s has Chinese on the English page only as quoted words of a program', (code) => {
    for (const text of [en.pages[code].title, ...texts(en.pages[code])]) expect(withoutQuotes(text)).not.toMatch(HAN);
  });

  it.each(VERDICT_CODES)('%s has as many steps in both', (code) => {
    expect(en.pages[code].steps).toHaveLength(zh.pages[code].steps.length);
  });

  it.each(VERDICT_CODES)('%s translates every quoted word of the WebUI', (code) => {
    for (const text of texts(en.pages[code])) {
      for (const [, after] of text.matchAll(/“[^”]*\p{Script=Han}[^”]*”(.{0,2})/gu)) expect(after).toBe(' (');
    }
  });
});

describe.each(CATALOGUES)('no page in %s promises what it must not', (language, { pages }) => {
  it.each(VERDICT_CODES.filter((code) => code !== 'firewall-block'))('%s does not advise the firewall', (code) => {
    expect(advice(pages[code])).not.toMatch(FIREWALL);
  });

  it('firewall-block says that it is never about connections within one computer', () => {
    const { what, proof, avoid } = pages['firewall-block'];
    expect(what).toMatch(language === 'zh' ? /本机之间的连接不受它影响/ : /within one computer are not affected/);
    expect(proof).toMatch(language === 'zh' ? /非本机/ : /not local/);
    expect(avoid.join()).toContain('127.0.0.1');
  });

  it('a security product is not accused for its mere presence', () => {
    expect(pages['blocked-by-security-software'].proof).toMatch(
      language === 'zh' ? /只是装着.*不能证明/ : /presence alone proves nothing/,
    );
  });

  it('the PacketBackend message is no reason to change QQ', () => {
    expect(pages['qq-version-unsupported'].avoid.join()).toContain('PacketBackend');
    expect(pages['qq-version-unsupported'].steps.join()).not.toContain('PacketBackend');
  });

  it.each(['obsolete-config-format', 'config-not-applied'] as const)(
    '%s does not send people from the desktop to the plugin form, and says why not',
    (code) => {
      const plugin = language === 'zh' ? /插件版/ : /plugin/;
      expect(pages[code].steps.join()).not.toMatch(plugin);
      expect(pages[code].avoid.join()).toMatch(plugin);
    },
  );

  it('nobody is told to empty a token where strangers can reach the port', () => {
    for (const code of ['wrong-address', 'bind-address-invalid', 'container-address', 'firewall-block'] as const) {
      expect(pages[code].steps.join()).toMatch(/Token/);
    }
  });
});
