/** Reads a NoneBot project into facts: settings in force, adapters, and what keeps it from starting. */
import { ABSENT, mapAnswer, NOT_ASKED, valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { FrameworkFacts, NoneBotFacts } from '../../facts.ts';
import type { Project, Reading } from '../project.ts';
import { findPackages } from '../python/packages.ts';
import type { Packages } from '../python/packages.ts';
import type { Versions } from './adapter-setting.ts';
import { adaptersOfProgram, adaptersOfPyproject } from './adapters.ts';
import type { Adapters } from './adapters.ts';
import { findProgram, readsPyproject } from './bot-program.ts';
import type { BotProgram } from './bot-program.ts';
import type { EnvReading } from './env-files.ts';
import { readInitCall } from './init-call.ts';
import { findOtherEnvFiles } from './other-env-files.ts';
import { findProblems } from './problems.ts';
import { readPyproject } from './pyproject.ts';
import { adapterOrigins, apiRoots, boundTo, forwardUrls, settingOr, tokenFrom } from './settings.ts';
import { lookUp, openSources } from './sources.ts';
import type { Sources } from './sources.ts';

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
    apiRoots: apiRoots(sources, versions),
    adapterSettings: adapterOrigins(sources, versions),
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
    expectedAccounts: [],
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
    apiRoots: {},
    adapterSettings: { wsUrls: NOT_ASKED, apiRoots: NOT_ASKED, secret: NOT_ASKED },
    problems: [],
  },
  adapterEnabled: NOT_ASKED,
  configFiles: [],
  brokenFiles: [],
  expectedAccounts: [],
};

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
