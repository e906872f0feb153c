/** Small parts that the app's tests share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Finding, Diagnosis } from '../../../electron/contract/diagnosis.ts';
import type { Done } from '../../../renderer/model/check.ts';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    check: 'a-check',
    code: 'token-mismatch',
    outcome: 'fail',
    hop: 4,
    side: 'napcat',
    confidence: 'certain',
    params: {},
    evidence: [],
    explainedBy: null,
    remedies: [],
    ...change,
  };
}

export function diagnosis(change: Partial<Diagnosis> = {}): Diagnosis {
  return {
    verdict: finding(),
    also: [],
    findings: [finding()],
    hops: [
      { hop: 1, outcome: 'pass', code: null },
      { hop: 2, outcome: 'pass', code: null },
      { hop: 3, outcome: 'pass', code: null },
      { hop: 4, outcome: 'fail', code: 'token-mismatch' },
      { hop: 5, outcome: 'skip', code: null },
    ],
    napcat: null,
    qq: null,
    framework: null,
    coverage: {},
    ...change,
  };
}

export function done(change: Partial<Done> = {}): Done {
  return {
    state: 'done',
    diagnosis: diagnosis(),
    details: {
      takenAt: '2025-02-20T12:00:00.000Z',
      host: { platform: 'win32', release: '10.0.26100', edition: null, arch: 'x64', elevated: false },
      napcats: [],
      frameworks: [],
      firewall: { state: 'not-asked' },
      logs: [],
      timeline: [],
    },
    elapsedMs: 12,
    ...change,
  };
}
