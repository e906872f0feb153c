/**
 * Hands a configuration to a running NapCat through its own WebUI, so that it takes effect without a restart
 * (packages/napcat-webui-backend/src/api; domain facts: NapCat dossier §4). NapCat then writes the file in its own
 * style; whoever wants the old one's style back writes it afterwards.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';

import type { Answer } from '../../machine/answer.ts';
import type { Hand } from '../../machine/hand.ts';
import type { Connection } from '../../machine/machine.ts';
import { portsOfChanged, withChangedOff } from './document.ts';

/** Serialisable: the journal keeps it for the way back. */
export const liveConfigSchema = v.object({
  /** e.g. `http://127.0.0.1:6099`. */
  base: v.string(),
  /** webui.json, which holds the token. */
  settings: v.string(),
  account: v.string(),
  /** What `/auth/login` takes: the hash since 4.7.33, before it the token itself. */
  login: v.picklist(['hash', 'token']),
  version: v.nullable(v.string()),
});
export type LiveConfig = v.InferOutput<typeof liveConfigSchema>;

/** Address of the call that the preview shows. */
export const SET_CONFIG = '/api/OB11Config/SetConfig';

/** How long NoneBot may take to notice that the old connection is gone, before the new one comes. */
const RELEASE_MS = 2_000;

export interface HandOverOptions {
  /** Cuts off what asks; what tells NapCat something comes to its end: told half a sentence, it may still act on it. */
  readonly signal?: AbortSignal | undefined;
  /** The connections of this computer; missing: nobody can tell. */
  readonly connections?: (() => Promise<Answer<readonly Connection[]>>) | undefined;
  /** The wait between the old connection and the new one. */
  readonly release?: () => Promise<unknown>;
}

/**
 * `true`: NapCat runs with `to` now. `false`: it could not be asked, refused, or belongs to another account; nothing is
 * known then but that a restart is needed.
 */
export async function handOver(
  hand: Hand,
  live: LiveConfig,
  from: unknown,
  to: unknown,
  { signal, connections, release = () => sleep(RELEASE_MS) }: HandOverOptions = {},
): Promise<boolean> {
  const bearer = await logIn(hand, live, signal);
  if (bearer === null) return false;
  const info = v.safeParse(loginInfo, await ask(hand, live, '/api/QQLogin/GetQQLoginInfo', {}, { bearer, signal }));
  // SetConfig writes to the account that is logged in, whichever that is.
  if (!info.success || String(info.output.uin) !== live.account) return false;
  const tell = async (config: unknown): Promise<boolean> =>
    signal?.aborted !== true &&
    (await ask(hand, live, SET_CONFIG, { config: JSON.stringify(config) }, { bearer })) !== REFUSED;
  const off = withChangedOff(from, to);
  if (off !== null) {
    const held = isHeld(portsOfChanged(from, to), await connections?.());
    if (!(await tell(off))) return false;
    if (held) await release();
  }
  return tell(to);
}

/** Whether one of these ports may have a connection that its other end has to let go, whoever it belongs to. */
function isHeld(ports: ReadonlySet<number>, connections: Answer<readonly Connection[]> | undefined): boolean {
  if (connections?.state !== 'known') return true;
  return connections.value.some(
    ({ state, local, remote }) => state === 'established' && (ports.has(remote.port) || ports.has(local.port)),
  );
}

const loginInfo = v.object({ uin: v.union([v.string(), v.number()]) });
const credential = v.object({ Credential: v.string() });
const webUiSettings = v.object({ token: v.string() });
const reply = v.object({ code: v.number(), data: v.optional(v.unknown()) });

async function logIn(hand: Hand, live: LiveConfig, signal: AbortSignal | undefined): Promise<string | null> {
  const token = await tokenFrom(hand, live.settings);
  if (token === null) return null;
  const hash = createHash('sha256').update(`${token}.napcat`).digest('hex');
  const answer = await ask(hand, live, '/api/auth/login', live.login === 'hash' ? { hash } : { token }, { signal });
  // With two-factor login the answer holds `require2FA` instead.
  const parsed = v.safeParse(credential, answer);
  return parsed.success ? parsed.output.Credential : null;
}

async function tokenFrom(hand: Hand, file: string): Promise<string | null> {
  const held = await hand.read(file);
  if (held.state !== 'known') return null;
  try {
    const parsed = v.safeParse(webUiSettings, JSON.parse(new TextDecoder().decode(held.value.bytes)));
    return parsed.success ? parsed.output.token : null;
  } catch {
    return null;
  }
}

const REFUSED = Symbol('refused');

/** `data` of the answer, or `REFUSED`. */
async function ask(
  hand: Hand,
  { base }: LiveConfig,
  path: string,
  body: object,
  { bearer, signal }: { readonly bearer?: string; readonly signal?: AbortSignal | undefined },
): Promise<unknown> {
  const answer = await hand.post({ url: `${base}${path}`, body, ...(bearer === undefined ? {} : { bearer }) }, signal);
  const parsed = answer.state === 'known' ? v.safeParse(reply, answer.value) : null;
  return parsed?.success === true && parsed.output.code === 0 ? parsed.output.data : REFUSED;
}
