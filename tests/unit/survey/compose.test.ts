import { describe, expect, test } from 'vitest';

import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { surveyCompose } from '../../../electron/survey/compose.ts';
import type { ComposeService } from '../../../electron/survey/facts.ts';

const FILE = '/srv/bot/docker-compose.yml';

async function servicesOf(text: string): Promise<readonly ComposeService[]> {
  const parsed = await parseRecording(JSON.stringify({ host: { platform: 'linux' }, files: { [FILE]: text } }));
  if ('error' in parsed) throw new Error(parsed.error.message);
  const machine = createRecordedMachine(parsed.recording);
  return surveyCompose(machine, [{ dir: '/srv/bot', entries: [{ name: 'docker-compose.yml', kind: 'file' }] }], {});
}

describe('a compose file', () => {
  test('tells which ports a service gives to the host, in every way of writing them', async () => {
    const [service] = await servicesOf(`services:
  bot:
    image: example/astrbot
    ports:
      - "6185:6185"
      - 127.0.0.1:16199:6199/tcp
      - { target: 8080, published: 18080 }
      - "9000"
`);
    expect(service?.ports).toEqual([
      { host: 6185, container: 6185 },
      { host: 16199, container: 6199 },
      { host: 18080, container: 8080 },
    ]);
  });

  test('tells when a service shares the host\u2019s network', async () => {
    const [service] = await servicesOf('services:\n  napcat:\n    network_mode: host\n');
    expect(service).toMatchObject({ name: 'napcat', image: null, hostNetwork: true, ports: [] });
  });

  test.each(['', 'services: 7', 'services:\n  - a', ': : :', 'services:\n  bot: text', 'a: &a [*a]'])(
    'that is no compose file gives nothing: %j',
    async (text) => {
      expect(await servicesOf(text)).toEqual([]);
    },
  );
});
