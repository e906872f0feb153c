import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../electron/bundle/open.ts';
import { triageRow } from '../../../electron/bundle/triage.ts';
import { isSafeName, safeName } from '../../../electron/machine/zip/names.ts';
import { openZip } from '../../../electron/machine/zip/read.ts';
import { bundleWith, rawZip } from './support/raw-zip.ts';

async function problemOf(bytes: Uint8Array): Promise<string | null> {
  const opened = await openBundle(bytes);
  return 'error' in opened ? opened.error.code : null;
}

describe('a bundle made by hand', () => {
  it('opens as a machine that is not live', async () => {
    const opened = await openBundle(bundleWith());
    expect('error' in opened ? opened.error : opened.machine.live).toBe(false);
  });

  it('opens also with folders in it, as programs write them that pack it again', async () => {
    expect(await problemOf(bundleWith({ extra: [{ name: 'logs/', content: '' }] }))).toBeNull();
  });
});

const HUGE = 0xfffffff0;

describe('a hostile bundle', () => {
  it.each([
    ['no zip at all', 'not-a-zip', Buffer.from('hello')],
    ['nothing', 'not-a-zip', new Uint8Array()],
    ['a zip cut short', 'not-a-zip', bundleWith().subarray(0, -30)],
    ['a zip without a manifest', 'manifest-missing', rawZip([{ name: 'recording.json', content: '{}' }])],
    ['a declared size of 4 GB', 'too-large', bundleWith({ claim: { size: HUGE } })],
    ['more content than declared', 'bomb', bundleWith({ written: 'x'.repeat(5_000_000), claim: { size: 1000 } })],
    ['less content than declared', 'damaged', bundleWith({ claim: { size: 5000 } })],
    [
      'entries that share their bytes',
      'bomb',
      bundleWith({ extra: [{ name: 'a', content: 'x', claim: { offset: 0 } }] }),
    ],
    ['more entries than a bundle has', 'bomb', rawZip([{ name: 'a', content: '' }], 60_000)],
    ['a path out of its folder', 'unsafe-name', bundleWith({ extra: [{ name: '../../evil', content: '' }] })],
    ['an absolute path', 'unsafe-name', bundleWith({ extra: [{ name: '/etc/passwd', content: '' }] })],
    ['a drive', 'unsafe-name', bundleWith({ extra: [{ name: 'C:/x', content: '' }] })],
    ['a backslash', 'unsafe-name', bundleWith({ extra: [{ name: 'a\\..\\b', content: '' }] })],
    ['a device', 'unsafe-name', bundleWith({ extra: [{ name: 'logs/NUL.txt', content: '' }] })],
    ['a name that turns around', 'unsafe-name', bundleWith({ extra: [{ name: 'a\u202egpj.exe', content: '' }] })],
    ['two entries of one name', 'duplicate-name', bundleWith({ extra: [{ name: 'RECORDING.json', content: '' }] })],
    [
      'a symbolic link',
      'link',
      bundleWith({ extra: [{ name: 'a', content: '/etc/passwd', claim: { mode: 0o120777 } }] }),
    ],
    ['an encrypted entry', 'encrypted', bundleWith({ extra: [{ name: 'a', content: '', claim: { flags: 0x801 } }] })],
    ['a wrong checksum', 'wrong-crc', bundleWith({ claim: { crc: 1 } })],
    ['an unknown method', 'damaged', bundleWith({ claim: { method: 14 } })],
    ['another name before the data', 'damaged', bundleWith({ extra: [{ name: 'a', localName: 'b', content: '' }] })],
    ['a part that was changed', 'wrong-hash', bundleWith({ written: '{"host":{}}' })],
    ['a part that nobody listed', 'part-unlisted', bundleWith({ extra: [{ name: 'evil.html', content: '<script>' }] })],
    [
      'a manifest of a newer format and another shape',
      'newer-format',
      bundleWith({ manifest: { format: 'napcat-doctor/bundle@2', parts: {} } }),
    ],
    ['a manifest of another program', 'manifest-invalid', bundleWith({ manifest: { format: 'other@1' } })],
    ['a manifest without parts', 'manifest-invalid', bundleWith({ manifest: { parts: 'none' } })],
    [
      'a listed part that is not there',
      'part-missing',
      bundleWith({ manifest: { parts: [{ file: 'x', kind: 'log', sha256: '0'.repeat(64), bytes: 0 }] } }),
    ],
    [
      'a bundle without a recording',
      'recording-missing',
      rawZip([{ name: 'manifest.json', content: bundleManifestOnly() }]),
    ],
    ['a recording of a wrong shape', 'recording-invalid', bundleWith({ recording: '{"listeners": 5}' })],
    [
      'a recording of a newer format and another shape',
      'newer-format',
      bundleWith({ recording: '{"format": "napcat-doctor/recording@9", "listeners": 5}' }),
    ],
  ])('is refused for %s', async (_what, code, bytes) => {
    expect(await problemOf(bytes)).toBe(code);
  });

  it('never makes the reader throw, whatever bytes are changed', () => {
    const good = bundleWith();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = Buffer.from(good);
          for (const [at, value] of changes) bytes[at] = value;
          const zip = openZip(bytes);
          if (!('error' in zip)) for (const name of zip.names) zip.read(name);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives triage a line that says why', () => {
    expect(triageRow('a.zip', Buffer.from('x'))).toMatchObject({ verdict: null, error: { code: 'not-a-zip' } });
  });
});

function bundleManifestOnly(): string {
  const zip = openZip(bundleWith({ manifest: { parts: [] } }));
  const content = 'error' in zip ? undefined : zip.read('manifest.json');
  return content === undefined || 'error' in content ? '' : new TextDecoder().decode(content);
}

describe('names within a bundle', () => {
  it('are safe however they were called on the machine', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => isSafeName(`logs/1-${safeName(name)}.txt`)),
    );
  });

  it('keep Chinese letters', () => {
    expect(safeName('机器人 日志.log')).toBe('机器人_日志.log');
  });
});
