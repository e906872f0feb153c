import { describe, expect, it } from 'vitest';
import { CATALOGUES, FORM_SIGNS, HAN, HOLES, withoutQuotes } from './samples.ts';

describe.each(CATALOGUES)('a sign of NapCat’s form in %s', (language, { formSign }) => {
  it.each(Object.entries(FORM_SIGNS))('is in its language, without a full stop: %s', (kind, sign) => {
    expect(sign.kind).toBe(kind);
    const text = formSign(sign);
    expect(text).not.toMatch(HOLES);
    expect(text).not.toMatch(/[。.]$/);
    expect(HAN.test(withoutQuotes(text))).toBe(language === 'zh');
  });

  it('no two read the same', () => {
    const texts = Object.values(FORM_SIGNS).map((sign) => formSign(sign));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('a container whose folder is not seen leaves no hole', () => {
    expect(formSign({ kind: 'contained', dir: null })).not.toMatch(HOLES);
  });
});
