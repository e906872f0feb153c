/**
 * Builds what Node runs: the command line with lazily loaded chunks, and the code that V8 makes of them. CommonJS,
 * because Node starts it sooner and takes ready-made code for it. Everything is bundled but Node itself and koffi, whose
 * native part must stay a file.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compileCache, hasCode } from './compile-cache.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/cli');

/** What a diagnosis needs in a few large files: Node spends half a millisecond on each, and there were thirty. */
const TOGETHER = [
  { name: 'start', test: /hosts\/cli\/(?:run|arguments|terminal)\.ts$|contract\/messages\/index\.ts$/, priority: 4 },
  { name: 'en', test: /contract\/messages\/en\//, priority: 3 },
  { name: 'zh', test: /contract\/messages\/zh\//, priority: 3 },
  { name: 'diagnose', test: /hosts\/cli\/commands\/diagnose\.ts$/, priority: 2 },
  { name: 'linux', test: /machine\/live\/linux\/index\.ts$/, priority: 1 },
  { name: 'win32', test: /machine\/live\/win32\/index\.ts$/, priority: 1 },
];

/** @param {{ minify?: boolean }} [options] */
export async function buildCli({ minify = true } = {}) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    define: { __VERSION__: JSON.stringify(versionOf(join(ROOT, 'package.json'))) },
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: true,
      outDir: OUT,
      emptyOutDir: true,
      target: 'node20',
      minify,
      rolldownOptions: {
        input: {
          'napcat-doctor': 'electron/hosts/cli/boot.ts',
          cli: 'electron/hosts/cli/main.ts',
          cases: 'electron/hosts/cases/main.ts',
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          codeSplitting: { groups: TOGETHER },
        },
      },
    },
  });
  compileCache(ROOT, join(OUT, 'napcat-doctor.cjs'));
}

/** @param {string} file @returns {string} */
function versionOf(file) {
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

/** Path of the built command line, built anew when a source is newer. */
export async function freshCli() {
  const entry = join(OUT, 'napcat-doctor.cjs');
  const sources = [join(ROOT, 'electron'), join(ROOT, 'package.json'), fileURLToPath(import.meta.url)];
  if (modified(entry) < newest(sources) || !hasCode(entry)) await buildCli();
  return entry;
}

/**
 * The case runner beside the command line, as arguments of Node. It leaves much behind that is short-lived: with V8's own
 * 16 MB for the young it takes a quarter more memory and no less time.
 * @param {string} entry
 */
export function caseRunner(entry) {
  return ['--max-semi-space-size=4', entry.replace('napcat-doctor.cjs', 'cases.cjs')];
}

/** @param {readonly string[]} paths @returns {number} When the newest of the files in or at them was changed. */
export function newest(paths) {
  return Math.max(
    ...paths.map((path) => {
      const stat = statSync(path);
      return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    }),
    0,
  );
}

/** @param {string} path */
export function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli();
