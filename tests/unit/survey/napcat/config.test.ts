import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ConfigContent, EntryKind } from '../../../../electron/survey/facts.ts';
import { parseOneBotConfig } from '../../../../electron/survey/napcat/config.ts';
import { REGISTRATION_ORDER } from '../../../../electron/survey/napcat/onebot-schema.ts';
import { createSecretTable } from '../../../../electron/survey/secret.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/napcat/configs');

/** What a NapCat version makes of a fixture, in the shape of expected.json. */
interface Expected {
  shape: string;
  fatal: [kind: string, line: number | null, column: number | null] | null;
  /** Kind, name and URL as written of every adapter that runs. */
  alive: [EntryKind, string, string | null][];
  shadowed: [EntryKind, number][];
  ignored: string[];
}

const expected = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Record<
  string,
  Record<string, Expected>
>;

function parse(document: string | Uint8Array, version: string | null = '4.18.19'): ConfigContent {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  return parseOneBotConfig(bytes, version, createSecretTable(), 936);
}

function summaryOf(content: ConfigContent): Expected {
  return {
    shape: content.shape,
    fatal: content.fatal && [content.fatal.kind, content.fatal.line, content.fatal.column],
    alive: content.entries
      .filter(({ enabled, shadowed }) => enabled && !shadowed)
      .map(({ kind, name, url }) => [kind, name, url?.text ?? null]),
    shadowed: content.entries.filter(({ shadowed }) => shadowed).map(({ kind, index }) => [kind, index]),
    ignored: content.ignoredUrls.map(({ key }) => key),
  };
}

describe('a config file means to us what it means to NapCat', () => {
  for (const [file, versions] of Object.entries(expected)) {
    for (const [version, outcome] of Object.entries(versions)) {
      it(`${file} in ${version}`, () => {
        expect(summaryOf(parse(readFileSync(join(FIXTURES, file)), version))).toEqual(outcome);
      });
    }
  }
});

describe('an entry', () => {
  it('has the defaults of its section for what is not written', () => {
    const { entries } = parse('{"network":{"websocketClients":[{}]}}');
    expect(entries[0]).toMatchObject({
      name: 'websocket-client',
      nameGiven: false,
      enabled: false,
      url: { usable: true, host: 'localhost', port: 8082 },
      messageFormat: 'array',
      reconnectInterval: 5000,
      heartInterval: 30000,
      verifyCertificate: null,
    });
  });

  it('of a server listens on every address in an old NapCat and on loopback in a new one', () => {
    const hostIn = (version: string) => parse('{"network":{"websocketServers":[{}]}}', version).entries[0]?.host;
    expect([hostIn('4.5.23'), hostIn('4.18.19')]).toEqual(['0.0.0.0', '127.0.0.1']);
  });

  it('knows the line on which it begins, comments and strings full of brackets notwithstanding', () => {
    const document = [
      '{ /* [',
      '*/ network: { x: "}]{", websocketClients: [',
      '// {',
      '{ name: "a" },',
      '',
      '{ name: "b" },',
      ']}}',
    ];
    expect(parse(document.join('\n')).entries.map(({ line }) => line)).toEqual([4, 6]);
  });

  it('keeps the text of its token to itself', () => {
    const content = parse(
      '{"network":{"websocketClients":[{"token":"open sesame"}]},"reverseWs":{"urls":["ws://u:pw@h/"]}}',
    );
    expect(JSON.stringify(content)).not.toMatch(/sesame|pw/);
  });
});

describe('the report of a broken file', () => {
  it('names the key whose type is wrong', () => {
    expect(parse('{"network":{"httpServers":[{"port":"many"}]}}').fatal?.message).toBe(
      'network.httpServers[0].port: Expected number',
    );
  });

  it('does not quote the document, which may hold a token', () => {
    const { fatal } = parse('{ "network": { "websocketClients": [{ "token": "hush", }] } }', '4.3.5');
    expect(fatal).toMatchObject({ kind: 'comments' });
    expect(fatal?.message).not.toContain('hush');
  });

  it('says that a binary file is not text', () => {
    expect(parse(Uint8Array.from([0x4d, 0x5a, 0, 3, 0, 0, 7, 1])).fatal?.kind).toBe('encoding');
  });
});

describe('the legacy format in a NapCat that migrates it', () => {
  it('gives two URLs one name, so that only the second runs', () => {
    const document = '{"reverseWs":{"enable":true,"urls":["ws://a/","ws://b/"]},"token":"x"}';
    expect(summaryOf(parse(document, '4.2.0')).alive).toEqual([['websocketClients', 'websocket-client', 'ws://b/']]);
    expect(summaryOf(parse(document, '4.0.9')).alive).toHaveLength(2);
  });
});

const anyEntry = fc.record({ name: fc.constantFrom('a', 'b', 'c'), enable: fc.boolean(), token: fc.string() });
const anyNetwork = fc.record(
  Object.fromEntries(REGISTRATION_ORDER.map((kind) => [kind, fc.array(anyEntry, { maxLength: 3 })])),
);

describe('for every file', () => {
  it('parsing ends without an exception', () => {
    const anyBytes = fc.uint8Array({ maxLength: 200 });
    const anyText = fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })).map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(
        fc.oneof(anyBytes, anyText),
        fc.constantFrom(null, '3.0.0', '4.2.0', '4.5.23', '4.18.19'),
        (bytes, version) => {
          parse(bytes, version);
        },
      ),
    );
  });

  it('parsing a document with any value in any place ends without an exception', () => {
    const anyValue = fc.jsonValue({ maxDepth: 2 });
    const document = fc.record(
      {
        network: fc.oneof(anyValue, fc.record({ websocketClients: fc.array(anyValue) })),
        reverseWs: anyValue,
        http: anyValue,
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(document, (value) => void parse(JSON.stringify(value), '4.2.0')));
  });

  it('valid entries come back with what was written, in their sections and order', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const { entries, fatal } = parse(JSON.stringify({ network }));
        expect(fatal).toBeNull();
        for (const kind of REGISTRATION_ORDER) {
          const own = entries.filter((entry) => entry.kind === kind);
          expect(own.map(({ name, enabled }) => ({ name, enabled }))).toEqual(
            network[kind]?.map(({ name, enable }) => ({ name, enabled: enable })),
          );
        }
      }),
    );
  });

  it('exactly one enabled entry of a name is alive, and it is the last', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const enabled = parse(JSON.stringify({ network })).entries.filter((entry) => entry.enabled);
        for (const name of new Set(enabled.map((entry) => entry.name))) {
          const namesakes = enabled.filter((entry) => entry.name === name);
          expect(namesakes.filter((entry) => !entry.shadowed)).toEqual([namesakes.at(-1)]);
        }
      }),
    );
  });
});
