/**
 * Builds what Node runs: the command line as one ES module with lazily loaded chunks. Everything is bundled but Node
 * itself and koffi, whose native part must stay a file.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/cli');

/** @param {{ minify?: boolean }} [options] */
export async function buildCli({ minify = true } = {}) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: 'electron/hosts/cli/main.ts',
      outDir: OUT,
      emptyOutDir: true,
      target: 'node20',
      minify,
      rolldownOptions: {
        output: { entryFileNames: 'napcat-doctor.mjs', chunkFileNames: 'chunks/[name]-[hash].mjs', banner: '' },
      },
    },
  });
}

/** Path of the built command line, built anew when a source is newer. */
export async function freshCli() {
  const entry = join(OUT, 'napcat-doctor.mjs');
  if (modified(entry) < newest([join(ROOT, 'electron'), join(ROOT, 'package.json'), fileURLToPath(import.meta.url)]))
    await buildCli();
  return entry;
}

/** @param {readonly string[]} paths @returns {number} */
function newest(paths) {
  return Math.max(
    ...paths.map((path) => {
      const stat = statSync(path);
      return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    }),
    0,
  );
}

/** @param {string} path */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli();
