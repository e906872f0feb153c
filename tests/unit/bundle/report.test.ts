import { describe, expect, it } from 'vitest';
import { readRecording, draftOf, filesIn, textIn } from './support/draft.ts';

/** Text of a stranger in every place that a report quotes. */
const HOSTILE = '</title><script>alert(1)</script><img src=x onerror=alert(1)>\u001b[31m\u202e';
const recording = await readRecording(
  JSON.stringify({
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-08-22T20:30:00+08:00',
    host: { platform: 'win32', edition: HOSTILE, homeDir: 'C:\\Users\\me' },
    processes: [{ pid: 1, ppid: null, name: HOSTILE, path: `C:\\${HOSTILE}\\QQ.exe` }],
    files: {
      [`D:\\NapCat\\config\\onebot11_1234567.json`]: `{"network":{"websocketClients":[{"name":"${HOSTILE}","enable":true,"url":"ws://a b${HOSTILE}"}]}}`,
      'D:\\NapCat\\napcat.mjs': 'napCatVersion = "4.8.0"',
    },
    roots: ['C:\\', 'D:\\'],
    console: [{ of: 'napcat', text: `08-22 20:00:00 [error] TryConnect Error , info ->  Error: ${HOSTILE}\n` }],
  }),
);
const zip = (await draftOf(recording)).pack();
const html = textIn(zip, 'report.html');

describe('the report of a hostile machine', () => {
  it('holds no element but its own', () => {
    const names = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name));
    const own = [
      'html',
      'head',
      'meta',
      'title',
      'style',
      'body',
      'header',
      'h1',
      'p',
      'main',
      'ol',
      'li',
      'strong',
      'span',
      'section',
      'h2',
      'ul',
      'dl',
      'div',
      'dt',
      'dd',
    ];
    expect([...names].filter((name) => !own.includes(name ?? ''))).toEqual([]);
  });

  it('allows nothing but its own style sheet', () => {
    expect(html).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/,
    );
  });

  it('sends no escape sequence to a terminal', () => {
    for (const file of [
      'report.txt',
      'report.html',
      ...Object.keys(filesIn(zip)).filter((name) => name.startsWith('logs/')),
    ])
      expect(textIn(zip, file)).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('a bundle of a machine that told nothing', () => {
  it('is made all the same', async () => {
    const empty = await readRecording('{"format": "napcat-doctor/recording@1"}');
    expect(Object.keys(filesIn((await draftOf(empty)).pack()))).toContain('recording.json');
  });
});
