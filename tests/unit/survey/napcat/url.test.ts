import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { parseEntryUrl } from '../../../../electron/survey/napcat/url.ts';

describe('a usable URL', () => {
  const cases: [text: string, host: string, port: number, path: string, secure: boolean][] = [
    ['ws://127.0.0.1:18080/onebot/v11/ws', '127.0.0.1', 18080, '/onebot/v11/ws', false],
    ['ws://Bot.Example', 'bot.example', 80, '/', false],
    ['wss://bot.example/ws?x=1', 'bot.example', 443, '/ws?x=1', true],
    ['ws://[::1]:6199/ws', '::1', 6199, '/ws', false],
    ['http://127.0.0.1:8080/ws', '127.0.0.1', 8080, '/ws', false],
    ['https://bot.example/', 'bot.example', 443, '/', true],
    ['ws:/localhost:1/x', 'localhost', 1, '/x', false],
    ['  ws://127.0.0.1:80/a b  ', '127.0.0.1', 80, '/a%20b', false],
    ['ws://127。0。0。1:5140', '127.0.0.1', 5140, '/', false],
  ];
  it.each(cases)('%s', (text, host, port, path, secure) => {
    expect(parseEntryUrl(text)).toMatchObject({ usable: true, host, port, path, secure });
  });

  it('tells what nobody would write on purpose', () => {
    const odditiesOf = (text: string) => {
      const url = parseEntryUrl(text);
      return url.usable ? url.oddities : url.problem;
    };
    expect(odditiesOf('ws://localhost/')).toEqual([]);
    expect(odditiesOf('http://localhost/')).toEqual(['http-scheme']);
    expect(odditiesOf('ws://localhost/onebot /v11')).toEqual(['inner-space']);
    expect(odditiesOf(' ws://localhost/')).toEqual(['outer-space']);
    expect(odditiesOf('ws://127。0。0。1/')).toEqual(['full-width']);
  });

  it('never shows a password', () => {
    expect(parseEntryUrl('ws://bot:hush@127.0.0.1:1/x').text).toBe('ws://bot:***@127.0.0.1:1/x');
  });
});

describe('an unusable URL', () => {
  const cases: [text: string, problem: string][] = [
    ['', 'empty'],
    ['   ', 'empty'],
    ['127.0.0.1:18080/onebot/v11/ws', 'no-scheme'],
    ['localhost:18080/onebot/v11/ws', 'no-scheme'],
    ['bot.example/ws', 'no-scheme'],
    ['//127.0.0.1:8080/ws', 'no-scheme'],
    ['tcp://127.0.0.1:8080', 'wrong-scheme'],
    ['ws+unix:/tmp/socket', 'wrong-scheme'],
    ['ws：//127.0.0.1:18080/ws', 'full-width'],
    ['ws://127.0.0.1：18080/ws', 'full-width'],
    ['ws://127.0.0.1:18080/ws#x', 'fragment'],
    ['ws://127.0.0.1:118080/ws', 'port-range'],
    ['ws://127.0.0.1:0/ws', 'port-range'],
    ['"ws://127.0.0.1:18080/ws"', 'quotes'],
    ['“ws://127.0.0.1:18080/ws”', 'quotes'],
    ['ws://127.0.0.1 :18080/ws', 'spaces'],
    ['ws://', 'invalid'],
    ['ws://127.0.0.1:abc/', 'invalid'],
  ];
  it.each(cases)('%s: %s', (text, problem) => {
    expect(parseEntryUrl(text)).toMatchObject({ usable: false, problem });
  });
});

/** What the library itself says, without a connection: an aborted one closes before it dials. */
function acceptedByWs(text: string): boolean {
  try {
    const socket = new WebSocket(text, { lookup: () => undefined });
    socket.on('error', () => undefined);
    socket.terminate();
    return true;
  } catch {
    return false;
  }
}

describe('for every text', () => {
  const part = fc.constantFrom(
    'ws',
    'http',
    'x',
    ':',
    '：',
    '/',
    '//',
    '#',
    '@',
    ' ',
    '"',
    '[::1]',
    '127.0.0.1',
    'a.b',
    '99999',
    '80',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
  );

  it('what we call usable the ws library takes too', () => {
    fc.assert(fc.property(anyText, (text) => !parseEntryUrl(text).usable || acceptedByWs(text)));
  });

  it('what the ws library takes we call usable, but for port 0 and Unix sockets', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const url = parseEntryUrl(text);
        return url.usable || ['port-range', 'wrong-scheme'].includes(url.problem) || !acceptedByWs(text);
      }),
    );
  });
});
