/** The workflow for Windows runners, which nobody here can run: what it calls is there, and every step is one. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { 'runs-on': string; 'timeout-minutes': number; steps: readonly Step[] }>>;
}

const FOLDER = '.github/workflows';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const workflows = readdirSync(FOLDER).map((file) => [
  file,
  parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Workflow,
]) as (readonly [string, Workflow])[];
const steps = workflows.flatMap(([, { jobs }]) => Object.values(jobs).flatMap((job) => job.steps));

test.each(workflows)('%s may only read, on a named system, and ends', (_, { permissions, jobs }) => {
  expect(permissions).toEqual({ contents: 'read' });
  for (const job of Object.values(jobs))
    expect(job).toMatchObject({
      'runs-on': expect.any(String) as string,
      'timeout-minutes': expect.any(Number) as number,
    });
});

test('every step is a command or an action of a fixed version, and nothing else', () => {
  const known = ['name', 'uses', 'run', 'shell', 'with', 'if', 'env', 'id'];
  for (const step of steps) {
    expect(Object.keys(step).filter((key) => !known.includes(key))).toEqual([]);
    expect(step.uses ?? '', step.name).toMatch(step.run === undefined ? /^[\w-]+\/[\w-]+@v\d+$/ : /^$/);
  }
});

test('every npm script that is run is there', () => {
  const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name));
  expect(called.length).toBeGreaterThan(3);
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});

test('what is said to be installed is where the installer puts it', () => {
  const text = steps.map(({ run = '' }) => run).join('\n');
  const builder = readFileSync('build/electron-builder.mjs', 'utf8');
  const name = /productName: '([^']+)'/.exec(builder)?.[1] ?? '';
  expect(text).toContain(`Programs\\napcat-doctor\\${name}.exe`);
  expect(text).toContain(`Uninstall ${name}.exe`);
  expect(text).toContain(`Start Menu\\Programs\\${name}.lnk`);
});
