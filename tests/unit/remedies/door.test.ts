import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { openDoor } from '../../../electron/machine/live/hand/door.ts';
import type { Door } from '../../../electron/machine/hand.ts';

async function door(deadlineMs = 60_000, signal?: AbortSignal): Promise<Door> {
  const opened = await openDoor({ token: 'right', deadlineMs }, signal);
  if (opened === null) throw new Error('no port');
  return opened;
}

function visit({ port }: Door, token = 'right'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { Authorization: `Bearer ${token}` } });
}

const MESSAGE = { post_type: 'message', message_type: 'private', sub_type: '秘密', raw_message: 'my secret' };

describe('the door for a proof', () => {
  it('hears the kind of the first event, never its words, and asks one thing', async () => {
    const opened = await door();
    const napcat = visit(opened);
    napcat.on('open', () => napcat.send(JSON.stringify(MESSAGE)));
    napcat.on('message', (data) => {
      const call = JSON.parse((data as Buffer).toString()) as { action: string; echo: string };
      napcat.send(JSON.stringify({ status: 'ok', retcode: 0, data: { online: true }, echo: call.echo }));
    });
    expect(await opened.met).toEqual({
      event: 'message.private',
      call: { action: 'get_status', elapsedMs: expect.any(Number) as number },
    });
  });

  it('stays closed to whoever does not know the token', async () => {
    const stop = new AbortController();
    const opened = await door(60_000, stop.signal);
    const [error] = (await once(visit(opened, 'wrong'), 'error')) as [Error];
    expect(error.message).toContain('401');
    stop.abort();
    expect(await opened.met).toEqual({ event: null, call: null });
  });

  it('closes at its deadline', async () => {
    const opened = await door(20);
    expect(await opened.met).toEqual({ event: null, call: null });
    const [error] = (await once(visit(opened), 'error')) as [Error];
    expect(error.message).toContain('ECONNREFUSED');
  });

  it.each([
    ['nonsense', ['{', 'x'.repeat(100), '[]', 'null']],
    ['an answer to nothing', ['{"echo":"napcat-doctor"}']],
  ])('takes %s for nothing', async (_, frames) => {
    const stop = new AbortController();
    const opened = await door(60_000, stop.signal);
    const stranger = visit(opened);
    await once(stranger, 'open');
    for (const frame of frames) stranger.send(frame);
    // Frames are read in order: who answers this has read them all.
    stranger.ping();
    await once(stranger, 'pong');
    stop.abort();
    expect(await opened.met).toEqual({ event: null, call: null });
  });

  it('closes when it is cancelled', async () => {
    const stop = new AbortController();
    const opened = await door(60_000, stop.signal);
    stop.abort();
    expect(await opened.met).toEqual({ event: null, call: null });
    const [error] = (await once(visit(opened), 'error')) as [Error];
    expect(error.message).toContain('ECONNREFUSED');
  });
});
