/** A diagnosis of this machine: a healthy link (real NoneBot, stand-in NapCat), and an entry that nobody listens for. */
import { instant, median, ratio, runNode, takeTurns, timeOf } from './measure.mjs';
import { limited, mb, ms } from './table.mjs';

/** @typedef {import('./table.mjs').Row} Row */

const ROUNDS = 15;
const AIM = { first: 300, verdict: 1_000, ratio: 2.5, memory: 150 };

/**
 * @param {import('./lab.mjs').Lab} lab
 * @param {{ cli: string, moments: string }} programs
 * @returns {Promise<readonly Row[]>}
 */
export async function benchDiagnosis(lab, { cli, moments }) {
  const bot = await lab.startNoneBot();
  const url = (/** @type {number} */ port) => `ws://127.0.0.1:${port}/onebot/v11/ws`;
  const linked = await lab.startNapCat({ clients: [{ url: url(bot.port) }], fileLog: true });
  await linked.waitConnected();
  const healthy = await benchOne('healthy link', 'healthy', linked.dir, { cli, moments });
  await linked.stop();
  await bot.stop();

  const deadPort = await lab.freePort();
  const lonely = await lab.startNapCat({ clients: [{ url: url(deadPort) }], fileLog: true });
  await lonely.waitFailed();
  const dead = await benchOne('dead port', 'server-not-listening', lonely.dir, { cli, moments });
  await lonely.stop();
  return [...healthy, ...dead];
}

/**
 * @param {string} what @param {string} verdict What it must say, else its speed is worth nothing.
 * @param {string} dir @param {{ cli: string, moments: string }} programs
 * @returns {Promise<readonly Row[]>}
 */
async function benchOne(what, verdict, dir, { cli, moments }) {
  /** @type {{ first: number, verdict: number }[]} */
  const seen = [];
  const { command, bare } = await takeTurns(ROUNDS, {
    bare: () => timeOf(process.execPath, ['-e', '0']),
    command: () => timeOf(process.execPath, [cli, 'diagnose', '--napcat', dir]),
    moments: () => {
      const from = instant();
      /** @type {{ first: number, verdict: number, code: string }} */
      const moment = JSON.parse(runNode([moments, dir]).stdout);
      if (moment.code !== verdict) throw new Error(`${what}: the verdict is ${moment.code}, not ${verdict}`);
      seen.push({ first: moment.first - from, verdict: moment.verdict - from });
      return moment.verdict - from;
    },
  });
  const times = ratio(command, bare);
  return [
    limited(`${what}: first finding`, median(seen.map(({ first }) => first)), AIM.first, ms),
    limited(`${what}: verdict`, median(seen.map((moment) => moment.verdict)), AIM.verdict, ms),
    {
      what: `${what}: whole command`,
      ours: ms(median(command)),
      against: `node -e 0: ${ms(median(bare))}`,
      ratio: times,
      aim: { text: `≤ ${AIM.ratio} ×`, met: times <= AIM.ratio },
    },
    limited(`${what}: peak memory`, runNode([cli, 'diagnose', '--napcat', dir]).peakMb, AIM.memory, mb),
  ];
}
