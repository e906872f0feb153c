/** What NapCat's form was told from, as the survey notes it. */
import { describe, expect, it } from 'vitest';
import type { FormSign } from '../../../../electron/contract/form-signs.ts';
import { plainQq, pluginFolder, shellFolder, shellProcesses, surveyOf } from './machines.ts';
import type { Recorded } from './machines.ts';

const SHELL = 'D:\\机器人\\NapCat.Shell';
const at6099 = (pid: number) => [{ address: '::', port: 6099, pid }];

async function signsOf(recorded: Recorded): Promise<readonly FormSign[]> {
  const { napcats } = await surveyOf(recorded);
  return napcats[0]?.modeEvidence.map(({ sign }) => sign) ?? [];
}

describe('the form of a NapCat is told', () => {
  it('from the worker that owns the port, the pipe, the launcher and the switch, in this order', async () => {
    const processes = shellProcesses(SHELL);
    const files = shellFolder(SHELL);
    expect(await signsOf({ processes, pipes: ['NapCat_6200'], listeners: at6099(6300), files })).toEqual([
      { kind: 'webui-of-worker', port: 6099 },
      { kind: 'pipe', name: 'NapCat_6200' },
      { kind: 'launcher', process: 'NapCatWinBootMain.exe' },
      { kind: 'logging-switch' },
    ]);
  });

  it('from QQ’s main process and its windows, whoever started it', async () => {
    const parent = { pid: 400, ppid: 1, name: 'explorer.exe' };
    const processes = [parent, ...plainQq(6200)];
    expect(await signsOf({ processes, listeners: at6099(6200), files: pluginFolder() })).toEqual([
      { kind: 'webui-of-main', port: 6099 },
      { kind: 'parent', process: 'explorer.exe' },
      { kind: 'windows-shown' },
      { kind: 'only-of-form', path: 'D:\\LiteLoaderQQNT\\plugins\\NapCat.Framework' },
    ]);
  });

  it('from a program that loaded the plugin into QQ, which is not QQ’s parent', async () => {
    const parent = { pid: 400, ppid: 1, name: 'explorer.exe' };
    const [qq, ...children] = plainQq(6200);
    const modules = ['D:\\NapCat.Framework\\napiloader.dll'];
    const processes = [parent, ...(qq === undefined ? [] : [{ ...qq, modules }]), ...children];
    expect(await signsOf({ processes, listeners: at6099(6200) })).toContainEqual({
      kind: 'parent',
      process: 'explorer.exe',
    });
  });

  it('from the folder on the disk where nothing runs', async () => {
    expect(await signsOf({ files: shellFolder(SHELL) })).toEqual([{ kind: 'file', path: SHELL }]);
  });

  it('from the program that publishes a container’s port', async () => {
    const processes = [{ pid: 90, ppid: 1, name: 'com.docker.backend.exe' }];
    expect(await signsOf({ processes, listeners: at6099(90) })).toEqual([
      { kind: 'webui-published', port: 6099, process: 'com.docker.backend.exe' },
    ]);
  });
});
