/**
 * `npm run dist [-- --linux --dir …]`: builds the app and packs it with electron-builder, for Windows unless told
 * otherwise, and writes SHA-256 sums beside the files. Where ELECTRON_OVERRIDE_DIST_PATH names a runtime, that one is
 * packed: such a package is for tests only.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchKoffi } from './app/koffi.mjs';
import { buildApp } from './build-app.mjs';
import { ROOT } from './build.mjs';

const RELEASE = join(ROOT, 'dist/release');
const args = process.argv.slice(2);
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;

const systems = args.includes('--linux') ? [`linux-${process.arch}`] : ['win32-x64', 'win32-arm64'];
for (const system of systems) fetchKoffi(system);
await buildApp();
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/electron-builder/cli.js'),
    '--config',
    'build/electron-builder.mjs',
    '--publish',
    'never',
    ...(args.length === 0 ? ['--win'] : args),
    ...(runtime ? [`--config.electronDist=${runtime}`] : []),
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
if (status === 0 && existsSync(RELEASE)) {
  const files = readdirSync(RELEASE).filter((name) => /\.(?:exe|zip)$/.test(name));
  const lines = files.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(RELEASE, name)))
        .digest('hex')}  ${name}`,
  );
  if (lines.length > 0) writeFileSync(join(RELEASE, 'SHA256SUMS'), `${lines.join('\n')}\n`);
}
