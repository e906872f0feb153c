/**
 * Bundles tests/win32 for a bare win32 Node: every package inside but koffi, which is resolved at run time from the
 * node_modules beside the bundle.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { CACHE, ROOT, STAGE, stageKoffi } from './fetch.mjs';

const TESTS = join(ROOT, 'tests', 'win32');
/** Whatever runs from here finds a koffi that does not load. */
const BROKEN = join(CACHE, 'broken-koffi');
/** The tests of a machine whose koffi does not load. They live apart, because the folder decides which koffi is found. */
const WITHOUT_KOFFI = 'without-koffi.test.ts';

/**
 * @param {readonly string[]} wanted names that test files must contain; none means all
 * @returns {Promise<string[]>} the bundles, each to be run by itself
 */
export async function bundleTests(wanted = []) {
  const all = readdirSync(TESTS).filter(
    (name) => name.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
  );
  stageKoffi();
  breakKoffi(BROKEN);
  const beside = all.filter((name) => name !== WITHOUT_KOFFI);
  const apart = all.filter((name) => name === WITHOUT_KOFFI);
  return [...(await bundle(beside, join(STAGE, 'tests'))), ...(await bundle(apart, join(BROKEN, 'tests')))];
}

/**
 * Copies a built folder to where koffi does not load, and returns the copy's path.
 * @param {string} folder
 */
export function stageWithoutKoffi(folder) {
  breakKoffi(BROKEN);
  const copy = join(BROKEN, basename(folder));
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/**
 * @param {readonly string[]} names
 * @param {string} folder
 */
async function bundle(names, folder) {
  if (names.length === 0) return [];
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name.replace(/\.ts$/, ''), join(TESTS, name)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  return names.map((name) => join(folder, name.replace(/\.ts$/, '.mjs')));
}

/**
 * A koffi that throws when it is loaded, as the real one does when its native part is gone.
 * @param {string} folder
 */
function breakKoffi(folder) {
  const koffi = join(folder, 'node_modules', 'koffi');
  mkdirSync(koffi, { recursive: true });
  writeFileSync(join(koffi, 'package.json'), JSON.stringify({ name: 'koffi', version: '0.0.0', main: 'index.cjs' }));
  writeFileSync(join(koffi, 'index.cjs'), "throw new Error('Cannot find the native Koffi module');\n");
}
