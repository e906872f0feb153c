import { describe, expect, it } from 'vitest';

import { FRAME_KINDS, KNOCK_OUTCOMES, LISTEN_OUTCOMES, RELAY_OUTCOMES } from '../../../electron/contract/lab.ts';
import type { Frame } from '../../../electron/contract/lab.ts';
import { labMessagesFor } from '../../../electron/contract/messages/index.ts';
import { HAN, HOLES, withoutQuotes } from './samples.ts';

const LANGUAGES = [
  ['zh', await labMessagesFor('zh')],
  ['en', await labMessagesFor('en')],
] as const;

const bare: Frame = { kind: 'event', name: null, bytes: 10 };
const full: Frame = { ...bare, name: 'connect', interval: 30_000, online: true, ok: false, retcode: 1404, tookMs: 3 };

describe.each(LANGUAGES)('the lab in %s', (language, texts) => {
  const conclusions = [
    ...Object.keys(KNOCK_OUTCOMES).map((key) => texts.knock[key as keyof typeof KNOCK_OUTCOMES]),
    ...Object.keys(LISTEN_OUTCOMES).map((key) => texts.listen[key as keyof typeof LISTEN_OUTCOMES]),
    ...Object.keys(RELAY_OUTCOMES).map((key) => texts.relay[key as keyof typeof RELAY_OUTCOMES]),
  ];
  const sentences = [
    ...conclusions.flatMap(({ text, next }) => [text, ...next]),
    ...texts.before.knock('ws://127.0.0.1:8080/', '10000'),
  ];
  const happenings = [
    ...FRAME_KINDS.flatMap((kind) => [texts.frames[kind](bare), texts.frames[kind](full)]),
    texts.happened.handshake('/x', null, texts.tokens.none),
    texts.happened.closed(texts.peers.napcat, 1006, ''),
    texts.happened.open(3),
    ...Object.values(texts.happened.stranger),
  ];

  it('has a whole sentence for every outcome', () => {
    for (const text of sentences) expect(text).toMatch(/[。.！!]$/);
    for (const { title } of conclusions) expect(title).not.toBe('');
  });

  it('has no holes where a frame tells little', () => {
    for (const text of [...sentences, ...happenings]) expect(text).not.toMatch(HOLES);
  });

  it('is in its language', () => {
    const all = [...sentences, ...happenings, ...conclusions.map(({ title }) => title)];
    if (language === 'en') for (const text of all) expect(withoutQuotes(text)).not.toMatch(HAN);
    else for (const { title, text } of conclusions) expect(title + text).toMatch(HAN);
  });

  it('says before a knock that an account is registered', () => {
    expect(texts.before.knock('ws://127.0.0.1:8080/', '10000').join(' ')).toContain('10000');
  });
});
