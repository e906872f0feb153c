import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { Params } from '../../../electron/contract/diagnosis.ts';
import type { Catalogue } from '../../../electron/contract/messages/catalogue.ts';
import { VARIANTS } from '../../../electron/contract/messages/variants.ts';
import { CATALOGUES, EMOJI, FULL, HAN, HOLES, withoutQuotes } from './samples.ts';

const SITUATIONS = VERDICT_CODES.flatMap((code): [VerdictCode, string | undefined][] =>
  [undefined, ...VARIANTS[code]].map((variant) => [code, variant]),
);

/** Each parameter alone: the holes that a partly filled finding would show. */
const SINGLES = Object.entries(FULL).map(([key, value]): Params => ({ [key]: value }));

describe.each(CATALOGUES)('sentences in %s', (language, { pages }) => {
  const end = language === 'zh' ? '。' : '.';

  it.each(SITUATIONS)('%s (%s) has no hole, whatever is missing', (code, variant) => {
    for (const params of [{}, FULL, ...SINGLES]) expect(pages[code].sentence(params, variant)).not.toMatch(HOLES);
  });

  it.each(SITUATIONS)('%s (%s) is one sentence on one line', (code, variant) => {
    for (const params of [{}, FULL]) {
      const bare = withoutQuotes(pages[code].sentence(params, variant));
      expect(bare.split(language === 'zh' ? '。' : /\.(?=\s|$)/)).toHaveLength(2);
      expect(bare.endsWith(end)).toBe(true);
      expect(bare).not.toContain('\n');
    }
  });

  it.each(SITUATIONS)('%s (%s) is in its language and without emoji', (code, variant) => {
    for (const params of [{}, FULL]) {
      const text = pages[code].sentence(params, variant);
      expect(HAN.test(withoutQuotes(text))).toBe(language === 'zh');
      expect(text).not.toMatch(EMOJI);
    }
  });

  it.each(VERDICT_CODES.filter((code) => VARIANTS[code].length > 1))(
    '%s says something else in each variant',
    (code) => {
      const texts = VARIANTS[code].map((variant) => pages[code].sentence({}, variant));
      expect(new Set(texts).size).toBe(texts.length);
    },
  );

  it('falls back to the general sentence for a variant that it does not know', () => {
    expect(pages['token-mismatch'].sentence(FULL, 'from-a-newer-version')).toBe(
      pages['token-mismatch'].sentence(FULL, undefined),
    );
  });

  it('survives parameters that an attacker wrote', () => {
    const hostile: Params = {
      url: `ws://\n\u202e${'a'.repeat(100_000)}`,
      entry: '__proto__\u0007',
      detail: '」”\r\n[object Object]',
    };
    for (const [code, variant] of SITUATIONS) {
      const text = pages[code].sentence(hostile, variant);
      expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(text.length).toBeLessThan(900);
    }
  });

  it('ends properly for any text in any parameter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SITUATIONS), fc.string({ unit: 'grapheme' }), ([code, variant], text) => {
        const sentence = pages[code].sentence({ url: text, file: text, detail: text, process: text }, variant);
        expect(sentence.endsWith(end)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the sentences carry', () => {
  const [zh, en] = CATALOGUES.map(([, { pages }]) => pages) as [Catalogue['pages'], Catalogue['pages']];

  it.each([
    ['token-mismatch', 'differ', ['nb', 'D:\\bot\\.env']],
    ['wrong-port', 'framework-elsewhere', ['18080', '8080', 'NoneBot']],
    ['port-in-use', undefined, ['18080', 'python.exe', '5120']],
    ['config-invalid', 'syntax', ['onebot11_100001.json', '6', '9']],
    ['malformed-url', 'full-width', ['nb', FULL.url, FULL.suggestion]],
    ['wrong-path', 'no-slash', ['/onebot/v11', FULL.suggestion]],
    ['port-excluded', undefined, ['18080', '18000', '18099']],
    ['config-not-applied', 'edited-after-start', ['2025-02-20 12:00:31', '2025-02-20 11:40:00']],
    ['duplicate-connection', 'second-napcat', ['100001', '5120']],
  ] as const)('%s (%s) names what is known', (code, variant, parts) => {
    for (const part of parts) {
      expect(zh[code].sentence(FULL, variant)).toContain(part);
      expect(en[code].sentence(FULL, variant)).toContain(part);
    }
  });

  it('an undecided verdict names what would decide', () => {
    expect(zh.undecided.sentence({ next: 'napcat-webui' }, 'general')).toContain('网络配置');
    expect(en.undecided.sentence({ next: 'napcat-webui' }, 'general')).toContain('“网络配置”');
  });

  it('Chinese and Latin letters stand apart, also where parameters join', () => {
    expect(zh['port-in-use'].sentence(FULL, undefined)).toBe(
      'NoneBot 要用的端口 18080 已被「python.exe」（PID 5120）占用，请关掉占用者，或给 NoneBot 换一个端口并同步改 NapCat 的 URL。',
    );
  });

  it('a path that holds Chinese and Latin letters is shown as it is', () => {
    expect(zh['no-permission'].sentence({ file: 'D:\\机器人bot\\a.json' }, undefined)).toContain(
      '「D:\\机器人bot\\a.json」',
    );
  });
});
