/** The files of a NoneBot project as users have it: bot.py or nb-cli's way without one, .env files, pyproject.toml. */
import { readFileSync } from 'node:fs';

import type { Files } from './folders.ts';

export interface ProjectOptions {
  /** DRIVER in .env. Default `~fastapi`. */
  readonly driver?: string;
  /** HOST in .env.prod; `null` leaves the line out. Default `127.0.0.1`. */
  readonly host?: string | null;
  /** PORT in .env.prod; `null` leaves the line out, then NoneBot takes 8080. */
  readonly port: number | null;
  /** ONEBOT_ACCESS_TOKEN in .env.prod, written as given. Default: no such line. */
  readonly token?: string;
  /** Which OneBot adapters are registered. Default `['v11']`. */
  readonly adapters?: readonly OneBotVersion[];
  /** `nb-run`: no bot.py; adapters stand in pyproject.toml and nb-cli's script loads them. Default `bot.py`. */
  readonly entry?: 'bot.py' | 'nb-run';
  /** Python lines at the top of bot.py, before NoneBot is initialised. */
  readonly preamble?: string;
  /** Python arguments of `nonebot.run(…)` in bot.py. */
  readonly runArguments?: string;
  /** More files, or others in place of the ones made here. */
  readonly files?: Files;
}

export type OneBotVersion = 'v11' | 'v12';

export function projectFiles(options: ProjectOptions): Files {
  const { driver = '~fastapi', host = '127.0.0.1', port, token, entry = 'bot.py' } = options;
  const prod = [
    ...(host === null ? [] : [`HOST=${host}`]),
    ...(port === null ? [] : [`PORT=${port}`]),
    ...(token === undefined ? [] : [`ONEBOT_ACCESS_TOKEN=${token}`]),
  ];
  return {
    '.env': `ENVIRONMENT=prod\nDRIVER=${driver}\n`,
    '.env.prod': prod.map((line) => `${line}\n`).join(''),
    'pyproject.toml': pyproject(options.adapters ?? ['v11']),
    'plugins/lab_probe.py': readFileSync(new URL('../servers/lab_probe.py', import.meta.url)),
    ...(entry === 'bot.py' ? { 'bot.py': botFile(options) } : {}),
    ...options.files,
  };
}

/** Arguments of python that start the project. */
export function pythonArguments({ entry = 'bot.py', adapters = ['v11'] }: ProjectOptions): readonly string[] {
  return entry === 'bot.py' ? ['bot.py'] : ['-c', nbScript(adapters)];
}

/** The form that nb-cli writes since 1.5.0 (domain facts: NoneBot dossier §2.3). */
function pyproject(adapters: readonly OneBotVersion[]): string {
  const entries = adapters.map(
    (version) => `{ name = "OneBot ${version.toUpperCase()}", module_name = "nonebot.adapters.onebot.${version}" }`,
  );
  return [
    '[project]',
    'name = "lab-bot"',
    'version = "0.1.0"',
    'requires-python = ">=3.9"',
    '',
    '[tool.nonebot]',
    'plugin_dirs = ["plugins"]',
    'builtin_plugins = []',
    '',
    '[tool.nonebot.adapters]',
    ...(entries.length === 0 ? [] : [`nonebot-adapter-onebot = [${entries.join(', ')}]`]),
    '',
    '[tool.nonebot.plugins]',
    '',
  ].join('\n');
}

function botFile({ adapters = ['v11'], preamble = '', runArguments = '' }: ProjectOptions): string {
  return [
    preamble,
    'import nonebot',
    ...imports(adapters),
    '',
    'nonebot.init()',
    'driver = nonebot.get_driver()',
    ...adapters.map((version) => `driver.register_adapter(${classOf(version)})`),
    'nonebot.load_plugins("plugins")',
    '',
    'if __name__ == "__main__":',
    `    nonebot.run(${runArguments})`,
    '',
  ].join('\n');
}

/** What `nb run` hands to python when a project has no bot.py: adapters registered, the rest from pyproject.toml. */
function nbScript(adapters: readonly OneBotVersion[]): string {
  return [
    'import nonebot',
    ...imports(adapters),
    'nonebot.init()',
    'driver = nonebot.get_driver()',
    ...adapters.map((version) => `driver.register_adapter(${classOf(version)})`),
    'nonebot.load_from_toml("pyproject.toml")',
    'nonebot.run()',
    '',
  ].join('\n');
}

function imports(adapters: readonly OneBotVersion[]): readonly string[] {
  return adapters.map((version) => `from nonebot.adapters.onebot.${version} import Adapter as ${classOf(version)}`);
}

function classOf(version: OneBotVersion): string {
  return `OneBot${version.toUpperCase()}`;
}
