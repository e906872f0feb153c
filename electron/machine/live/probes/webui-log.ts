/**
 * The last records of NapCat's log, as its WebUI replays them to whoever begins to listen (server-sent events, at most
 * 100; domain facts: NapCat dossier §3.1). The stream never ends by itself: a moment of silence ends it here.
 */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { WebUiReply } from '../../machine.ts';
import { replyOf, send } from './webui-request.ts';
import type { Endpoint } from './webui-request.ts';

const MOST_RECORDS = 100;
const MOST_BYTES = 1024 * 1024;
const LONGEST_MESSAGE = 4_000;
/** The replay is written in one go. */
const SILENCE = 200;

export async function readLog(at: Endpoint): Promise<Answer<WebUiReply>> {
  const response = await send(at, 'GET', '/Log/GetLogRealTime');
  if (!/^text\/event-stream/i.test(response.headers['content-type'] ?? '')) return replyOf(response);
  const text = await untilSilence(response);
  return known({ code: 0, message: 'success', data: recordsIn(text).slice(-MOST_RECORDS) });
}

function untilSilence(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      response.destroy();
      resolve(Buffer.concat(parts).toString('utf8'));
    };
    const timer = setTimeout(finish, SILENCE);
    response.on('data', (part: Buffer) => {
      timer.refresh();
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) finish();
    });
    response.on('error', finish);
    response.on('close', finish);
  });
}

const record = v.object({ level: v.pipe(v.string(), v.regex(/^\w{1,12}$/)), message: v.string() });

function recordsIn(text: string): readonly v.InferOutput<typeof record>[] {
  return text.split('\n').flatMap((line) => {
    const parsed = line.startsWith('data:') ? v.safeParse(record, parseJson(line.slice('data:'.length))) : null;
    if (parsed?.success !== true) return [];
    const { level, message } = parsed.output;
    return [{ level, message: withoutToken(message.slice(0, LONGEST_MESSAGE)) }];
  });
}

/** NapCat prints its own token when it starts; it stars only `token=…`. */
function withoutToken(message: string): string {
  return message.replace(/(token["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, '$1***');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
