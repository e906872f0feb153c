/** What the stand-in tells the test that started it, over Node's channel: the real NapCat tells nobody that it connected. */

/**
 * @typedef {{ readonly event: 'ready', readonly pid: number, readonly webuiPort: number | null }
 *   | { readonly event: 'open' | 'closed', readonly url: string }
 *   | { readonly event: 'failed', readonly url: string, readonly message: string }
 *   | { readonly event: 'asked', readonly method: string, readonly path: string }
 *   | { readonly event: 'restart' }} Report
 *
 * @typedef {{ readonly order: 'kick' } | { readonly order: 'say', readonly text: string } | { readonly order: 'freeze', readonly until: string }} Order
 *   What a test can ask. `freeze`: blocks its event loop while the file `until` is there, which it makes itself.
 */

/** @param {Report} message */
export function report(message) {
  // A channel that was closed has nobody to report to.
  if (process.connected) process.send?.(message);
}
