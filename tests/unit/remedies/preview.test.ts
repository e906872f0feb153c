import { describe, expect, it } from 'vitest';

import { unifiedDiff } from '../../../electron/remedies/editors/diff.ts';
import { createMask } from '../../../electron/remedies/editors/mask.ts';

const asIs = (line: string): string => line;

describe('a preview', () => {
  it('shows the changed lines with three around them', () => {
    expect(unifiedDiff('f', '1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nfive\n6\n', asIs)).toBe(
      ['--- f', '+++ f', '@@ -2,5 +2,5 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6'].join('\n'),
    );
  });

  it('is empty when nothing changes', () => {
    expect(unifiedDiff('f', 'a\n', 'a\n', asIs)).toBe('');
  });

  it.each([
    ['  "token": "s3cret",', '  "token": "token-1",'],
    ["token: 's3\\'cret'", "token: 'token-1'"],
    ['ONEBOT_ACCESS_TOKEN=s3cret', 'ONEBOT_ACCESS_TOKEN=token-1'],
    ['OPENAI_API_KEY="s3cret"', 'OPENAI_API_KEY="token-1"'],
    ['"url": "ws://h/?access_token=s3cret"', '"url": "ws://h/?access_token=token-1"'],
    ['"url": "ws://me:s3cret@h/"', '"url": "ws://me:token-1@h/"'],
    ['"token": ""', '"token": ""'],
    ['PORT=8080', 'PORT=8080'],
  ])('hides the secret of %s', (line, shown) => {
    expect(createMask()(line)).toBe(shown);
  });

  it('names equal secrets equally', () => {
    const mask = createMask();
    expect([mask('token: "a"'), mask('token: "b"'), mask('ACCESS_TOKEN=a')]).toEqual([
      'token: "token-1"',
      'token: "token-2"',
      'ACCESS_TOKEN=token-1',
    ]);
  });
});
