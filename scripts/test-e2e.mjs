/**
 * `npm run test:e2e [-- FILE …]`: the wizard in Chromium through the loopback host. With `--electron` first
 * (`npm run test:e2e:electron`): the desktop app in a real Electron, or the installed app named in NAPCAT_DOCTOR_APP. Ends with `N passed, N failed, N skipped`; where the
 * browser or the runtime is missing, the suite is skipped and says so.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CHROMIUM } from './app/browser.mjs';
import { findElectron } from './app/electron.mjs';
import { runVitest } from './app/vitest-count.mjs';
import { freshApp } from './build-app.mjs';
import { ROOT } from './build.mjs';

const [first, ...rest] = process.argv.slice(2);
const project = first === '--electron' ? 'electron' : 'web';
const missing = project === 'web' ? (CHROMIUM === undefined ? 'Chromium' : null) : electronMissing();

if (missing !== null) console.log(`skipped: ${missing} is not on this machine\n0 passed, 0 failed, 1 skipped`);
else if (project === 'electron' && !hasScreen()) {
  const again = ['-a', process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1;
} else {
  await freshApp();
  const only = project === 'electron' ? rest : process.argv.slice(2);
  const { passed, failed, skipped, notes } = await runVitest(
    ['--config', 'tests/e2e/vitest.config.ts', '--root', ROOT, '--project', project, ...only],
    join(ROOT, '.cache/vitest-e2e.json'),
  );
  if (notes.length > 0) console.log(notes.join('\n'));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** @returns {string | null} */
function electronMissing() {
  if (process.env.NAPCAT_DOCTOR_APP === undefined && findElectron() === null)
    return 'Electron’s runtime (ELECTRON_OVERRIDE_DIST_PATH)';
  return hasScreen() || spawnSync('which', ['xvfb-run']).status === 0 ? null : 'a screen or Xvfb';
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY);
}
