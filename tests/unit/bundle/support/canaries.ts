/** A machine whose every corner holds something private, and the search for it. All of it is made up. */
import iconv from 'iconv-lite';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';
import { readRecording } from './draft.ts';

export const CANARIES = {
  token: 'kanarienvogel-Tok3n-77',
  oddToken: ' schlüssel"mit\\allem 密码 ',
  numericToken: '9081726354',
  webuiToken: 'a1b2c3webuikanarie',
  uin: '1987654320',
  shortUin: '54329',
  friend: '2876543210',
  group: '876543219',
  nickname: '金丝雀小昵称',
  latinNickname: 'CanaryNick77',
  groupName: '金丝雀秘密群',
  chat: '金丝雀悄悄话不要外传',
  latinChat: 'canary whispers zebra',
  user: '王金丝雀',
  host: 'CANARY-LAPTOP-9',
  domain: 'bot.kanarienvogel-heim.net',
  privateAddress: '192.168.73.211',
  publicAddress: '8.137.44.211',
  ipv6: '2408:8207:78a1:3c00::7d1',
  ipv6Network: '2408:8207',
  cookie: 'session=kanarienkeks123',
  envValue: 'canary-openai-key-sk-55',
  password: 'P4ss-kanarie!',
  folder: '金丝雀的离婚协议',
  email: 'canary.bird@example.org',
} as const;

const C = CANARIES;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Each file in its own shape. */
function files(): Record<string, unknown> {
  const home = `C:\\Users\\${C.user}`;
  const config = {
    network: {
      websocketClients: [
        {
          name: C.nickname,
          enable: true,
          url: `ws://${C.domain}:18080/onebot/v11/ws?access_token=${encodeURIComponent(C.oddToken)}`,
          token: C.token,
        },
        {
          name: 'b',
          enable: true,
          url: `ws://${C.user}:${encodeURIComponent(C.password)}@${C.privateAddress}:8080/${C.latinNickname}`,
          token: C.oddToken,
        },
      ],
      httpServers: [{ name: C.latinNickname, host: C.ipv6, port: 3000, token: Number(C.numericToken) }],
    },
    musicSignUrl: `https://${C.publicAddress}/sign?key=${C.token}`,
    [C.groupName]: { [C.friend]: [C.chat, Number(C.group)] },
  };
  return {
    [`D:\\NapCat\\config\\onebot11_${C.uin}.json`]: JSON.stringify(config, null, 2),
    [`D:\\NapCat\\config\\onebot11_${C.shortUin}.json`]: `// ${C.chat} ${C.envValue}\n${escaped(JSON.stringify(config))}`,
    'D:\\NapCat\\config\\webui.json': {
      base64: Buffer.from(
        `\uFEFF${JSON.stringify({ token: C.webuiToken, host: C.host, autoLoginAccount: C.uin })}`,
        'utf16le',
      ).toString('base64'),
    },
    'D:\\NapCat\\config\\napcat.json': `{"fileLog": true, "broken": "${C.chat}\n${C.latinChat}, ${C.nickname}: '${C.password}`,
    'D:\\NapCat\\napcat.mjs': `const napCatVersion = "4.18.19"; const secret = "${C.token}"; // ${C.email}`,
    'D:\\NapCat\\napcat.bat': `set TOKEN=${C.token}`,
    'D:\\NapCat\\NapCatWinBootMain.exe': null,
    'D:\\NapCat\\logs\\2026-08-22_19-30-00.417.log': logText(),
    [`D:\\bot\\logs\\${C.nickname}-${C.latinNickname}.log`]: logText(),
    'D:\\bot\\logs\\gbk.log': { base64: Buffer.from(iconv.encode(logText(), 'gbk')).toString('base64') },
    'D:\\bot\\logs\\wide.log': { base64: Buffer.from(`\uFEFF${logText()}`, 'utf16le').toString('base64') },
    'D:\\bot\\.env': [
      `# ${C.chat}`,
      `ONEBOT_ACCESS_TOKEN="${C.token}"`,
      `HOST=${C.privateAddress}`,
      'PORT=18080',
      `SUPERUSERS=["${C.friend}"]`,
      `NICKNAME=["${C.nickname}", "${C.latinNickname}"]`,
      `OPENAI_KEY=${C.envValue}`,
      `GREETING='${C.chat}`,
      `${C.latinChat}'`,
      `BASIC=Basic ${base64(`${C.user}:${C.password}`)}`,
      C.latinChat,
    ].join('\r\n'),
    'D:\\bot\\bot.py': [
      'import nonebot',
      'from nonebot.adapters.onebot.v11 import Adapter',
      `nonebot.init(superusers={"${C.friend}"}, access_token='${C.token}', api=f"https://${C.domain}/${C.token}")`,
      `"""${C.chat}`,
      `${C.latinChat}"""`,
      `SECRETS = {"${C.latinNickname}": "${C.envValue}", "${C.groupName}": ${C.group}}  # ${C.email}`,
      'nonebot.get_driver().register_adapter(Adapter)',
    ].join('\n'),
    'D:\\bot\\pyproject.toml': `[tool.nonebot]\nadapters = [{ name = "OneBot V11", module_name = "nonebot.adapters.onebot.v11" }]\nauthors = [{ name = "${C.nickname}", email = "${C.email}" }]\n[project]\nname = "${C.latinNickname}"\n`,
    'D:\\bot\\docker-compose.yml': `services:\n  bot:\n    image: mlikiowa/napcat-docker:latest\n    environment:\n      - WEBUI_TOKEN=${C.token}\n      - NOTE=${C.latinChat}\n    command: >\n      ${C.latinChat}\n      ${C.chat}\n`,
    [`${home}\\Desktop\\${C.folder}.docx`]: null,
    [`${home}\\Desktop\\${C.folder}\\${C.groupName}.txt`]: null,
    [`${home}\\tokens.txt`]: C.token,
    'C:\\Windows\\System32\\drivers\\etc\\hosts': `${C.privateAddress} ${C.domain} ${C.host} # ${C.chat}`,
  };
}

