import fc from 'fast-check';
import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';

import { editJson5 } from '../../../electron/remedies/editors/json5.ts';
import { editableText } from '../../../electron/remedies/editors/text-file.ts';
import { Refused } from '../../../electron/remedies/refused.ts';
import { HOSTILE } from './support/hostile.ts';

const CONFIG = `{
  // 我的机器人
  "network": {
    "websocketClients": [
      { "enable": false, name: 'nb', "url": "ws://127.0.0.1:8080/", /* keep */ },
    ],
    "plugins": []
  },
  "musicSignUrl": "",
}
`;
const ENTRY = ['network', 'websocketClients', 0] as const;

describe('editing a JSON5 text', () => {
  it('replaces one value and nothing else', () => {
    expect(editJson5(CONFIG, [{ set: [...ENTRY, 'enable'], to: true }])).toBe(CONFIG.replace('false', 'true'));
  });

  it('adds a missing key behind the last one of its object', () => {
    const changed = editJson5(CONFIG, [{ set: [...ENTRY, 'token'], to: 'x' }]);
    expect(changed).toBe(CONFIG.replace('8080/",', '8080/", "token": "x",'));
  });

  it('adds an element in the style of its siblings', () => {
    const text = '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"n": 1\r\n\t\t}\r\n\t]\r\n}';
    expect(editJson5(text, [{ append: ['a'], value: { n: 2 } }])).toBe(
      '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"n": 1\r\n\t\t},\r\n\t\t{\r\n\t\t  "n": 2\r\n\t\t}\r\n\t]\r\n}',
    );
  });

  it('adds the first element of an empty list', () => {
    const changed = editJson5(CONFIG, [{ append: ['network', 'plugins'], value: 1 }]);
    expect(changed).toBe(CONFIG.replace('[]', '[\n      1\n    ]'));
  });

  it('keeps a comment in an empty object', () => {
    expect(editJson5('{ // nothing yet\n}', [{ set: ['a'], to: 1 }])).toBe('{ // nothing yet\n  "a": 1\n}');
  });

  it('changes the last of two equal keys, which is the one that counts', () => {
    expect(editJson5('{"a":1,"a":2}', [{ set: ['a'], to: 3 }])).toBe('{"a":1,"a":3}');
  });

  it('refuses a place that is not there', () => {
    expect(() => editJson5('{"a":[]}', [{ set: ['b', 'c'], to: 1 }])).toThrow(Refused);
    expect(() => editJson5('{"a":{}}', [{ append: ['a'], value: 1 }])).toThrow(Refused);
  });

  it('refuses a text that is no JSON5', () => {
    expect(() => editJson5('{"a": ', [{ set: ['a'], to: 1 }])).toThrow(Refused);
  });

  for (const [what, value] of HOSTILE) {
    it(`carries ${what}`, () => {
      const changed = editJson5(CONFIG, [{ set: [...ENTRY, 'name'], to: value }]);
      expect(
        JSON5.parse<{ network: { websocketClients: { name: string }[] } }>(changed).network.websocketClients[0]?.name,
      ).toBe(value);
      expect(changed.split('\n').length).toBe(CONFIG.split('\n').length);
    });
  }

  it('makes the wanted change and no other in any document', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 5 }),
        fc.nat(),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom(0, 2, 4, '\t'),
        (document, pick, value, indent) => {
          const keys = Object.keys(document).filter((key) => key !== '__proto__');
          const key = keys[pick % Math.max(1, keys.length)] ?? 'fresh';
          const text = `/* head */ ${JSON.stringify(document, null, indent)} // tail`;
          const changed = editJson5(text, [{ set: [key], to: value }]);
          expect(JSON5.parse(changed)).toEqual({ ...JSON5.parse<object>(text), [key]: value });
          expect(changed.startsWith('/* head */')).toBe(true);
          expect(changed.endsWith('// tail')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the bytes around an edit', () => {
  const chinese = '{ "名字": "机器人", "n": 1 }\r\n';
  const encodings: readonly (readonly [string, Uint8Array])[] = [
    ['UTF-8', Buffer.from(chinese)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${chinese}`)],
    ['UTF-16', Buffer.from(`\ufeff${chinese}`, 'utf16le')],
    ['GBK', Buffer.from('7b2022c3fbd7d6223a2022bbfac6f7c8cb222c20226e223a2031207d0d0a', 'hex')],
  ];
  for (const [name, bytes] of encodings) {
    it(`stay in ${name}`, () => {
      const { text, encode } = editableText(bytes, 'f', 936);
      const changed = encode(text.replace('1', '2'));
      const differing = [...bytes.keys()].filter((at) => bytes[at] !== changed[at]);
      expect([changed.length, differing.length]).toEqual([bytes.length, 1]);
    });
  }

  it('refuses a character that the encoding of the file lacks', () => {
    const { text, encode } = editableText(Buffer.from('c3fbd7d6', 'hex'), 'f', 936);
    expect(() => encode(`${text}😀`)).toThrow(Refused);
  });

  it('refuses what is not text', () => {
    expect(() => editableText(Uint8Array.from([0, 1, 2, 0, 255]), 'f')).toThrow(Refused);
  });
});
