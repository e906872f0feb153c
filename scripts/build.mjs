/**
 * Builds what Node runs: the command line as one ES module with lazily loaded chunks. Everything is bundled but Node
 * itself and koffi, whose native part must stay a file.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/cli');

/**
 * What a diagnosis needs in a few large files: Node spends half a millisecond on each, and there were thirty. The entry
 * itself stays apart, because it waits for the others at its top level.
 */
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
        input: { 'napcat-doctor': 'electron/hosts/cli/main.ts', cases: 'electron/hosts/cases/main.ts' },
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: 'chunks/[name]-[hash].mjs',
          codeSplitting: { groups: TOGETHER },
        },
      },
    },
  });
}

/** @param {string} file @returns {string} */
function versionOf(file) {
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

/** Path of the built command line, built anew when a source is newer. */
export async function freshCli() {
  const entry = join(OUT, 'napcat-doctor.mjs');
  if (modified(entry) < newest([join(ROOT, 'electron'), join(ROOT, 'package.json'), fileURLToPath(import.meta.url)]))
    await buildCli();
  return entry;
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
