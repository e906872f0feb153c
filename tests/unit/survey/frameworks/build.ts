/** Recordings for these tests, as small as they can be, and the survey of them. */
import { createRecordedMachine } from '../../../../electron/machine/recorded/index.ts';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';
import type { FrameworkFacts } from '../../../../electron/survey/facts.ts';
import { surveyFrameworks } from '../../../../electron/survey/frameworks/find.ts';
import type { FrameworkSurvey } from '../../../../electron/survey/frameworks/find.ts';
import { createSecretTable } from '../../../../electron/survey/secret.ts';

export const WINDOWS = {
  platform: 'win32',
  release: '10.0.26100',
  arch: 'x64',
  oemCodePage: 936,
  homeDir: 'C:\\Users\\me',
};
export const LINUX = { platform: 'linux', release: '6.8.0', arch: 'x64', homeDir: '/home/me' };

/** What differs from a Windows machine on which nothing runs. */
export interface Scene {
  readonly host?: typeof WINDOWS | typeof LINUX;
  readonly env?: Readonly<Record<string, string>>;
  readonly processes?: readonly object[];
  readonly listeners?: readonly object[];
  readonly files?: Readonly<Record<string, unknown>>;
  readonly candidates?: readonly string[];
}

export async function surveyScene(
  scene: Scene,
): Promise<FrameworkSurvey & { readonly reveal: (one: FrameworkFacts) => string | null }> {
  const { candidates = [], host = WINDOWS, processes = [], listeners = [], files = {}, env = {} } = scene;
  const recording = {
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-08-22T20:30:00+08:00',
    host,
    env,
    processes,
    listeners,
    files,
  };
  const machine = createRecordedMachine(recording as unknown as RecordingDocument);
  const secrets = createSecretTable();
  const shared = { processes: await machine.processes(), listeners: await machine.listeners() };
  const found = await surveyFrameworks(machine, shared, candidates, secrets);
  const reveal = ({ token }: FrameworkFacts) =>
    token.state === 'known' && token.value !== null ? secrets.reveal(token.value.value) : null;
  return { ...found, reveal };
}

/** The only framework of a scene. */
export async function onlyFramework(scene: Scene): Promise<FrameworkFacts & { readonly tokenText: string | null }> {
  const { frameworks, reveal } = await surveyScene(scene);
  const [first, second] = frameworks;
  if (first === undefined || second !== undefined) throw new Error(`${frameworks.length} frameworks instead of one`);
  return { ...first, tokenText: reveal(first) };
}

export const BOT_PY = [
  'import nonebot',
  'from nonebot.adapters.onebot.v11 import Adapter',
  '',
  'nonebot.init()',
  'nonebot.get_driver().register_adapter(Adapter)',
  'nonebot.load_from_toml("pyproject.toml")',
  'nonebot.run()',
].join('\n');

/** A stopped NoneBot project in D:\bot. */
export function stoppedBot(
  files: Readonly<Record<string, unknown>>,
  packages: Readonly<Record<string, string>> = {},
): Scene {
  return {
    candidates: ['D:\\bot'],
    files: { ...inFolder('D:\\bot', { 'bot.py': BOT_PY, ...files }), ...environment('D:\\bot\\.venv', packages) },
  };
}

export function inFolder(dir: string, files: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const slash = dir.includes('\\') ? '\\' : '/';
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${dir}${slash}${name}`, content]));
}

/** A Windows virtual environment with packages. */
export function environment(dir: string, packages: Readonly<Record<string, string>>): Record<string, unknown> {
  if (Object.keys(packages).length === 0) return {};
  const infos = Object.entries(packages).map(([name, version]): [string, null] => [
    `Lib\\site-packages\\${name.replaceAll('-', '_')}-${version}.dist-info\\METADATA`,
    null,
  ]);
  return inFolder(dir, { 'pyvenv.cfg': 'home = C:\\Python311', ...Object.fromEntries<null>(infos) });
}

export const STACK = {
  nonebot2: '2.5.0',
  'nonebot-adapter-onebot': '2.4.6',
  'python-dotenv': '1.2.4',
  pydantic: '2.11.0',
  fastapi: '0.115.12',
  uvicorn: '0.34.2',
  websockets: '15.0.1',
};
