/**
 * Where NoneBot looks for a setting, in its order: `nonebot.init(…)`, the environment of the process, `.env.{ENVIRONMENT}`,
 * `.env`, the default. The files lie in the working directory of the process, not beside bot.py.
 * Source: nonebot2 `config.py`, measured with 2.4.3, 2.4.4 and 2.5.0 (domain facts: NoneBot dossier §2.2).
 */
import { ABSENT, known } from '../../../machine/answer.ts';
import type { Answer, Unanswered } from '../../../machine/answer.ts';
import type { Setting } from '../../facts.ts';
import { readEnvFile, valueIn } from './env-files.ts';
import type { EnvFile, EnvReading, RawSetting } from './env-files.ts';
import type { InitCall } from './init-call.ts';

export interface Sources {
  readonly init: InitCall;
  /** Environment of the process by name in lower case. */
  readonly environment: ReadonlyMap<string, RawSetting>;
  /** The files in force, the weaker first. Those that are not there are listed as absent. */
  readonly files: readonly EnvFile[];
  /** Value of ENVIRONMENT; not known when its file could not be read or the program chooses the files itself. */
  readonly environmentName: Answer<Setting<string>>;
}

/** `pid`: whose environment it is, `null` when it is the user's session. */
export async function openSources(
  reading: EnvReading,
  workingDir: string,
  init: InitCall,
  pid: number | null,
): Promise<Sources> {
  const environment = new Map(
    Object.entries(reading.environment).map(([key, text]) => [
      key.toLowerCase(),
      { text, origin: { kind: 'environment' as const, key, ...(pid === null ? {} : { pid }) } },
    ]),
  );
  const base = await readEnvFile(reading, workingDir, '.env');
  const environmentName = environmentNameFrom(environment, base);
  const named = filesInForce(init.envFile, environmentName);
  const files = await Promise.all(
    named.names.map(async (name) => (name === '.env' ? base : readEnvFile(reading, workingDir, name))),
  );
  return {
    init,
    environment,
    environmentName,
    // A file whose name is not known stands for itself: whatever it says would be stronger than `.env`.
    files: named.unnamed === null ? files : [...files, { path: '', name: '', content: named.unnamed }],
  };
}

/** The strongest value of a key of NoneBot itself; `absent`: nobody sets it, the default holds. */
export function lookUp({ init, environment, files }: Sources, key: string): Answer<RawSetting> {
  const argument = init.argument(key);
  if (argument.state !== 'absent') return argument;
  const variable = environment.get(key);
  return variable === undefined ? lookUpInFiles(files, key) : known(variable);
}

/** The strongest value that the files give. */
export function lookUpInFiles(files: readonly EnvFile[], key: string): Answer<RawSetting> {
  return files.map((file) => valueIn(file, key)).findLast(({ state }) => state !== 'absent') ?? ABSENT;
}

interface NamedFiles {
  /** Weaker first. */
  readonly names: readonly string[];
  /** Why a further file could not be named. */
  readonly unnamed: Unanswered | null;
}

function filesInForce(envFile: InitCall['envFile'], environmentName: Answer<Setting<string>>): NamedFiles {
  if (envFile.state === 'known') {
    return { names: typeof envFile.value === 'string' ? ['.env', envFile.value] : envFile.value, unnamed: null };
  }
  if (envFile.state !== 'absent') return { names: ['.env'], unnamed: envFile };
  if (environmentName.state === 'known')
    return { names: ['.env', `.env.${environmentName.value.value}`], unnamed: null };
  return { names: ['.env'], unnamed: environmentName.state === 'absent' ? null : environmentName };
}

/** ENVIRONMENT is read from the process and `.env` alone. */
function environmentNameFrom(environment: ReadonlyMap<string, RawSetting>, base: EnvFile): Answer<Setting<string>> {
  const variable = environment.get('environment');
  const found = variable === undefined ? valueIn(base, 'environment') : known(variable);
  if (found.state === 'absent') return known({ value: 'prod', origin: { kind: 'default' } });
  if (found.state !== 'known') return found;
  return known({ value: found.value.text ?? '', origin: found.value.origin });
}
