/** Settings found among the words of a post, and words that are none. */
import JSON5 from 'json5';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { blocksIn } from '../../../../electron/survey/pasted/blocks.ts';
import { containerIn } from '../../../../electron/survey/pasted/docker-ps.ts';

const ENTRY = { name: 'nb', enable: true, url: 'ws://127.0.0.1:8080/onebot/v11/ws', messagePostFormat: 'array' };
const FILE = JSON.stringify({ network: { httpServers: [], websocketClients: [ENTRY] } }, null, 2);

function clientsIn(text: string): unknown {
  const block = blocksIn(text).find(({ kind }) => kind === 'onebot');
  if (block === undefined) return null;
  const document = JSON5.parse<{ network: { websocketClients: unknown } }>(block.text);
  return document.network.websocketClients;
}

describe('NapCat’s settings', () => {
  it.each([
    ['a whole file', FILE],
    ['a file in a code fence, with words around it', `我的配置：\n\`\`\`json\n${FILE}\n\`\`\`\n求助`],
    ['the network object without its bracket', `"network": ${JSON.stringify({ websocketClients: [ENTRY] })},`],
    ['the list of clients alone', `"websocketClients": [\n${JSON.stringify(ENTRY)}\n],`],
    ['a list that was never closed', `"websocketClients": [\n${JSON.stringify(ENTRY)},\n# 日志：`],
    ['a file cut off in its middle', FILE.slice(0, FILE.lastIndexOf('"array"') + 7)],
    ['one entry alone', `客户端是这样的 ${JSON.stringify(ENTRY, null, 1)} 不知道哪里错`],
    ['curly quotes of a chat program', JSON.stringify(ENTRY).replaceAll('"', '”')],
    ['dots for what was left out', `{"network": {"websocketClients": [${JSON.stringify(ENTRY)}], ... } }`],
  ])('are read of %s', (_, text) => {
    expect(clientsIn(text)).toEqual([ENTRY]);
  });

  it('keep the line on which they stand', () => {
    const text = `第一行\n第二行\n${JSON.stringify(ENTRY)}`;
    expect(
      blocksIn(text)[0]
        ?.text.split('\n')
        .findIndex((line) => line.includes('8080')),
    ).toBe(2);
  });

  it.each([
    ['a sentence about them', '我在 websocketClients 里写了 ws://127.0.0.1:8080/onebot/v11/ws，还是不行'],
    ['a list without a client', '"httpServers": [{"name": "http", "enable": true, "port": 3000}]'],
    ['JSON of something else', '{"url": "https://example.com", "name": "x"}'],
    ['a frame of the protocol', '{"post_type":"meta_event","url":"ws://1.2.3.4"}'],
  ])('are not seen in %s', (_, text) => {
    expect(blocksIn(text)).toEqual([]);
  });
});

describe('a NoneBot .env', () => {
  const keysIn = (text: string): readonly string[] =>
    blocksIn(text).flatMap(({ kind, text: file }) =>
      kind === 'dotenv' ? file.split('\n').filter((line) => line !== '') : [],
    );

  it('is read among words', () => {
    expect(keysIn('这是env\nDRIVER=~fastapi\n  PORT = 8080 # 端口\n求助')).toEqual([
      'DRIVER=~fastapi',
      'PORT = 8080 # 端口',
    ]);
  });

  it('says nothing of a key that it gives two values', () => {
    expect(keysIn('.env\nDRIVER=~fastapi\nPORT=8080\n.env.prod\nPORT=8081')).toEqual(['DRIVER=~fastapi']);
  });

  it('says nothing of a value that its author hid', () => {
    expect(keysIn('DRIVER=~fastapi\nONEBOT_ACCESS_TOKEN=****\nHOST=127.…')).toEqual(['DRIVER=~fastapi']);
  });

  it('is not seen in the settings of another program', () => {
    expect(keysIn('HOST=127.0.0.1\nPORT=8000\nEULA_CONFIRMED=true')).toEqual([]);
    expect(keysIn('host = "0.0.0.0"\nport = 8095')).toEqual([]);
  });
});

describe('the .env of Karin', () => {
  it('is told by the key that only it has', () => {
    const [block] = blocksIn('.env\nHTTP_PORT=7777\nWS_SERVER_AUTH_KEY=Zk9f');
    expect(block).toMatchObject({ kind: 'karin', from: 1, to: 3 });
    expect(blocksIn('HTTP_PORT=7777\nHTTP_HOST=0.0.0.0')).toEqual([]);
  });
});

