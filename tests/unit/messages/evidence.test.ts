import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../electron/contract/diagnosis.ts';
import { CATALOGUES, EVIDENCE, HAN, HOLES, withoutQuotes } from './samples.ts';

const ALL: readonly (readonly [string, Evidence])[] = Object.values(EVIDENCE)
  .flat()
  .map((evidence) => [JSON.stringify(evidence), evidence]);

describe.each(CATALOGUES)('evidence in %s', (language, { evidence, evidenceValue }) => {
  it.each(ALL)('is a sentence without holes: %s', (_, piece) => {
    const text = evidence(piece);
    expect(text).not.toMatch(HOLES);
    expect(text).toMatch(language === 'zh' ? /。$/ : /\.$/);
  });

  it.each(ALL)('is in its language: %s', (_, piece) => {
    expect(HAN.test(withoutQuotes(evidence(piece)))).toBe(language === 'zh');
  });

  it('never shows the text of a token', () => {
    const value = 'hunter2';
    expect(evidence({ kind: 'file', path: '.env', key: 'ONEBOT_ACCESS_TOKEN', value })).not.toContain(value);
  });

  it('shows by name whether two tokens are the same', () => {
    const of = (value: string): string =>
      evidence({ kind: 'file', path: '.env', key: 'network.websocketClients[0].token', value });
    expect(of('token-1')).toContain('token-1');
    expect(of('(empty)')).toMatch(language === 'zh' ? /是空的/ : /is empty/);
  });

  it('puts an IPv6 address in brackets before its port', () => {
    expect(evidence({ kind: 'listener', address: '::1', port: 8080, pid: null, process: null })).toContain(
      '[::1]:8080',
    );
  });

  it('keeps control characters and line breaks of a log away', () => {
    const text = evidence({ kind: 'log', source: 'a.log', line: 1, at: null, text: 'x\u001b[31m\r\ny\u202ez' });
    expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('shows what a field holds in words where it is a name of ours, else as it is', () => {
    const ours = [
      ['answer', 'refused'],
      ['answer', 'no answer'],
      ['state', 'established'],
      ['path', 'default'],
      ['path', 'env'],
      ['path', 'env (pid 5120)'],
      ['path', 'pasted'],
    ] as const;
    for (const [field, value] of ours) expect(HAN.test(evidenceValue(field, value))).toBe(language === 'zh');
    expect(evidenceValue('path', 'env (pid 5120)')).toContain('5120');
    expect(evidenceValue('answer', '404 (uvicorn)')).toBe('404 (uvicorn)');
    expect(evidenceValue('path', 'D:\\bot\\.env')).toBe('D:\\bot\\.env');
  });

  it('says that it could not look, not that nothing is there', () => {
    const text = evidence({ kind: 'unseen', what: 'listeners', state: 'denied' });
    expect(text).toMatch(language === 'zh' ? /没有看到：权限不足/ : /could not be seen for lack of rights/);
  });
});
