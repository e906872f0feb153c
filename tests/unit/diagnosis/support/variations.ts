/** The same machine told differently: nothing in it that decides has changed, so neither may the verdict. */
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';

export interface Variation {
  readonly name: string;
  readonly vary: (recording: RecordingDocument) => RecordingDocument;
}

export const VARIATIONS: readonly Variation[] = [
  { name: 'another port', vary: (recording) => withOtherPort(recording, '18080') },
  {
    name: 'another project folder',
    vary: (recording) => renamed(recording, /(?<=D:[\\/]{1,4})bot(?=[\\/"'\s]|$)/g, '我的机器人'),
  },
  {
    name: 'other tokens',
    vary: (recording) => renamed(renamed(recording, /s3cret-A/g, 'An0ther_T'), /s3cret-B/g, 'Th1rd-One'),
  },
  { name: 'another user', vary: (recording) => renamed(recording, /(?<=\\Users\\)me(?=[\\/"'\s]|$)/g, '张三') },
  { name: 'other entry names', vary: withOtherEntryNames },
  { name: 'a Windows that speaks English', vary: (recording) => translated(recording, ENGLISH) },
  { name: 'a Windows that speaks Chinese', vary: (recording) => translated(recording, CHINESE) },
  { name: 'sections and rows in another order', vary: reordered },
  { name: 'CRLF line ends', vary: (recording) => renamedTexts(recording, (text) => text.replace(/\r?\n/g, '\r\n')) },
  { name: 'LF line ends', vary: (recording) => renamedTexts(recording, (text) => text.replaceAll('\r\n', '\n')) },
  { name: 'more programs around', vary: withNoise },
];

/** The port in every place where it is written, changed to a near one that stands nowhere. */
function withOtherPort(recording: RecordingDocument, port: string): RecordingDocument {
  const whole = JSON.stringify(recording);
  const free = ['18083', '18086', '18089'].find((candidate) => !whole.includes(candidate));
  if (free === undefined) return recording;
  const changed = renamed(recording, new RegExp(`(?<!\\d)${port}(?!\\d)`, 'g'), free);
  return mapValues(changed, (value) => (value === Number(port) ? Number(free) : value)) as RecordingDocument;
}

function renamed(recording: RecordingDocument, from: RegExp, to: string): RecordingDocument {
  return mapValues(recording, (value) =>
    typeof value === 'string' ? value.replace(from, to) : value,
  ) as RecordingDocument;
}

/** Each entry's name gets the same end, so that equal ones stay equal. */
function withOtherEntryNames(recording: RecordingDocument): RecordingDocument {
  return renamed(
    recording,
    /(?<="name": ?")(?!napcat|onebot|nonebot|koishi|yunzai|langbot|karin)([\w\u4e00-\u9fff-]{1,20})(?=",? ?"enable")/g,
    '$1-甲',
  );
}

/** What Windows itself says of sockets, in the two languages that our users' machines speak. */
const SAYINGS = [
  [
    '通常每个套接字地址(协议/网络地址/端口)只允许使用一次。',
    'Only one usage of each socket address (protocol/network address/port) is normally permitted',
  ],
  [
    '以一种访问权限不允许的方式做了一个访问套接字的尝试。',
    'An attempt was made to access a socket in a way forbidden by its access permissions',
  ],
  ['在其上下文中，该请求的地址无效。', 'The requested address is not valid in its context'],
] as const;

type Dictionary = readonly (readonly [string, string])[];

const ENGLISH: Dictionary = SAYINGS;
const CHINESE: Dictionary = SAYINGS.map(([chinese, english]) => [english, chinese]);

function translated(recording: RecordingDocument, dictionary: Dictionary): RecordingDocument {
  return renamedTexts(recording, (text) =>
    dictionary.reduce((told, [from, to]) => told.replace(new RegExp(escaped(from), 'gi'), to), text),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Every value, and every key as a value. */
function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapValues(item, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      String(change(key)),
      // Bytes of files that are no UTF-8; what is changed in them is ASCII.
      key === 'base64' && typeof member === 'string'
        ? Buffer.from(String(change(Buffer.from(member, 'base64').toString('latin1'))), 'latin1').toString('base64')
        : mapValues(member, change),
    ]),
  );
}

/** Only what stands in files and consoles. */
function renamedTexts(recording: RecordingDocument, change: (text: string) => string): RecordingDocument {
  const inText = (value: unknown): unknown => (typeof value === 'string' ? change(value) : value);
  return {
    ...recording,
    ...(recording.files === undefined ? {} : { files: onlyValues(recording.files, inText) }),
    ...(recording.console === undefined
      ? {}
      : { console: recording.console.map((entry) => ({ ...entry, text: change(entry.text) })) }),
  } as RecordingDocument;
}

function onlyValues(files: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(files).map(([path, entry]: [string, unknown]) => [
      path,
      typeof entry === 'object' && entry !== null && 'text' in entry
        ? { ...entry, text: change(entry.text) }
        : change(entry),
    ]),
  );
}

/** Probes stay: they stand in the order in which they were asked. */
function reordered(recording: RecordingDocument): RecordingDocument {
  const backwards = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return name === 'probes' || name === 'console' ? value : value.toReversed();
    if (name !== 'files' && name !== 'registry' && name !== 'env') return value;
    return Object.fromEntries(Object.entries(value as object).toReversed());
  };
  return Object.fromEntries(
    Object.entries(recording)
      .toReversed()
      .map(([name, value]) => [name, backwards(name, value)]),
  ) as RecordingDocument;
}

/** What else runs on a bot owner's machine, some of it on the interpreters that bots use. */
const NOISE = [
  ['chrome.exe', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', '--type=renderer', null],
  ['QQMusic.exe', 'C:\\Program Files (x86)\\Tencent\\QQMusic\\QQMusic.exe', '', 54530],
  ['Code.exe', 'C:\\Users\\me\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe', '', null],
  ['node.exe', 'C:\\Program Files\\nodejs\\node.exe', 'D:\\web\\node_modules\\vite\\bin\\vite.js', 5173],
  ['python.exe', 'C:\\Python312\\python.exe', '-m jupyter lab', 8888],
] as const;

function withNoise(recording: RecordingDocument): RecordingDocument {
  const { processes, listeners } = recording;
  if (!Array.isArray(processes) || recording.host.platform === 'linux') return recording;
  const noise = NOISE.map(([name, path, rest, port], index) => ({
    process: {
      pid: 60_000 + 4 * index,
      ppid: 4,
      name,
      path,
      commandLine: `"${path}" ${rest}`,
      cwd: null,
      startedAt: null,
    },
    listener: port === null ? null : { address: '127.0.0.1', port, pid: 60_000 + 4 * index },
  }));
  const taken = new Set(Array.isArray(listeners) ? listeners.map(({ port }) => port) : []);
  return {
    ...recording,
    processes: [...processes, ...noise.map(({ process }) => process)],
    ...(Array.isArray(listeners)
      ? {
          listeners: [
            ...listeners,
            ...noise.flatMap(({ listener }) => (listener === null || taken.has(listener.port) ? [] : [listener])),
          ],
        }
      : {}),
  };
}
