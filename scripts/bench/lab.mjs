/** The lab of the tests (a real NoneBot, the stand-in NapCat) for programs that are not tests. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { ROOT } from '../build.mjs';

/**
 * @typedef {object} Lab
 * @property {typeof import('../../tests/lab/support/napcat.ts').startNapCat} startNapCat
 * @property {typeof import('../../tests/lab/support/nonebot.ts').startNoneBot} startNoneBot
 * @property {typeof import('../../tests/lab/support/ports.ts').freePort} freePort
 * @property {() => Promise<void>} close Stops what was started.
 */

/** @returns {Promise<Lab>} */
export async function openLab() {
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    resolve: { alias: { vitest: fileURLToPath(new URL('no-vitest.mjs', import.meta.url)) } },
  });
  /** @param {string} path */
  const load = (path) => vite.ssrLoadModule(`/${path}`);
  const [{ startNapCat }, { startNoneBot }, { freePort }] = await Promise.all([
    load('tests/lab/support/napcat.ts'),
    load('tests/lab/support/nonebot.ts'),
    load('tests/lab/support/ports.ts'),
  ]);
  const { tidyUp } = /** @type {typeof import('./no-vitest.mjs')} */ (await load('scripts/bench/no-vitest.mjs'));
  return {
    startNapCat,
    startNoneBot,
    freePort,
    close: async () => {
      await tidyUp();
      await vite.close();
    },
  };
}
