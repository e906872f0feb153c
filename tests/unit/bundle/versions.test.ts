/** Bundles outlive the programs that wrote them: older ones open for ever, of newer ones is said what is not understood. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../electron/bundle/open.ts';
import { triageRow } from '../../../electron/bundle/triage.ts';
import { examine } from '../../../electron/doctor.ts';
import { bundleWith, manifestFor, rawZip } from './support/raw-zip.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/bundles');

/** What each kept bundle was diagnosed as by the program that wrote it. Rows are added, and none is changed. */
const KEPT: readonly (readonly [string, object])[] = [
  ['bundle-1-recording-1.zip', { code: 'token-mismatch', confidence: 'certain' }],
  ['bundle-1-watched.zip', { code: 'events-missing', variant: 'flapping' }],
];

describe('a bundle of an older program', () => {
  it('is kept for every format that there was', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(KEPT.map(([file]) => file).toSorted());
  });

  it.each(KEPT)('%s opens to the verdict that it had', async (file, verdict) => {
    const opened = await openBundle(readFileSync(join(FOLDER, file)));
    if ('error' in opened) throw new Error(`${opened.error.code} ${opened.error.detail}`);
    const { napcatDir, account, url, deep } = opened.manifest.request;
    const { diagnosis } = await examine(opened.machine, {
      deep,
      ...(napcatDir === undefined ? {} : { napcatDir }),
      ...(account === undefined ? {} : { account }),
      ...(url === undefined ? {} : { url }),
    });
    expect(diagnosis.verdict).toMatchObject(verdict);
    expect(opened.notUnderstood).toEqual([]);
  });

  it.each(KEPT)('%s has a line in a triage', (file, verdict) => {
    const row = triageRow(file, readFileSync(join(FOLDER, file)));
    expect(row).toMatchObject({ verdict: (verdict as { code: string }).code, error: null });
  });
});

async function notUnderstood(bytes: Uint8Array): Promise<readonly string[]> {
  const opened = await openBundle(bytes);
  if ('error' in opened) throw new Error(`${opened.error.code} ${opened.error.detail}`);
  return opened.notUnderstood;
}

describe('a bundle of a newer program', () => {
  it('opens as far as it is understood, and names its format', async () => {
    expect(await notUnderstood(bundleWith({ manifest: { format: 'napcat-doctor/bundle@2' } }))).toEqual([
      'napcat-doctor/bundle@2',
    ]);
  });

  it('names what the manifest says besides', async () => {
    expect(await notUnderstood(bundleWith({ manifest: { mood: 'sunny' } }))).toEqual(['manifest.json mood']);
  });

  it('names sections of the recording that nothing here reads', async () => {
    const recording = JSON.stringify({ format: 'napcat-doctor/recording@9', host: {}, smells: ['burnt'] });
    expect(await notUnderstood(bundleWith({ recording }))).toEqual([
      'napcat-doctor/recording@9',
      'recording.json smells',
    ]);
  });

  it('names parts of an unknown kind, whose bytes are checked all the same', async () => {
    const parts = { 'recording.json': '{"host":{}}', 'film.bin': 'moving' };
    const manifest = manifestFor(parts).replace(/("file":"film.bin","kind":)"recording"/, '$1"film"');
    const zipOf = (film: string): Uint8Array =>
      rawZip([
        { name: 'manifest.json', content: manifest },
        { name: 'recording.json', content: parts['recording.json'] },
        { name: 'film.bin', content: film },
      ]);
    expect(await notUnderstood(zipOf('moving'))).toEqual(['film.bin (film)']);
    expect(await openBundle(zipOf('forged'))).toMatchObject({ error: { code: 'wrong-hash', detail: 'film.bin' } });
  });
});
