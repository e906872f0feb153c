/** Reads one NapCat log as the survey does and tells how long that took and what was found. */
import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { createLiveMachine } from '../../../electron/machine/index.ts';
import { readLog } from '../../../electron/survey/logs/index.ts';

const [path = ''] = process.argv.slice(2);
const machine = await createLiveMachine();
const from = performance.now();
const { state, lines, events } = await readLog(machine, { path, product: 'napcat', napcat: 0 }, LOG_RULES);
console.log(JSON.stringify({ ms: performance.now() - from, state, lines, events: events.length }));
