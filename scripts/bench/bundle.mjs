/** Bundles the programs of scripts/bench/probes as the product is bundled, so that what is timed is what ships. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../build.mjs';
import { STAGE, stageKoffi } from '../win32/fetch.mjs';

const PROBES = join(ROOT, 'scripts/bench/probes');
const WIN32 = 'win32.mjs';

/** @returns {Promise<(name: string) => string>} Gives the path of a probe's bundle. */
export async function bundleProbes() {
  const out = join(ROOT, '.cache/bench');
  await bundle(
    readdirSync(PROBES).filter((name) => name !== WIN32),
    out,
  );
  return (name) => join(out, `${name}.mjs`);
}

/** The one for Windows lies where a win32 koffi is found beside it. */
export async function bundleWin32Probe() {
  stageKoffi();
  const out = join(STAGE, 'bench');
  await bundle([WIN32], out);
  return join(out, WIN32);
}

/** @param {readonly string[]} names @param {string} outDir */
async function bundle(names, outDir) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name.replace(/\.mjs$/, ''), join(PROBES, name)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}
