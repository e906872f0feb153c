/** `npm run doctor -- ARGS`: the command line from source, built when a source changed. */
import { spawn } from 'node:child_process';
import { freshCli } from './build.mjs';

const entry = await freshCli();
const args = process.argv.slice(2);
const child = spawn(process.execPath, [entry, ...(args.length === 0 ? ['diagnose'] : args)], { stdio: 'inherit' });
// Ctrl-C reaches the child too; we wait for it to end in its own way.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
