/** What a frame is, told without what people wrote in it. Pure: bytes in, words of the protocol out. */
import type { Frame, FrameKind } from '../contract/lab.ts';

/** Larger frames (pictures as base64) are passed on and not looked into. */
const MOST_LOOKED_INTO = 1024 * 1024;

/** A frame, and the echo that ties a call to its answer; an echo is the framework's own and is shown to nobody. */
export interface ReadFrame {
  readonly frame: Frame;
  readonly echo: string | null;
  /** Of an answer. */
  readonly data: unknown;
}

export function readFrame(bytes: Buffer, isBinary: boolean): ReadFrame {
  const plain = (kind: FrameKind): ReadFrame => ({
    frame: { kind, name: null, bytes: bytes.length },
    echo: null,
    data: undefined,
  });
  if (bytes.length > MOST_LOOKED_INTO) return plain('large');
  const value = parse(bytes);
  if (!isRecord(value)) return plain(value === undefined ? (isBinary ? 'binary' : 'text') : 'json');
  return { frame: { ...describe(value), bytes: bytes.length }, echo: echoOf(value.echo), data: value.data };
}

type Fields = Readonly<Record<string, unknown>>;

/** OneBot 11: events have a `post_type`, calls an `action`, answers a `status` and a `retcode`. */
function describe(fields: Fields): Omit<Frame, 'bytes'> {
  if (typeof fields.post_type === 'string') return describeEvent(fields.post_type, fields);
  if (typeof fields.action === 'string') return { kind: 'call', name: word(fields.action) };
  if ('retcode' in fields || typeof fields.status === 'string') {
    return {
      kind: 'answer',
      name: null,
      ok: fields.status === 'ok' || fields.retcode === 0,
      ...(typeof fields.retcode === 'number' ? { retcode: fields.retcode } : {}),
    };
  }
  return { kind: 'json', name: null };
}

function describeEvent(type: string, fields: Fields): Omit<Frame, 'bytes'> {
  const sub = [fields[`${type}_type`], fields.sub_type].flatMap((part) => word(part) ?? []).join('.');
  const name = sub === '' ? null : sub;
  if (type === 'meta_event') {
    if (fields.meta_event_type === 'lifecycle') return { kind: 'lifecycle', name: word(fields.sub_type) };
    if (fields.meta_event_type !== 'heartbeat') return { kind: 'meta', name };
    const online = isRecord(fields.status) ? fields.status.online : undefined;
    return {
      kind: 'heartbeat',
      name: null,
      ...(typeof fields.interval === 'number' ? { interval: fields.interval } : {}),
      ...(typeof online === 'boolean' ? { online } : {}),
    };
  }
  return { kind: EVENT_KINDS[type] ?? 'event', name };
}

const EVENT_KINDS: Readonly<Record<string, FrameKind>> = {
  message: 'message',
  // The bot's own messages, when it reports them.
  message_sent: 'message',
  notice: 'notice',
  request: 'request',
};

/** Names come from the other end; what is none would be somebody's text. */
function word(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z_][\w.:/-]{0,63}$/.test(value) ? value : null;
}

function echoOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 256 ? null : text;
}

/** `undefined`: not JSON. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
