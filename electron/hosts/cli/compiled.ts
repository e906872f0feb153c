/**
 * Loads our own files with the code that V8 made of them when they were built (scripts/compile-cache.mjs). Parsing and
 * compiling half a megabyte costs as much as a whole diagnosis. Code of another Node, system or processor is never
 * offered to V8, and what V8 refuses it compiles anew: without it everything works, only later.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** Appended to the name of a script: its code for exactly this Node. */
export const CODE_SUFFIX = `.${process.version}-${process.platform}-${process.arch}.code`;

type Require = (id: string) => unknown;
/** What Node wraps a CommonJS file in. */
type Wrapped = (exports: object, require: Require, module: Module, filename: string, dirname: string) => void;

interface Module {
  exports: object;
}

const HEAD = '(function (exports, require, module, __filename, __dirname) { ';
const TAIL = '\n})';

/** A `require` for the files beside and below `file`; everything else is Node's own. */
export function compiledRequire(file: string): Require {
  const native: Require = createRequire(file);
  const loaded = new Map<string, Module>();
  const load = (path: string): object => {
    const before = loaded.get(path);
    if (before !== undefined) return before.exports;
    const module: Module = { exports: {} };
    loaded.set(path, module);
    const code = codeFor(path);
    const script = new Script(`${HEAD}${readFileSync(path, 'utf8')}${TAIL}`, {
      filename: path,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(code === undefined ? {} : { cachedData: code }),
    });
    const run = script.runInThisContext() as Wrapped;
    run.call(module.exports, module.exports, requireFrom(path), module, path, dirname(path));
    return module.exports;
  };
  const requireFrom = (path: string): Require => {
    const folder = dirname(path);
    return (id) => (id.startsWith('.') ? load(join(folder, id)) : native(id));
  };
  return requireFrom(file);
}

function codeFor(path: string): Buffer | undefined {
  try {
    return readFileSync(path + CODE_SUFFIX);
  } catch {
    return undefined;
  }
}
