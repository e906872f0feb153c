/** A Chromium for tests, icons and screenshots: the one that the system has. Nothing is downloaded. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** `undefined`: this machine has none. */
export const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path));

/** Throws when there is no Chromium. @param {readonly string[]} [args] More than the usual ones. */
export function launchChromium(args = []) {
  if (CHROMIUM === undefined) throw new Error('no Chromium: name one in CHROMIUM_PATH');
  return chromium.launch({
    executablePath: CHROMIUM,
    // As root Chromium's own sandbox cannot start.
    chromiumSandbox: process.platform !== 'win32' && process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', ...args],
  });
}
