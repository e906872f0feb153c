/** Reads a NoneBot project into facts: settings in force, adapters, and what keeps it from starting. */
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import { ABSENT, known, mapAnswer, NOT_ASKED, valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { FrameworkFacts, NoneBotFacts, Secret, Setting } from '../../facts.ts';
import { readTextFile } from '../files.ts';
import type { Launch } from '../launch.ts';
import type { Project, Reading } from '../project.ts';
import { START_SCRIPTS } from '../start-scripts.ts';
import { findPackages } from '../python/packages.ts';
import type { Packages } from '../python/packages.ts';
import { readProgram } from '../python/program.ts';
import type { PythonProgram } from '../python/program.ts';
import { adapterSetting } from './adapter-setting.ts';
import type { Versions } from './adapter-setting.ts';
import { adaptersOfProgram, adaptersOfPyproject } from './adapters.ts';
import type { Adapters } from './adapters.ts';
import { findOtherEnvFiles } from './other-env-files.ts';
import type { EnvReading, RawSetting } from './env-files.ts';
import { readInitCall } from './init-call.ts';
import { findProblems, usesPydantic1 } from './problems.ts';
import { readPyproject } from './pyproject.ts';
import { lookUp, openSources } from './sources.ts';
import type { Sources } from './sources.ts';
import { jsonOrText, portFrom, pythonText } from './values.ts';

export async function readNoneBot(project: Project): Promise<Reading> {
  const { machine, ask, dir, launch } = project;
  const workingDir = launch?.workingDir ?? dir;
  // A folder that is not there belongs to a container: its defaults would be guesses.
  const isHere = workingDir !== null && (await machine.list(workingDir, ask)).state !== 'absent';
  if (workingDir === null || !isHere) return NOTHING_KNOWN;

  const program = await findProgram(project, dir ?? workingDir);
  const packages = await findPackages(machine, launch?.interpreters ?? [], dir, ask);
  const versions = versionsFrom(packages);
  const pid = project.process?.pid ?? null;
  const environment = await environmentOf(project);
  const reading: EnvReading = { machine, ask, dotenvVersion: versionOf(packages, 'python-dotenv'), environment };
  const init = readInitCall(valueOf(program.content) ?? null, program.path);
  const sources = await openSources(reading, workingDir, init, pid);
  const pyproject = await readPyproject(machine, dir ?? workingDir, ask);
  const adapters = adaptersFrom(program, pyproject);
  const others = await findOtherEnvFiles(reading, [workingDir, ...(dir === null ? [] : [dir])], sources.files);

  const nonebot: NoneBotFacts = {
    driver: settingOr(lookUp(sources, 'driver'), '~fastapi', (text) => text ?? ''),
    adapters,
    environment: sources.environmentName,
    envFiles: [
      ...sources.files.map(({ path, content }) => ({ path, inForce: true, state: content.state })),
      ...others.unread.map(({ path, content }) => ({ path, inForce: false, state: content.state })),
    ].filter(({ path }) => path !== ''),
    forwardUrls: forwardUrls(sources, versions),
    problems: findProblems({
      sources,
      versions,
      packages,
      adapters,
      pyproject,
      readsPyproject: readsPyproject(program),
      textFiles: others.textFiles,
      unread: others.unread,
    }),
  };
  return {
    ...boundTo(sources, launch),
    token: tokenFrom(project, sources, versions),
    path: ABSENT,
    packages,
    nonebot,
    adapterEnabled: mapAnswer(adapters, ({ v11 }) => v11),
    configFiles: nonebot.envFiles.filter(({ state }) => state === 'known').map(({ path }) => path),
    brokenFiles: brokenFiles(sources, pyproject, machine.paths.join(dir ?? workingDir, 'pyproject.toml')),
    expectedAccount: null,
  };
}

const NOTHING_KNOWN: Reading = {
  host: NOT_ASKED,
  port: NOT_ASKED,
  token: NOT_ASKED,
  path: ABSENT,
  packages: NOT_ASKED,
  nonebot: {
    driver: NOT_ASKED,
    adapters: NOT_ASKED,
    environment: NOT_ASKED,
    envFiles: [],
    forwardUrls: [],
    problems: [],
  },
  adapterEnabled: NOT_ASKED,
  configFiles: [],
  brokenFiles: [],
  expectedAccount: null,
};

interface BotProgram {
  readonly path: string | null;
  /** `absent`: NoneBot is started without a file of its own (`nb run`). */
  readonly content: Answer<PythonProgram>;
  /** Whether it is a file of the user's, not what nb-cli generated. */
  readonly isFile: boolean;
}

/** The program that runs; else the one that would be started. */
async function findProgram({ machine, ask, launch }: Project, dir: string): Promise<BotProgram> {
  if (launch?.code != null) return { path: null, content: known(readProgram(launch.code)), isFile: false };
  const names = launch?.script == null ? START_SCRIPTS.map((name) => machine.paths.join(dir, name)) : [launch.script];
  let unread: BotProgram | null = null;
  for (const path of names) {
    const file = await readTextFile(machine, path, ask);
    const content = mapAnswer(file, ({ text }) => readProgram(text));
    if (content.state === 'known' && (launch?.script != null || importsNoneBot(content.value))) {
      return { path, content, isFile: true };
    }
    if (content.state !== 'known' && content.state !== 'absent') unread ??= { path, content, isFile: true };
  }
  return unread ?? { path: null, content: ABSENT, isFile: false };
}

export function importsNoneBot(program: PythonProgram): boolean {
  return [...program.modules].some((name) => /^nonebot(?:\.|$)/.test(name));
}

/** Variables of the process; of the session when they are hidden or nothing runs. */
async function environmentOf({ machine, process, ask }: Project): Promise<Readonly<Record<string, string>>> {
  const own = process === null ? NOT_ASKED : await machine.processEnv(process.pid, ask);
  return valueOf(own) ?? valueOf(machine.env()) ?? {};
}

function versionsFrom(packages: Answer<Packages>): Versions {
  return {
    nonebot: versionOf(packages, 'nonebot2'),
    adapter: versionOf(packages, 'nonebot-adapter-onebot'),
    pydantic: versionOf(packages, 'pydantic'),
  };
}

function versionOf(packages: Answer<Packages>, name: string): string | null {
  return valueOf(packages)?.[name] ?? null;
}

function adaptersFrom(program: BotProgram, pyproject: Parameters<typeof adaptersOfPyproject>[0]): Adapters {
  const { content, path, isFile } = program;
  if (content.state === 'known' && isFile && path !== null) return adaptersOfProgram(content.value, path);
  if (content.state === 'known' || content.state === 'absent') return adaptersOfPyproject(pyproject);
  return content;
}

function readsPyproject({ content, isFile }: BotProgram): boolean {
  if (!isFile) return true;
  const calls = valueOf(content)?.calls ?? [];
  return calls.some(({ callee }) => callee.split('.').at(-1) === 'load_from_toml');
}

/** `nonebot.run(host=…)` and the command line of uvicorn beat every setting. */
function boundTo(sources: Sources, launch: Launch | null): Pick<FrameworkFacts, 'host' | 'port'> {
  const uvicorn = launch?.module === 'uvicorn' || launch?.module === 'hypercorn' ? launch : null;
  if (uvicorn !== null) {
    const origin = { kind: 'process', pid: uvicorn.process.pid } as const;
    const option = (name: string) => optionOf(uvicorn.rest, name);
    return {
      host: known({ value: option('--host') ?? '127.0.0.1', origin }),
      port: known({ value: portFrom(option('--port')) ?? 8000, origin }),
    };
  }
  const runHost = sources.init.runArgument('host');
  const runPort = sources.init.runArgument('port');
  return {
    host: settingOr<string>(isSet(runHost) ? runHost : lookUp(sources, 'host'), FRAMEWORKS.nonebot2.host, (text) => text ?? ''),
    port: settingOr<number>(isSet(runPort) ? runPort : lookUp(sources, 'port'), FRAMEWORKS.nonebot2.port, portFrom),
  };
}

/** `None` as an argument of `nonebot.run` leaves the setting alone. */
function isSet(argument: Answer<RawSetting>): boolean {
  return argument.state === 'known' ? argument.value.text !== null : argument.state !== 'absent';
}

function optionOf(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name);
  return (at === -1 ? args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) : args[at + 1]) ?? null;
}