function logText(): string {
  const escapedChat = escaped(C.chat);
  return [
    `08-22 19:30:07 [info] ${C.nickname} | [NapCat] [WebUi] WebUi User Panel Url: http://${C.publicAddress}:6099/webui?token=${C.webuiToken}`,
    `08-22 19:30:08 [info] ${C.nickname} | 接收 <- 群聊 [${C.groupName}(${C.group})] [${C.latinNickname}(${C.friend})] ${C.chat}`,
    `${C.latinChat} 第二行 ${C.friend}`,
    `08-22 19:30:09 [info] ${C.nickname} | 发送 -> 私聊 (${C.friend}) ${C.latinChat}`,
    `08-22 19:30:10 [error] ${C.nickname} | [OneBot] [WebSocket Client] 反向WebSocket (ws://${C.domain}:18080/onebot/v11/ws?access_token=${C.token}) 连接错误 Error: connect ECONNREFUSED ${C.privateAddress}:18080`,
    `08-22 19:30:11 [error] ${C.nickname} | [OneBot] [WebSocket Client] TryConnect Error , info ->  Error: ${C.latinChat} ${C.envValue} ${C.chat}`,
    `08-22 19:30:12 [debug] ${C.nickname} | [OneBot] [WebSocket Client] 收到正向Websocket消息 {"action":"send_msg","params":{"message":"${escapedChat}","user_id":${C.friend}}}`,
    `08-22 19:30:13 [warn] cookie ${C.cookie} ${base64(C.chat)} Bearer ${C.token}`,
    `data: {"level":"info","message":"${escapedChat} ${C.latinNickname}"}`,
    `[${C.latinNickname}] [20:15:40] [INFO] ${C.latinChat}`,
    // Every canary in every shape that is text, where a rule's pattern reaches over foreign words.
    // A bare number of five digits cannot be told from a port, nor half an address from a time.
    ...Object.values({ ...C, shortUin: '', ipv6Network: '' }).flatMap((canary) =>
      shapesOf(canary)
        .map((shape) => Buffer.from(shape).toString())
        .filter((shape) => /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(shape))
        .map(
          (shape) => `08-22 19:31:00 [error] [OneBot] [WebSocket Client] TryConnect Error , info ->  Error: ${shape}`,
        ),
    ),
    `08-22 19:32:00 [error] ${C.nickname} | TryConnect Error , info ->  Error: ${C.token.slice(0, 11)}`,
    `${C.token.slice(11)} ${C.uin.slice(0, 5)}`,
    C.uin.slice(5),
    `Traceback (most recent call last):`,
    `  File "C:\\Users\\${C.user}\\bot.py", line 3, in <module>`,
    `ValueError: ${C.chat} ${C.latinChat}`,
    '',
  ].join('\n');
}

