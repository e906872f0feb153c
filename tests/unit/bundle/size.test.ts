/** A bundle fits into a chat whatever the machine holds. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LARGEST_BUNDLE } from '../../../electron/bundle/draft.ts';
import { openBundle } from '../../../electron/bundle/open.ts';
import { draftOf, filesIn, readRecording, textIn } from './support/draft.ts';

/** Lines that are kept in full and that nothing can compress: every one names another address. */
function noise(lines: number): string {
  const random = randomBytes(lines * 8);
  return Array.from(
    { length: lines },
    (_, at) =>
      `08-22 19:31:00 [error] 反向WebSocket (ws://127.0.0.1:8080/${random.toString('hex', at * 8, at * 8 + 8)}) 连接错误 Error: connect ECONNREFUSED 127.0.0.1:8080\n`,
  ).join('');
}

describe('a machine with megabytes of logs', () => {
  it('leaves in a bundle that is small and can be diagnosed again', async () => {
    const logs: Record<string, string> = {};
    for (const index of [0, 1, 2, 3]) logs[`D:\\NapCat\\logs\\2026-08-22_19-30-0${index}.417.log`] = noise(6_000);
    const recording = await readRecording(
      JSON.stringify({
        format: 'napcat-doctor/recording@1',
        takenAt: '2026-08-22T20:30:00+08:00',
        host: { platform: 'win32', homeDir: 'C:\\Users\\me' },
        processes: [],
        files: {
          'D:\\NapCat\\napcat.mjs': 'const napCatVersion = "4.18.19";',
          'D:\\NapCat\\NapCatWinBootMain.exe': null,
          ...logs,
        },
        roots: ['D:\\'],
      }),
    );
    const zip = (await draftOf(recording)).pack();
    expect(zip.length).toBeLessThanOrEqual(LARGEST_BUNDLE);
    const opened = await openBundle(zip);
    expect('error' in opened ? opened.error : opened.machine.live).toBe(false);
  }, 240_000);
});

describe('a bundle that would be too large', () => {
  it('loses the extracts of logs before the recording, and says so', async () => {
    // What a console said is kept; random words are masked, so the size is made of lines that a rule knows whole.
    const recording = await readRecording(
      JSON.stringify({
        format: 'napcat-doctor/recording@1',
        console: [{ of: 'napcat', text: noise(50) }],
      }),
    );
    const draft = await draftOf(recording);
    const most = draft.pack().length - 200;
    const zip = draft.pack(new Set(), most);
    expect(zip.length).toBeLessThanOrEqual(most);
    expect(Object.keys(filesIn(zip))).toContain('recording.json');
    expect(Object.keys(filesIn(zip)).some((file) => file.startsWith('logs/1-'))).toBe(false);
    expect(textIn(zip, 'manifest.json')).toMatch(/"what": "logs\/1-[^"]+",\s+"reason": "too-large"/);
  });
});
