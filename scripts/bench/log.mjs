/** A NapCat log of one gigabyte, written in full, read as the survey reads it, against `grep -c` over the whole. */
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere, median, ratio, runNode, takeTurns, timeOf } from './measure.mjs';
import { limited, mb, ms } from './table.mjs';

const ROUNDS = 5;
const BYTES = 1024 ** 3;
const PIECE = 8 * 1024 ** 2;

/** @param {string} probe @returns {Promise<readonly import('./table.mjs').Row[]>} */
export async function benchLog(probe) {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < 2 * BYTES) return [{ what: 'log of 1 GB', ours: 'skipped: no room on the disk' }];
  const dir = mkdtempSync(join(tmpdir(), 'napcat-doctor-bench-'));
  try {
    const file = join(dir, '2026-01-01_00-00-00.000.log');
    writeLog(file);
    let peakMb = 0;
    const there = isThere('grep');
    const { ours, theirs } = await takeTurns(ROUNDS, {
      ours: () => {
        const ran = runNode([probe, file]);
        peakMb = Math.max(peakMb, ran.peakMb);
        /** @type {{ ms: number, state: string, events: number }} */
        const { ms: time, state, events } = JSON.parse(ran.stdout);
        if (state !== 'known' || events === 0) throw new Error(`the log was not read: ${ran.stdout}`);
        return time;
      },
      theirs: () => (there ? timeOf('grep', ['-c', 'ECONNREFUSED', file]) : NaN),
    });
    return [
      {
        what: 'log of 1 GB, its end read and understood',
        ours: ms(median(ours)),
        ...(there ? { against: `grep -c over all of it: ${ms(median(theirs))}`, ratio: ratio(ours, theirs) } : {}),
      },
      limited('log of 1 GB: peak memory', peakMb, 150, mb),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @param {string} file */
function writeLog(file) {
  const piece = Buffer.alloc(PIECE);
  const lines = Buffer.from(sampleLines());
  for (let at = 0; at < PIECE; at += lines.length) lines.copy(piece, at);
  // Whole lines only, so that pieces can follow each other.
  const whole = piece.subarray(0, piece.lastIndexOf(0x0a) + 1);
  const handle = openSync(file, 'w');
  for (let written = 0; written < BYTES; written += whole.length) writeSync(handle, whole);
  closeSync(handle);
}

/** A quarter of an hour of a bot in two groups: mostly chat, now and then a connection that was refused. */
function sampleLines() {
  return Array.from({ length: 900 }, (_, second) => {
    const stamp = `01-02 03:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
    return second % 60 === 59
      ? `${stamp} [error] 机器人(2000000001) | [OneBot] [WebSocket Client] 连接错误 Error: connect ECONNREFUSED 127.0.0.1:8080\n`
      : `${stamp} [info] 机器人(2000000001) | 接收 <- 群聊 [闲聊(30000${second % 7})] [群友${second % 90}(20000${second})] 今天吃什么？第 ${second} 次\n`;
  }).join('');
}