export async function canaryMachine(): Promise<RecordingDocument> {
  const home = `C:\\Users\\${C.user}`;
  const clock = { startedAt: '2026-08-22T19:30:00+08:00' };
  return readRecording(
    JSON.stringify({
      format: 'napcat-doctor/recording@1',
      takenAt: '2026-08-22T20:30:00+08:00',
      host: {
        platform: 'win32',
        release: '10.0.26100',
        edition: `Windows 11 ${C.host}`,
        oemCodePage: 936,
        homeDir: home,
        owner: C.user,
      },
      env: {
        APPDATA: `${home}\\AppData\\Roaming`,
        COMPUTERNAME: C.host,
        USERNAME: C.user,
        OPENAI: C.envValue,
        HTTP_PROXY: `http://${C.user}:${C.password}@${C.publicAddress}:7890`,
        NO_PROXY: `${C.domain},localhost`,
      },
      processes: [
        {
          pid: 6200,
          ppid: 1,
          name: 'QQ.exe',
          path: 'C:\\QQNT\\QQ.exe',
          cwd: 'D:\\NapCat',
          commandLine: `"C:\\QQNT\\QQ.exe" -q ${C.uin} --note ${C.latinNickname}`,
          windowTitle: `${C.nickname} - ${C.chat}`,
          modules: [`${home}\\x.dll`],
          env: { NAPCAT_X: C.envValue, USERNAME: C.user },
          ...clock,
        },
        {
          pid: 7000,
          ppid: 1,
          name: 'python.exe',
          path: 'C:\\python.exe',
          cwd: 'D:\\bot',
          commandLine: `python.exe bot.py --token ${C.token} -p${C.password} ${C.latinNickname} --to=${C.email}`,
          ...clock,
        },
        {
          pid: 7001,
          ppid: 1,
          name: 'mysql.exe',
          path: `${home}\\mysql.exe`,
          commandLine: `mysql -u${C.latinNickname} -p${C.password} -h ${C.privateAddress} -c "${C.latinChat}"`,
          cwd: `\\\\${C.host}\\share`,
          ...clock,
        },
      ],
      pipes: ['NapCat_6200', `pipe-${C.user}-${C.token}`],
      listeners: [
        { address: C.privateAddress, port: 18080, pid: 7000 },
        { address: '::', port: 6099, pid: 6200 },
      ],
      connections: [
        { local: `${C.privateAddress}:50112`, remote: `[${C.ipv6}]:443`, state: C.latinNickname, pid: 6200 },
      ],
      registry: {
        'HKCU\\Environment': { SECRET_KEY: C.envValue, LITELOADERQQNT_PROFILE: `${home}\\LL` },
        'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings': {
          ProxyServer: `${C.domain}:8080`,
          ProxyOverride: `*.${C.domain};192.168.*`,
        },
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules': {
          [`TCP Query User{1}${home}\\python.exe`]: `v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=6|RA4=${C.privateAddress}|App=${home}\\python.exe|Name=${C.nickname}|Desc=${C.latinChat}|`,
        },
        'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\QQ': {
          DisplayName: `QQ ${C.nickname}`,
          UninstallString: `${home}\\QQ\\Uninstall.exe`,
          Owner: C.latinNickname,
        },
      },
      network: {
        activeProfiles: ['public'],
        interfaces: [
          { name: `${C.nickname}的网卡`, address: C.privateAddress },
          { name: 'b', address: C.ipv6 },
        ],
      },
      files: files(),
      roots: ['C:\\', 'D:\\'],
      probes: [
        { tcp: `${C.domain}:18080`, outcome: 'connected' },
        { resolve: C.domain, addresses: [C.privateAddress, C.ipv6] },
        {
          http: `GET http://${C.domain}:18080/onebot/v11/http`,
          status: 404,
          headers: {
            'set-cookie': C.cookie,
            server: `uvicorn ${C.host}`,
            location: `http://${C.domain}/?t=${C.token}`,
            'x-user': C.user,
          },
          body: `<p>${C.nickname} ${C.latinChat} ${base64(C.token)}</p>`,
        },
        {
          websocket: `ws://${C.domain}:18080/onebot/v11/ws?access_token=${encodeURIComponent(C.oddToken)}`,
          token: 'configured',
          outcome: 'open',
          closeReason: C.latinChat,
        },
        { tcp: `${C.privateAddress}:8080`, error: 'denied', reason: `${C.chat} ${C.user}` },
      ],
      console: [
        { of: C.latinNickname, text: logText() },
        { of: 'napcat', text: logText() },
      ],
      watch: {
        startedAt: '2026-08-22T20:29:00+08:00',
        lastedMs: 60_000,
        looks: 120,
        changes: [
          {
            ...{ at: 500, change: 'connected', who: 'other', name: `${C.latinNickname}.exe`, pid: 7002 },
            ...{ local: `${C.privateAddress}:50113`, remote: `[${C.ipv6}]:18080` },
          },
          { at: 900, change: 'started', who: 'framework', name: C.nickname, pid: 7003 },
          { at: 950, change: 'stalled', who: 'other', remote: `${C.domain}:18080` },
        ],
        logs: [
          {
            path: `${home}\\${C.nickname}.log`,
            of: C.latinNickname,
            text: `${C.chat}\n${logText()}`,
            arrivals: [{ at: 1000, line: 1 }],
          },
        ],
        note: C.latinChat,
      },
      comment: `${C.chat} ${C.token}`,
    }),
  );
}

