/** A machine whose NapCat has an entry of every kind, some enabled and some not. */
import type { EntryKindName } from '../../../electron/contract/app-details.ts';

const DIR = 'D:\\机器人\\NapCat';

const NETWORK: Readonly<Record<EntryKindName, readonly Readonly<Record<string, unknown>>[]>> = {
  httpServers: [{ name: '接口', enable: true, host: '127.0.0.1', port: 3000, token: 'x' }],
  httpSseServers: [{ name: '事件流', enable: false, host: '0.0.0.0', port: 3010 }],
  httpClients: [{ name: '上报', enable: true, url: 'http://127.0.0.1:5700/' }],
  websocketServers: [{ name: '正向', enable: false, host: '::', port: 3001 }],
  websocketClients: [
    { name: '反向', enable: true, url: 'ws://127.0.0.1:8080/onebot/v11/ws', token: 'x' },
    { name: '旧的', enable: false, url: 'ws://127.0.0.1:18080/onebot/v11/ws' },
  ],
};

/** As they are shown: the clients of the link first. */
export const SHOWN: readonly (readonly [kind: EntryKindName, name: string, enabled: boolean, address: string])[] = [
  ['websocketClients', '反向', true, 'ws://127.0.0.1:8080/onebot/v11/ws'],
  ['websocketClients', '旧的', false, 'ws://127.0.0.1:18080/onebot/v11/ws'],
  ['websocketServers', '正向', false, '[::]:3001'],
  ['httpServers', '接口', true, '127.0.0.1:3000'],
  ['httpSseServers', '事件流', false, '0.0.0.0:3010'],
  ['httpClients', '上报', true, 'http://127.0.0.1:5700/'],
];

export function everyEntry(network: Readonly<Record<string, unknown>> = NETWORK): string {
  return JSON.stringify({
    format: 'napcat-doctor/recording@1',
    host: { platform: 'win32', release: '10.0.26100' },
    roots: ['D:\\'],
    processes: [],
    files: {
      [`${DIR}\\NapCatWinBootMain.exe`]: null,
      [`${DIR}\\NapCatWinBootHook.dll`]: null,
      [`${DIR}\\napcat.mjs`]: 'const napCatVersion = "4.18.19";',
      [`${DIR}\\config\\onebot11_2000000001.json`]: JSON.stringify({ network }),
    },
  });
}