/** The setting, else its default. A text that gives no value is `absent`: there is none that NoneBot would use. */
function settingOr<T>(
  setting: Answer<RawSetting>,
  fallback: T,
  read: (text: string | null) => T | null,
): Answer<Setting<T>> {
  if (setting.state === 'absent') return known({ value: fallback, origin: { kind: 'default' } });
  if (setting.state !== 'known') return setting;
  const value = read(setting.value.text);
  return value === null ? ABSENT : known({ value, origin: setting.value.origin });
}

function tokenFrom({ secrets }: Project, sources: Sources, versions: Versions): Answer<Setting<Secret> | null> {
  const token = adapterSetting(sources, versions, 'access_token');
  if (token.state === 'absent') return known(null);
  if (token.state !== 'known') return token;
  const { value, text, origin } = token.value;
  if (value === null || value === '') return known(null);
  const isText = typeof value === 'string';
  // A number ends NoneBot with pydantic 2; the text is still what its author wants it to be.
  const demanded = isText ? value : usesPydantic1(versions) ? pythonText(value, text ?? '') : (text ?? '');
  return known({ value: secrets.intern(demanded), origin });
}

function forwardUrls(sources: Sources, versions: Versions): readonly string[] {
  const text = valueOf(adapterSetting(sources, versions, 'ws_urls'))?.text ?? '';
  const value = jsonOrText(text);
  return Array.isArray(value) ? value.filter((url) => typeof url === 'string') : [];
}

function brokenFiles(
  sources: Sources,
  pyproject: Answer<unknown>,
  pyprojectPath: string,
): FrameworkFacts['brokenFiles'] {
  const broken = sources.files.flatMap(({ path, content }) => {
    if (content.state === 'absent' || path === '') return [];
    if (content.state !== 'known') return [{ path, reason: content.reason ?? content.state }];
    return content.value.isUtf8 ? [] : [{ path, reason: `encoding: ${content.value.encoding}` }];
  });
  const isToml = pyproject.state === 'known' || pyproject.state === 'absent';
  return isToml ? broken : [...broken, { path: pyprojectPath, reason: 'syntax' }];
}
