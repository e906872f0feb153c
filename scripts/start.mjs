/**
 * `npm start [-- --demo]`: builds the app and opens it in Electron. Where Electron's runtime is not there, or no screen,
 * the same wizard is served to the browser of this machine.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { APP, freshApp } from './build-app.mjs';
import { fetchElectron, findElectron, SANDBOX_ARGS } from './app/electron.mjs';
import { ROOT } from './build.mjs';

const args = process.argv.slice(2);
await freshApp();

const screen = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
const electron = screen ? (findElectron() ?? fetchElectron()) : null;
if (electron !== null) {
  if (SANDBOX_ARGS.length > 0)
    console.log(`Started as root, so Chromium’s own sandbox is off (${SANDBOX_ARGS.join(' ')}).`);
  run(electron, [...SANDBOX_ARGS, ROOT, ...args]);
} else {
  const reason = screen ? 'Electron’s runtime cannot be had here' : 'There is no screen for a window';
  console.log(`${reason}: serving the same wizard to your browser. Ctrl+C ends it.`);
  run(process.execPath, [join(APP, 'web.mjs'), ...args]);
}

/** @param {string} program @param {readonly string[]} programArgs */
function run(program, programArgs) {
  const child = spawn(program, programArgs, { stdio: 'inherit' });
  // Ctrl-C reaches the child too; we wait for it to end in its own way.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}
