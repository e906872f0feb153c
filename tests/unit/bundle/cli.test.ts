import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { parseInvocation } from '../../../electron/hosts/cli/arguments.ts';
import { styleFor } from '../../../electron/hosts/cli/output/style.ts';
import { runCommand } from '../../../electron/hosts/cli/run.ts';

const recording = join(import.meta.dirname, '../../cases/hop4/403-token-or-duplicate-unknown.yaml');
const folder = mkdtempSync(join(tmpdir(), 'bundle-cli-'));
const bundle = join(folder, '诊断包.zip');
const messages = await cliMessagesFor('en');

async function run(...words: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const status = await runCommand(parseInvocation([...words, '--lang', 'en']), {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += text),
    progressWidth: null,
    style: styleFor({}, {}),
    language: 'en',
    messages,
    catalogue: () => messagesFor('en'),
    signal: new AbortController().signal,
    ask: null,
    readInput: () => Promise.resolve(new Uint8Array()),
  });
  return { status, out, err };
}

interface Verdict {
  readonly verdict: { readonly code: string; readonly confidence: string };
}

beforeAll(async () => {
  // The build puts the version in.
  Object.assign(globalThis, { __VERSION__: '0.0.0' });
  await run('export', bundle, '--recording', recording, '--yes');
  writeFileSync(join(folder, 'broken.zip'), 'no zip');
  writeFileSync(join(folder, 'notes.txt'), 'not looked at');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('export', () => {
  it('shows what would leave, and writes nothing before the user says yes', async () => {
    const target = join(folder, 'not-yet.zip');
    const { status, out } = await run('export', target, '--recording', recording);
    expect(status).toBe(3);
    expect(out).toContain('recording.json');
    expect(existsSync(target)).toBe(false);
  });

  it('leaves out what was switched off, and says so in the manifest', async () => {
    const target = join(folder, 'small.zip');
    const { out } = await run(
      'export',
      target,
      '--recording',
      recording,
      '--yes',
      '--without',
      'recording.json',
      '--json',
    );
    rmSync(target);
    const { parts } = JSON.parse(out) as { parts: { file: string }[] };
    expect(parts.map(({ file }) => file)).toEqual(expect.arrayContaining(['report.html', 'diagnosis.json']));
    expect(parts.map(({ file }) => file)).not.toContain('recording.json');
  });

  it('names the parts there are when one is asked for that is not', async () => {
    const { status, err } = await run('export', bundle, '--recording', recording, '--without', 'everything');
    expect(status).toBe(64);
    expect(err).toContain('report.html');
  });

  it('prints a summary of at most twenty lines', async () => {
    const { out } = await run('export', bundle, '--recording', recording, '--yes', '--json');
    const { summary } = JSON.parse(out) as { summary: string };
    expect(summary.split('\n').length).toBeLessThanOrEqual(20);
  });
});

describe('a bundle', () => {
  it('is diagnosed as the recording that it was made of', async () => {
    const before = JSON.parse((await run('diagnose', '--recording', recording, '--json')).out) as Verdict;
    const after = JSON.parse((await run('diagnose', '--recording', bundle, '--json')).out) as Verdict;
    expect(after.verdict.code).toBe(before.verdict.code);
    expect(after.verdict.confidence).toBe(before.verdict.confidence);
  });

  it('is opened with a remark that it is another machine, and the status of its verdict', async () => {
    const { status, out } = await run('open', bundle);
    expect(out).toContain('somebody else');
    expect(status).toBe((await run('diagnose', '--recording', recording)).status);
  });

  it('is opened as one JSON document', async () => {
    const { out } = await run('open', bundle, '--json');
    expect(JSON.parse(out)).toMatchObject({
      format: 'napcat-doctor/opened@1',
      manifest: { tool: { version: '0.0.0' } },
    });
  });

  it('that is none is refused with the reason', async () => {
    const { status, err } = await run('open', join(folder, 'broken.zip'));
    expect(status).toBe(3);
    expect(err).toContain('no zip file');
  });

  it('is never executed or extracted: beside it nothing appears', async () => {
    const before = readFileSync(bundle);
    await run('open', bundle);
    expect(readFileSync(bundle)).toEqual(before);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);
  });
});

describe('triage', () => {
  it('gives one line a bundle and counts what they suffer from', async () => {
    const { status, out } = await run('triage', folder, '--json');
    const { bundles, frequencies } = JSON.parse(out) as {
      bundles: { file: string }[];
      frequencies: { count: number }[];
    };
    expect(status).toBe(0);
    expect(bundles.map(({ file }) => file).toSorted()).toEqual(['broken.zip', '诊断包.zip']);
    expect(frequencies.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('shows a bundle that did not open with the reason', async () => {
    expect((await run('triage', folder)).out).toMatch(/broken\.zip\s+it is no zip file/);
  });

  it('says when a folder is not there', async () => {
    expect((await run('triage', join(folder, 'nowhere'))).status).toBe(3);
  });
});
