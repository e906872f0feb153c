import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FRAME_KINDS } from '../../../electron/contract/lab.ts';
import { readFrame } from '../../../electron/lab/frames.ts';

const read = (value: unknown, isBinary = false) => readFrame(Buffer.from(JSON.stringify(value)), isBinary).frame;

describe('a frame is told by the words of the protocol', () => {
  test.each<[string, object, object]>([
    [
      'the greeting',
      { post_type: 'meta_event', meta_event_type: 'lifecycle', sub_type: 'connect' },
      { kind: 'lifecycle', name: 'connect' },
    ],
    [
      'a heartbeat',
      { post_type: 'meta_event', meta_event_type: 'heartbeat', interval: 30000, status: { online: true, good: true } },
      { kind: 'heartbeat', interval: 30000, online: true },
    ],
    [
      'a message',
      { post_type: 'message', message_type: 'private', sub_type: 'friend', raw_message: 'hello' },
      { kind: 'message', name: 'private.friend' },
    ],
    [
      'the bot’s own message',
      { post_type: 'message_sent', message_sent_type: 'self', sub_type: 'friend' },
      { kind: 'message' },
    ],
    ['a notice', { post_type: 'notice', notice_type: 'group_increase' }, { kind: 'notice', name: 'group_increase' }],
    ['a call', { action: 'send_msg', params: { message: 'hello' }, echo: '1' }, { kind: 'call', name: 'send_msg' }],
    ['an answer', { status: 'ok', retcode: 0, data: { nickname: 'me' }, echo: '1' }, { kind: 'answer', ok: true }],
    ['a refusal', { status: 'failed', retcode: 1404, data: null }, { kind: 'answer', ok: false, retcode: 1404 }],
    ['another document', { hello: 'world' }, { kind: 'json', name: null }],
  ])('%s', (_, frame, told) => {
    expect(read(frame)).toMatchObject(told);
  });

  test('what is no JSON is text or binary, what is large is not looked into', () => {
    expect(readFrame(Buffer.from('hello'), false).frame).toEqual({ kind: 'text', name: null, bytes: 5 });
    expect(readFrame(Buffer.from([1, 2]), true).frame).toMatchObject({ kind: 'binary' });
    expect(readFrame(Buffer.alloc(1024 * 1024 + 1, '1'), false).frame).toMatchObject({ kind: 'large' });
  });

  test('a name that is no word of a protocol is somebody’s text', () => {
    expect(read({ action: '我的密码是 123' })).toMatchObject({ kind: 'call', name: null });
    expect(read({ post_type: 'message', message_type: 'see you at 8' })).toMatchObject({ name: null });
  });

  test('no text of people is in it, whatever the frame', () => {
    const secret = '秘 密';
    const anything = fc.object({
      key: fc.constantFrom('post_type', 'action', 'status', 'data', 'echo', 'message_type'),
    });
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('message', 'raw_message', 'action', 'sub_type', 'echo', 'status'),
        (value, key) => {
          const { frame } = readFrame(Buffer.from(JSON.stringify({ ...value, [key]: secret })), false);
          expect(FRAME_KINDS).toContain(frame.kind);
          expect(JSON.stringify(frame)).not.toContain(secret);
        },
      ),
    );
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, isBinary) => {
        expect(readFrame(Buffer.from(bytes), isBinary).frame.bytes).toBe(bytes.length);
      }),
    );
  });
});
