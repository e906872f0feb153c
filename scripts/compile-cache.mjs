/**
 * Puts beside the built command line the code that V8 makes of it, as electron/hosts/cli/compiled.ts wants it: runs the
 * commands that must be quick, and keeps what V8 had compiled by their end. V8's own rules decide whether that code
 * still fits (version, flags, length of the source), so a stale one costs time and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Recordings that lead through most of the survey and of the diagnosis; nothing on this computer is looked at. */
const WALKS = [
  ['diagnose', '--lang', 'en', '--recording', 'tests/cases/hop4/hash-cuts-token-in-env.yaml'],
  ['diagnose', '--lang', 'zh', '--recording', 'tests/cases/hop1/healthy-napcat-4.1.5.yaml'],
];

const DEADLINE = 30_000;

/** As in electron/hosts/cli/compiled.ts. */
const CODE_SUFFIX = `.${process.version}-${process.platform}-${process.arch}.code`;

/** Loaded before the command line: notes each script that it compiles, and writes their code when it ends. */
const KEEPER = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  const vm = createRequire('file:///')('node:vm');
  const scripts = [];
  vm.Script = class extends vm.Script {
    constructor(source, options) {
      super(source, options);
      scripts.push([options.filename, this]);
    }
  };
  process.on('exit', () => {
    for (const [file, script] of scripts) writeFileSync(file + ${JSON.stringify(CODE_SUFFIX)}, script.createCachedData());
  });
`)}`;

/** Whether there is code of this very Node. @param {string} entry */
export function hasCode(entry) {
  return existsSync(join(dirname(entry), `cli.cjs${CODE_SUFFIX}`));
}

/** @param {string} root @param {string} entry The built command line. */
export function compileCache(root, entry) {
  for (const [index, words] of WALKS.entries()) {
    const walk = words.map((word) => (word.endsWith('.yaml') ? join(root, word) : word));
    const { error } = spawnSync(process.execPath, ['--import', KEEPER, entry, ...walk], {
      stdio: 'ignore',
      timeout: DEADLINE,
    });
    if (error !== undefined) throw new Error(`walk ${index} ended with ${error.message}`);
  }
  if (!hasCode(entry)) throw new Error('no compiled code was written');
}
