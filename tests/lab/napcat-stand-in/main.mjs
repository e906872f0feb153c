/**
 * A stand-in for NapCat on Node: the processes, files, log and network behaviour of the real one (4.18) without QQ.
 * The napcat.mjs of the folder it works in calls `start`, in the main process and again in the worker that this forks,
 * as NapCat does since 4.10.32 (packages/napcat-shell/napcat.ts; domain facts: NapCat dossier §1.2).
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { runNapCat } from './napcat.mjs';

/**
 * @typedef {object} Place
 * @property {string} version The constant in napcat.mjs.
 * @property {string} base Folder of napcat.mjs.
 */

/** @param {Place} place */
export async function start(place) {
  // The test that started us holds the other end of this channel. Without it nobody would ever stop us.
  process.on('disconnect', () => process.exit());
  const alone = process.env.NAPCAT_DISABLE_MULTI_PROCESS === '1';
  if (alone || process.env.NAPCAT_WORKER_PROCESS === '1') await runNapCat(place);
  else superviseWorker(join(place.base, 'napcat.mjs'), process.argv.slice(2));
}

/** @param {string} script @param {readonly string[]} args */
function superviseWorker(script, args) {
  let restart = false;
  // NapCat also passes --no-sandbox, which only its own node.exe takes.
  const worker = fork(script, args, { env: { ...process.env, NAPCAT_WORKER_PROCESS: '1' }, execArgv: [] });
  const pass = (/** @type {import('node:child_process').Serializable} */ message) => worker.send(message);
  process.on('message', pass);
  worker.on('message', (/** @type {import('./report.mjs').Report} */ message) => {
    if (message.event === 'restart') restart = true;
    process.send?.(message);
  });
  worker.on('exit', (code) => {
    process.off('message', pass);
    // A restart drops `-q`: the account comes back only through webui.json or the environment.
    if (restart) superviseWorker(script, []);
    else {
      console.log(`[NapCat] [Fork] Worker进程退出，退出码: ${code}`);
      process.exit(code ?? 1);
    }
  });
}
