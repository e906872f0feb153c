/**
 * `npm run test:e2e [-- FILE …]`: the wizard in Chromium through the loopback host. With `--electron` first
 * (`npm run test:e2e:electron`): the desktop app in a real Electron, or the installed app named in NAPCAT_DOCTOR_APP.
 * With `--package` first: what the packages hold, and the packed app driven. Ends with `N passed, N failed, N skipped`;
 * where the browser, the runtime or a screen is missing, the suite is skipped and says so.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CHROMIUM } from './app/browser.mjs';
import { findElectron } from './app/electron.mjs';
import { runVitest } from './app/vitest-count.mjs';
import { freshApp } from './build-app.mjs';
import { ROOT } from './build.mjs';

/** Each suite with what it cannot do without; the packages skip by themselves the one test that needs a runtime. */
const SUITES = {
  web: { missing: () => (CHROMIUM === undefined ? 'Chromium' : null), screen: false },
  electron: { missing: electronMissing, screen: true },
  package: { missing: () => null, screen: true },
};

const [first, ...rest] = process.argv.slice(2);
const name = first === '--electron' ? 'electron' : first === '--package' ? 'package' : 'web';
const { missing, screen } = SUITES[name];
const reason = missing();

if (reason !== null) console.log(`skipped: ${reason} is not on this machine\n0 passed, 0 failed, 1 skipped`);
else if (screen && !hasScreen() && hasXvfb()) {
  const again = ['-a', '-s', '-screen 0 1600x1200x24', process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1;
} else {
  await freshApp();
  const { passed, failed, skipped, notes } = await runVitest(
    [
      ...['--config', 'tests/e2e/vitest.config.ts', '--root', ROOT, '--project', name],
      ...(name === 'web' ? process.argv.slice(2) : rest),
    ],
    join(ROOT, `.cache/vitest-${name}.json`),
  );
  if (notes.length > 0) console.log(notes.join('\n'));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** @returns {string | null} */
function electronMissing() {
  if (process.env.NAPCAT_DOCTOR_APP === undefined && findElectron() === null)
    return 'Electron’s runtime (ELECTRON_OVERRIDE_DIST_PATH)';
  return hasScreen() || hasXvfb() ? null : 'a screen or Xvfb';
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY);
}

function hasXvfb() {
  return spawnSync('which', ['xvfb-run']).status === 0;
}
