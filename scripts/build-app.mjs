/**
 * Builds the app into dist/app: the page (renderer/), Electron's main process and preload script, the engine, the
 * loopback web host, the demonstrations and the licences of what went in.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { licencesOf } from './app/licences.mjs';
import { modified, newest, ROOT } from './build.mjs';

export const APP = join(ROOT, 'dist/app');

/** @type {{ version: string, dependencies: Record<string, string> }} */
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The recorded machines that the app shows, by their names in electron/contract/app.ts. */
const DEMOS = {
  'old-format-of-desktop': 'hop2/obsolete-config-format-ncd-seed-with-console',
  'bot-not-started': 'hop3/nonebot-not-started',
  'tokens-differ': 'hop4/tokens-differ',
  'port-reserved': 'hop3/winnat-reserves-18080',
  'browser-404': 'hop1/misread-browser-404-while-connected',
  'two-accounts': 'hop1/healthy-two-napcats-two-accounts',
  'nothing-visible': 'hop1/undecided-processes-and-sockets-denied',
  healthy: 'hop5/healthy-shell-nonebot',
};

export async function buildApp() {
  rmSync(APP, { recursive: true, force: true });
  await buildPage();
  await buildPrograms();
  await buildPreload();
  mkdirSync(join(APP, 'demo'), { recursive: true });
  for (const [name, file] of Object.entries(DEMOS))
    copyFileSync(join(ROOT, `tests/cases/${file}.yaml`), join(APP, `demo/${name}.yaml`));
  copyFileSync(join(ROOT, 'build/icons/icon.png'), join(APP, 'icon.png'));
  const inside = [...Object.keys(PACKAGE.dependencies), 'svelte'];
  writeFileSync(join(APP, 'renderer/licences.json'), JSON.stringify(licencesOf(inside, ROOT)));
}

/** Builds when a source is newer than what was built. */
export async function freshApp() {
  const sources = ['electron', 'renderer', 'build', 'scripts', 'package.json', 'svelte.config.js'];
  if (modified(join(APP, 'renderer/licences.json')) < newest(sources.map((path) => join(ROOT, path)))) await buildApp();
}

async function buildPage() {
  await build({
    root: join(ROOT, 'renderer'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: join(ROOT, 'build/public'),
    plugins: [svelte({ configFile: join(ROOT, 'svelte.config.js') })],
    build: {
      outDir: join(APP, 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: { polyfill: false },
      // Nothing is put into the page as data: the content security policy allows no data: addresses.
      assetsInlineLimit: 0,
    },
  });
}

/** Everything is bundled but Electron and koffi, whose native part must stay a file. */
async function buildPrograms() {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    define: { __VERSION__: JSON.stringify(PACKAGE.version) },
    ssr: { noExternal: true, external: ['koffi', 'electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: APP,
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        input: {
          main: 'electron/hosts/desktop/main.ts',
          engine: 'electron/hosts/app/engine/main.ts',
          web: 'electron/hosts/web/main.ts',
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}

/** A sandboxed preload script is CommonJS and may load nothing but `electron`. */
async function buildPreload() {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: APP,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { preload: 'electron/hosts/desktop/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApp();
