import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createPseudonyms } from '../../../electron/bundle/redact/pseudonyms.ts';
import { maskWebUi } from '../../../electron/bundle/redact/webui.ts';
import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { createScan } from '../../../electron/bundle/redact/scan.ts';
import { CANARIES, canaryMachine, shapesOf } from './support/canaries.ts';
import { draftOf, filesIn, textIn } from './support/draft.ts';

const draft = await draftOf(await canaryMachine(), {
  deep: false,
  account: CANARIES.uin,
  napcatDir: `C:\\Users\\${CANARIES.user}\\NapCat`,
  url: `ws://${CANARIES.domain}:18080/onebot/v11/ws`,
});
const zip = draft.pack();
const files = filesIn(zip);
const everything = [
  zip,
  Buffer.from(Object.keys(files).join('\n')),
  ...Object.values(files),
  Buffer.from(draft.summary),
];

describe('a bundle of a machine full of private things', () => {
  it.each(Object.entries(CANARIES))('does not hold the %s in any shape', (_kind, canary) => {
    const found = everything.flatMap((bytes) =>
      shapesOf(canary).filter((shape) => Buffer.from(bytes).includes(Buffer.from(shape))),
    );
    expect(found.map((shape) => Buffer.from(shape).toString())).toEqual([]);
  });

  it.each(Object.entries(CANARIES))('does not hold the %s split over lines', (_kind, canary) => {
    const joined = everything.map((bytes) =>
      Buffer.from(bytes)
        .toString()
        .replace(/\s|\\[rn]/g, ''),
    );
    expect(joined.some((text) => text.includes(canary.replace(/\s/g, '')))).toBe(false);
  });

  it('holds all its parts, none withheld by the second look', () => {
    expect(draft.omitted.filter(({ reason }) => reason !== 'unknown-kind')).toEqual([]);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['manifest.json', 'recording.json', 'report.html']));
  });

  it('still shows that both sides have the same token, and the other entry another', () => {
    const recording = textIn(zip, 'recording.json');
    const tokens = [...recording.matchAll(/\\"token\\": \\"([^"\\]*)/g)].map(([, token]) => token);
    const [, demanded] = /ONEBOT_ACCESS_TOKEN=\\"([^"\\]*)/.exec(recording) ?? [];
    expect(demanded).toBe(tokens[0]);
    expect(tokens[1]).not.toBe(tokens[0]);
  });

  it('keeps the relation between an address of this machine and its listener', () => {
    const { network, listeners } = JSON.parse(textIn(zip, 'recording.json')) as {
      network: { interfaces: { address: string }[] };
      listeners: { address: string }[];
    };
    expect(listeners[0]?.address).toBe(network.interfaces[0]?.address);
  });

  it('shares no pseudonym with another bundle of the same machine', async () => {
    const other = textIn((await draftOf(await canaryMachine())).pack(), 'recording.json');
    const accounts = textIn(zip, 'recording.json').match(/onebot11_\d{10}/g) ?? [];
    expect(accounts.length).toBeGreaterThan(0);
    expect(accounts.filter((name) => other.includes(name))).toEqual([]);
  });
});

const SHAPES: readonly (readonly [string, string | Uint8Array])[] = [
  ['it is', CANARIES.token],
  ['upper case', CANARIES.token.toUpperCase()],
  ['UTF-16', Buffer.from(CANARIES.token, 'utf16le')],
  ['a value in a URL', `?x=${encodeURIComponent(CANARIES.token)}&`],
  ['base64', Buffer.from(CANARIES.token).toString('base64')],
  ['base64 behind one byte', Buffer.from(`:${CANARIES.token}`).toString('base64')],
  ['base64 within more', Buffer.from(`user-5:${CANARIES.token}:more`).toString('base64')],
  ['base64 of UTF-16', Buffer.from(`x${CANARIES.token}`, 'utf16le').toString('base64')],
  ['hexadecimal', Buffer.from(CANARIES.token).toString('hex')],
  ['hexadecimal of UTF-16', Buffer.from(CANARIES.token, 'utf16le').toString('hex')],
  ['escaped byte by byte', percent(CANARIES.token)],
  ['escaped twice', encodeURIComponent(percent(CANARIES.token))],
  ['decimal references', references(CANARIES.token, (code) => `&#${code};`)],
  ['hexadecimal references', references(CANARIES.token, (code) => `&#x${code.toString(16).toUpperCase()};`)],
  ['JSON within JSON', references(CANARIES.token, (code) => `\\\\u00${code.toString(16)}`)],
];

function percent(text: string): string {
  return text.replace(/./gs, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function references(text: string, write: (code: number) => string): string {
  return text.replace(/./gs, (sign) => write(sign.charCodeAt(0)));
}

describe('what NapCat’s WebUI answered', () => {
  const names = createPseudonyms();
  const base = { url: `http://${CANARIES.privateAddress}:6099`, code: 0, message: CANARIES.latinChat };
  const told = [
    {
      ...base,
      call: 'config' as const,
      data: {
        network: {
          websocketClients: [{ name: CANARIES.nickname, token: CANARIES.token, url: `ws://${CANARIES.domain}/` }],
        },
      },
    },
    { ...base, call: 'login-info' as const, data: { uin: CANARIES.uin, nick: CANARIES.latinNickname, online: true } },
    {
      ...base,
      call: 'log' as const,
      data: [`[info] ${CANARIES.nickname} | 接收 <- 私聊 (${CANARIES.friend}) ${CANARIES.chat}`],
    },
  ];
  const masked = JSON.stringify(told.map((entry) => maskWebUi(entry, LOG_RULES, names)));

  it.each(Object.entries(CANARIES))('does not hold the %s', (_kind, canary) => {
    expect(masked).not.toContain(canary);
  });

  it('keeps what the diagnosis reads', () => {
    expect(masked).toContain('"online":true');
    expect(masked).toContain(names.account(CANARIES.uin));
  });
});

describe('the second look', () => {
  const names = createPseudonyms();
  names.token(CANARIES.token);
  names.user(CANARIES.user);
  names.account(CANARIES.uin);
  names.address(CANARIES.privateAddress);
  const scan = createScan(names, '');

  it.each(SHAPES)('finds a token as %s', (_name, shape) => {
    expect(scan(Buffer.concat([Buffer.from('before '), Buffer.from(shape), Buffer.from(' after')]))).toEqual(['token']);
  });

  it('finds a token that a line end was put into', () => {
    expect(scan(Buffer.from(`${CANARIES.token.slice(0, 9)}\n  ${CANARIES.token.slice(9)}`))).toEqual(['token']);
  });

  it('finds a Chinese name in GBK, in base64 and in hexadecimal', () => {
    const gbk = iconv.encode(`=${CANARIES.user}=`, 'gbk');
    expect(scan(Buffer.from(gbk.toString('base64')))).toEqual(['user']);
    expect(scan(Buffer.from(gbk.toString('hex')))).toEqual(['user']);
  });

  it('finds a short name, a number and an address', () => {
    expect(scan(Buffer.from(`C:/${CANARIES.user}/x`))).toEqual(['user']);
    expect(scan(Buffer.from(`id ${CANARIES.uin}.`))).toEqual(['account']);
    expect(scan(Buffer.from(`to ${CANARIES.privateAddress}:80`))).toEqual(['address']);
  });

  it('does not take a longer address for a shorter one', () => {
    expect(scan(Buffer.from(`${CANARIES.privateAddress}.5 1${CANARIES.privateAddress}`))).toEqual([]);
  });
});
