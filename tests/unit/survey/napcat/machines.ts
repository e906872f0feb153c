/** Builders of recorded machines: folders of each form, and the processes that each form starts. */
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import type { SurveyRequest } from '../../../../electron/survey/facts.ts';
import { surveyNapCats } from '../../../../electron/survey/napcat/survey.ts';
import type { NapCatSurvey } from '../../../../electron/survey/napcat/survey.ts';
import { createSecretTable } from '../../../../electron/survey/secret.ts';

export interface ProcessEntry {
  pid: number;
  ppid: number;
  name: string;
  path?: string | null;
  commandLine?: string | null;
  cwd?: string | null;
  startedAt?: string;
  modules?: string[];
  env?: Record<string, string>;
}

export interface Recorded {
  platform?: 'win32' | 'linux';
  processes?: ProcessEntry[] | { error: string };
  pipes?: string[];
  listeners?: { address: string; port: number; pid: number }[];
  registry?: Record<string, Record<string, string> | null>;
  env?: Record<string, string>;
  files?: Record<string, string | null | { text?: string; modifiedAt?: string; error?: string }>;
  roots?: string[];
  console?: { of: string; text: string }[];
}

export async function machineOf({ platform = 'win32', ...sections }: Recorded): Promise<Machine> {
  const homeDir = platform === 'win32' ? 'C:\\Users\\me' : '/root';
  const recording = {
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-03-01T12:00:00+08:00',
    host: { platform, release: '10.0.26100', arch: 'x64', homeDir, oemCodePage: 936 },
    ...sections,
  };
  const parsed = await parseRecording(JSON.stringify(recording));
  if ('error' in parsed) throw new Error(parsed.error.message);
  return createRecordedMachine(parsed.recording);
}

export async function surveyOf(recorded: Recorded, request: Partial<SurveyRequest> = {}): Promise<NapCatSurvey> {
  const machine = await machineOf({
    files: {},
    roots: ['C:\\', 'D:\\'],
    processes: [],
    pipes: [],
    listeners: [],
    ...recorded,
  });
  const shared = {
    processes: await machine.processes(),
    listeners: await machine.listeners(),
    connections: await machine.connections(),
    pipes: await machine.pipes(),
  };
  return surveyNapCats(machine, { deep: false, ...request }, shared, createSecretTable());
}

export const QQ = 'C:\\Program Files\\Tencent\\QQNT\\QQ.exe';

/** Every path with no content, which is enough where only names matter. */
export function names(dir: string, ...files: string[]): Record<string, null> {
  return Object.fromEntries(files.map((file) => [`${dir}\\${file}`, null]));
}

export function shellFolder(dir: string, uin = '10001'): Recorded['files'] & object {
  return {
    ...names(dir, 'NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'qqnt.json', 'loadNapCat.js', 'launcher.bat'),
    [`${dir}\\napcat.mjs`]: 'const napCatVersion = "4.18.1";',
    [`${dir}\\config\\webui.json`]: '{"port":6099,"token":"x"}',
    [`${dir}\\config\\onebot11_${uin}.json`]: '{"network":{}}',
  };
}

export const LITELOADER = 'D:\\LiteLoaderQQNT';
export const PLUGIN = `${LITELOADER}\\plugins\\NapCat.Framework`;

export function pluginFolder(dir = PLUGIN): Recorded['files'] & object {
  return {
    ...names(dir, 'napcat.mjs', 'napcat.cjs', 'liteloader.cjs', 'config\\onebot11_10001.json'),
    [`${dir}\\manifest.json`]: '{"slug":"NapCat.Framework"}',
  };
}

/** QQ with LiteLoader in `patched` of its versions; `current` is the one in force. */
export function liteLoaderQq(current: string, patched: string): Recorded['files'] & object {
  const app = (version: string) => `C:\\Program Files\\Tencent\\QQNT\\versions\\${version}\\resources\\app`;
  return {
    [QQ]: null,
    'C:\\Program Files\\Tencent\\QQNT\\dbghelp.dll': null,
    'C:\\Program Files\\Tencent\\QQNT\\versions\\config.json': JSON.stringify({ curVersion: current }),
    [`${app(current)}\\package.json`]: '{"version":"x","main":"./application.asar/app_launcher/index.js"}',
    [`${app(patched)}\\package.json`]: '{"version":"x","main":"./app_launcher/ml_install.js"}',
    [`${app(patched)}\\app_launcher\\ml_install.js`]: `require(String.raw\`${LITELOADER}\`)`,
    [`${LITELOADER}\\data\\LiteLoader\\config.json`]: '{"enable_plugins":true,"disabled_plugins":[]}',
  };
}

/** A QQ with windows, as anybody starts it. */
export function plainQq(pid: number, ppid = 400, path = QQ): ProcessEntry[] {
  const child = (offset: number, type: string): ProcessEntry => ({
    pid: pid + offset,
    ppid: pid,
    name: 'QQ.exe',
    path,
    commandLine: `"${path}" --type=${type}`,
  });
  return [
    { pid, ppid, name: 'QQ.exe', path, commandLine: `"${path}"` },
    child(1, 'gpu-process'),
    child(2, 'renderer --lang=zh-CN'),
  ];
}

/** Launcher, QQ and its worker. `hidden`: started as administrator. */
export function shellProcesses(
  dir: string,
  { pid = 6200, ppid = 500, path = QQ, hidden = false, worker = true, uin = '10001' } = {},
): ProcessEntry[] {
  const seen = (values: Pick<ProcessEntry, 'path' | 'commandLine' | 'cwd'>) =>
    hidden ? { path: null, commandLine: null, cwd: null } : values;
  const launcher = `${dir}\\NapCatWinBootMain.exe`;
  const family: ProcessEntry[] = [
    {
      pid: pid - 100,
      ppid,
      name: 'NapCatWinBootMain.exe',
      ...seen({ path: launcher, commandLine: `"${launcher}"  "${path}" "${dir}\\NapCatWinBootHook.dll" ${uin}` }),
    },
    { pid, ppid: pid - 100, name: 'QQ.exe', ...seen({ path, commandLine: `"${path}" --enable-logging -q ${uin}` }) },
  ];
  if (worker) {
    const commandLine = `"${path}" --type=utility --utility-sub-type=node.mojom.NodeService --enable-logging`;
    family.push({ pid: pid + 100, ppid: pid, name: 'QQ.exe', ...seen({ path, commandLine }) });
  }
  return family;
}
