/** Takes hold of the window of an Electron that was started with `--remote-debugging-port=0`. */
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

/**
 * @param {{ readonly stderr: import('node:stream').Readable | null }} app Its stderr is read.
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function windowOf({ stderr }) {
  if (stderr === null) throw new Error('the output of the app is not read');
  const [context] = (await connect(await debuggerOf(stderr))).contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the app opened no window');
  return page;
}

/** Milliseconds; a greeting that crosses the birth of the window is now and then never answered. */
const PATIENCE = 10_000;
const TRIES = 3;

/** @param {string} address @returns {Promise<import('playwright-core').Browser>} */
async function connect(address, tries = TRIES) {
  try {
    return await chromium.connectOverCDP(address, { timeout: PATIENCE });
  } catch (error) {
    if (tries === 1) throw error;
    return connect(address, tries - 1);
  }
}

/** The address that Chromium prints when it listens to a debugger. @param {import('node:stream').Readable} stderr */
async function debuggerOf(stderr) {
  for await (const line of createInterface(stderr)) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      stderr.resume();
      return address;
    }
  }
  throw new Error('the app ended before it could be driven');
}
