/** How a process was started: interpreter, script, folder. Read from its command line with the rules of each runtime. */
import type { Machine, Platform, ProcessInfo } from '../../machine/machine.ts';
import { imageOf, splitCommandLine } from '../processes.ts';
import type { ProcessTree } from '../processes.ts';

export type Runtime = 'python' | 'node' | 'java' | 'native';

export interface Launch {
  readonly process: ProcessInfo;
  readonly runtime: Runtime;
  /** Interpreters that may be the one in use, absolute, a virtual environment's first. */
  readonly interpreters: readonly string[];
  /** Absolute path of the script, when the command line names one and its folder is known. */
  readonly script: string | null;
  /** Name of the script without folder. */
  readonly scriptName: string | null;
  /** `-m NAME`, or the console script of that name (`nb.exe`, `uvicorn.exe`). */
  readonly module: string | null;
  /** `-c CODE`. */
  readonly code: string | null;
  /** What follows script, module or code. */
  readonly rest: readonly string[];
  /** Working directory, when seen on the process or its redirector. */
  readonly workingDir: string | null;
  readonly commandLine: string;
}

/** `null`: its command line is hidden. */
export function readLaunch(machine: Machine, tree: ProcessTree, process: ProcessInfo): Launch | null {
  if (process.commandLine === null) return null;
  const runtime = runtimeOf(process);
  const [program = '', ...args] = splitCommandLine(process.commandLine, machine.host.platform);
  const parent = tree.parentOf(process);
  const redirector =
    parent !== undefined && runtimeOf(parent) === 'python' && runtime === 'python' ? parent : undefined;
  const workingDir = process.cwd ?? redirector?.cwd ?? null;
  const command = READERS[runtime](args, consoleScript(imageOf(process)));
  const interpreters = [absolute(machine, workingDir, program), redirector?.path, process.path].filter(
    (path) => path != null,
  );
  const environment = environmentFolder(machine, interpreters[0]);
  const base = workingDir ?? environment;
  const script = command.script ?? asgiFile(command);
  return {
    process,
    runtime,
    interpreters: runtime === 'python' ? [...new Set(interpreters)] : [],
    script: script === null ? null : absolute(machine, base, script),
    scriptName: script === null ? null : machine.paths.basename(script),
    module: command.module,
    code: command.code,
    rest: command.rest,
    workingDir,
    commandLine: process.commandLine,
  };
}

export function runtimeOf(process: ProcessInfo): Runtime {
  const image = imageOf(process);
  return RUNTIMES.find(({ images }) => images.test(image))?.runtime ?? 'native';
}

const RUNTIMES: readonly { readonly runtime: Runtime; readonly images: RegExp }[] = [
  { runtime: 'python', images: /^(?:pythonw?|pypy)[\d.]*(?:\.exe)?$|^(?:nb|uvicorn|hypercorn|astrbot)(?:\.exe)?$/ },
  // Koishi Desktop ships Node under its own name.
  { runtime: 'node', images: /^(?:node|koishi|bun)(?:\.exe)?$/ },
  { runtime: 'java', images: /^javaw?(?:\.exe)?$/ },
];

interface Command {
  readonly script: string | null;
  readonly module: string | null;
  readonly code: string | null;
  readonly rest: readonly string[];
}

const NOTHING: Command = { script: null, module: null, code: null, rest: [] };

type ReadCommand = (args: readonly string[], ownModule: string | null) => Command;

const READERS: Readonly<Record<Runtime, ReadCommand>> = {
  python: pythonCommand,
  node: nodeCommand,
  java: (args) => ({ ...NOTHING, rest: args }),
  native: (args) => ({ ...NOTHING, rest: args }),
};

/** Console scripts are modules under their own name: `nb.exe run` is `python -m nb_cli run`. */
const CONSOLE_SCRIPTS: ReadonlySet<string> = new Set(['nb', 'uvicorn', 'hypercorn', 'astrbot']);

function consoleScript(name: string): string | null {
  const bare = name.replace(/(?:-script)?\.(?:exe|pyw?)$/i, '').toLowerCase();
  return CONSOLE_SCRIPTS.has(bare) ? bare : null;
}

function pythonCommand(args: readonly string[], ownModule: string | null): Command {
  if (ownModule !== null) return { ...NOTHING, module: ownModule, rest: args };
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? '';
    const rest = args.slice(at + 1);
    // On Linux the code may arrive without its quotes; it runs to the end either way.
    if (argument === '-c') return { ...NOTHING, code: rest.join(' ') };
    if (argument === '-m')
      return { ...NOTHING, module: rest[0] === 'nb_cli' ? 'nb' : (rest[0] ?? null), rest: rest.slice(1) };
    if (argument === '-X' || argument === '-W') {
      at++;
    } else if (!argument.startsWith('-')) {
      const module = consoleScript(argument.replace(/^.*[\\/]/, ''));
      return module === null ? { ...NOTHING, script: argument, rest } : { ...NOTHING, module, rest };
    }
  }
  return NOTHING;
}

function nodeCommand(args: readonly string[]): Command {
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? '';
    if (/^(?:-r|--require|--import|--loader|--experimental-loader)$/.test(argument)) {
      at++;
    } else if (!argument.startsWith('-')) {
      return { ...NOTHING, script: argument, rest: args.slice(at + 1) };
    }
  }
  return NOTHING;
}

/** `uvicorn bot:app` runs bot.py. */
function asgiFile({ module, rest }: Command): string | null {
  if (module !== 'uvicorn' && module !== 'hypercorn') return null;
  const target = rest.map((argument) => /^([\w.]+):\w+$/.exec(argument)?.[1]).find((name) => name !== undefined);
  return target === undefined ? null : `${target.replaceAll('.', '/')}.py`;
}

/** `null`: a relative path of an unknown folder, or a bare name found through PATH. */
function absolute(machine: Machine, base: string | null, path: string): string | null {
  if (machine.paths.isAbsolute(path)) return machine.paths.normalize(path);
  const isBareProgram = !hasSeparator(path, machine.host.platform) && !/\.(?:py|m?js|cjs)$/i.test(path) && path !== '.';
  return base === null || isBareProgram ? null : machine.paths.join(base, path);
}

function hasSeparator(path: string, platform: Platform): boolean {
  return path.includes('/') || (platform === 'win32' && path.includes('\\'));
}

/** `D:\bot` for `D:\bot\.venv\Scripts\python.exe`: where a relative script most probably lies. */
function environmentFolder(machine: Machine, interpreter: string | undefined): string | null {
  const { paths } = machine;
  if (interpreter === undefined || !/^(?:scripts|bin)$/i.test(paths.basename(paths.dirname(interpreter)))) return null;
  const environment = paths.dirname(paths.dirname(interpreter));
  return /env/i.test(paths.basename(environment)) ? paths.dirname(environment) : null;
}
