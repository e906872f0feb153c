/** Drafts a bundle of each recorded case and packs it into a folder; tells how long the slowest took and its size. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { draftBundleOf } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';

const [cases = '', out = '', most = '0'] = process.argv.slice(2);
const [catalogue, { bundle, collectors, coverage }] = await Promise.all([messagesFor('zh'), cliMessagesFor('zh')]);
const files = readdirSync(cases, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .slice(0, Number(most));

const times = [];
let largest = 0;
for (const [index, file] of files.entries()) {
  const parsed = await parseRecording(readFileSync(join(cases, file)));
  if ('error' in parsed) throw new Error(`${file}: ${parsed.error.message}`);
  const from = performance.now();
  const draft = await draftBundleOf(
    createRecordedMachine(parsed.recording),
    { deep: false },
    {
      tool: { name: 'napcat-doctor', version: '0.0.0' },
      language: 'zh',
      texts: { catalogue, bundle, collectors, coverage },
    },
  );
  const zip = draft.pack();
  times.push(performance.now() - from);
  largest = Math.max(largest, zip.length);
  writeFileSync(join(out, `${index}.zip`), zip);
}
console.log(JSON.stringify({ bundles: files.length, times, largest }));