/** `\uXXXX` for every character outside ASCII. */
function escaped(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Shapes in which a canary could sit in bytes; written here anew, so that the search shares nothing with what it tests. */
export function shapesOf(canary: string): readonly Uint8Array[] {
  const utf8 = Buffer.from(canary);
  const allEscaped = Array.from(
    { length: canary.length },
    (_, at) => `\\u${canary.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
  return [
    utf8,
    Buffer.from(canary, 'utf16le'),
    Buffer.from(canary, 'utf16le').swap16(),
    // GBK where the canary is Chinese; latin1 and GBK agree on the rest.
    iconv.encode(canary, 'gbk'),
    Buffer.from(encodeURIComponent(canary)),
    Buffer.from(encodeURIComponent(encodeURIComponent(canary))),
    Buffer.from(utf8.toString('hex').replace(/../g, (byte) => `%${byte.toUpperCase()}`)),
    Buffer.from(Array.from(canary, (sign) => `&#${sign.codePointAt(0) ?? 0};`).join('')),
    Buffer.from(Array.from(canary, (sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`).join('')),
    Buffer.from(canary.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;')),
    Buffer.from(allEscaped.replaceAll('\\', '\\\\')),
    Buffer.from(utf8.toString('hex').toUpperCase()),
    Buffer.from(Buffer.from(canary, 'utf16le').toString('hex')),
    Buffer.from(utf8.toString('base64url').slice(0, -2)),
    Buffer.from(JSON.stringify(canary).slice(1, -1)),
    Buffer.from(escaped(canary)),
    Buffer.from(allEscaped),
    ...[utf8, Buffer.from(canary, 'utf16le'), iconv.encode(canary, 'gbk')].flatMap((bytes) =>
      [0, 1, 2].map((shift) =>
        Buffer.from(
          Buffer.concat([Buffer.alloc(shift), bytes])
            .toString('base64')
            .slice(shift + 1, -4),
        ),
      ),
    ),
    Buffer.from(utf8.toString('hex')),
  ].filter(({ length }) => length >= 5);
}
