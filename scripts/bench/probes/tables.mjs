/** Times the machine's tables in-process, one number a line of input asked for: `listeners` or `processes`. */
import { createInterface } from 'node:readline';
import { createLiveMachine } from '../../../electron/machine/index.ts';

const machine = await createLiveMachine();
for await (const line of createInterface({ input: process.stdin })) {
  const from = performance.now();
  await (line === 'listeners' ? machine.listeners() : machine.processes());
  process.stdout.write(`${String(performance.now() - from)}\n`);
}