describe('a koishi.yml', () => {
  const PLUGINS =
    'plugins:\n  group:a:\n    server:b1:\n      port: 5140\n    adapter-onebot:c2:\n      path: /onebot\n';

  it('is read as a whole, between the words around it', () => {
    const [block] = blocksIn(`我的配置\n${PLUGINS}求助`);
    expect(block).toMatchObject({ kind: 'koishi', from: 1, to: 7 });
    expect(block?.text.trim()).toBe(PLUGINS.trim());
  });

  it('is read in parts, each on its own lines', () => {
    const [block] = blocksIn('配置\n      adapter-onebot:c2:\n        path: /onebot\n还有\n server:b1:\n   port: 5150');
    expect(block?.text).toBe('plugins:\n  adapter-onebot:c2:\n    path: /onebot\n\n  server:b1:\n    port: 5150\n');
  });

  it('is not seen where only its name is written', () => {
    expect(blocksIn('装了 adapter-onebot 插件\nserver: 127.0.0.1')).toEqual([]);
  });
});

describe('a server.yaml of Yunzai', () => {
  const keysOf = (text: string): readonly string[] =>
    blocksIn(text).flatMap(({ kind, text: file }) =>
      kind === 'yunzai' ? file.split('\n').filter((line) => line !== '') : [],
    );

  it('is told by the header that it demands, or by where it leads browsers', () => {
    expect(keysOf('# 端口\nport: 2536\nauth:\n  authorization: Bearer miao\n求助')).toEqual([
      'port: 2536',
      'auth:',
      '  authorization: Bearer miao',
    ]);
    expect(keysOf('port: 2536\nredirect: https://git.trss.me/Yunzai')).toHaveLength(2);
    expect(keysOf('port: 2536\nurl: http://localhost')).toEqual([]);
  });

  it('says nothing of a header that its author hid', () => {
    expect(
      keysOf('port: 2536\nredirect: https://git.trss.me/Yunzai\nauth:\n  authorization: Bearer xxxx'),
    ).not.toContain('  authorization: Bearer xxxx');
  });
});

describe('a compose file', () => {
  it('is read from services on, as far as it is indented', () => {
    const [block] = blocksIn(
      '我的配置\n  services:\n    bot:\n      image: a/b\n      ports:\n        - "80:80"\n求助',
    );
    expect(block?.kind).toBe('compose');
    expect(block?.text.trim()).toBe('services:\n  bot:\n    image: a/b\n    ports:\n      - "80:80"');
  });
});

describe('a row of docker ps', () => {
  const row = (status: string, ports: string): string =>
    `9f1c2d3e4a5b   soulter/astrbot:latest   "python main.py"   2 days ago   ${status}   ${ports}   astrbot`;

  it('tells which ports a container gives away', () => {
    const text = `NAMES\n${row('Up 2 days', '0.0.0.0:6185->6185/tcp, [::]:6185->6185/tcp, 0.0.0.0:7000-7001->80-81/tcp')}`;
    expect(blocksIn(text)).toMatchObject([{ kind: 'docker-ps', from: 1, to: 2 }]);
    expect(new Set(containerIn(text.split('\n')[1] ?? '')?.ports.map(({ host }) => host))).toEqual(
      new Set([6185, 7000, 7001]),
    );
  });

  it.each([
    ['of a container that has ended', row('Exited (1) 2 hours ago', '0.0.0.0:6185->6185/tcp')],
    ['without ports, which may be on its host’s network', row('Up 2 days', '')],
    ['of something else', 'Up 2 days   0.0.0.0:6185->6185/tcp'],
  ])('tells nothing %s', (_, text) => {
    expect(blocksIn(text)).toEqual([]);
  });
});

it('never throws and never hangs, whatever was pasted', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '"url"',
    ':',
    '"ws://a"',
    ',',
    '"enable"',
    'true',
    '…',
    '\n',
    '"network"',
    '//',
    '/*',
    'PORT=1',
    'DRIVER=',
    'WS_SERVER_AUTH_KEY=a',
    'plugins:\n',
    'adapter-onebot:a:\n',
    'server:b:\n',
    'port: 1\n',
    'auth:\n',
    'authorization: Bearer a\n',
    '  ',
    '“',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
      const lines = words.join('').split('\n').length;
      for (const { from, to } of blocksIn(words.join(''))) expect(from < to && to <= lines).toBe(true);
    }),
  );
});
