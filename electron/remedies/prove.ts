/**
 * Two-way proof that a link lives: the established connection is seen, and with the user's consent NapCat is led to a
 * door of ours for a moment by an entry of its own, where it says one event and answers one call. The entry is a plan
 * like any other: it is in the journal before it is made, and taken back byte for byte.
 */
import type { Diagnosis } from '../contract/diagnosis.ts';
import { isRefusal } from '../contract/remedies.ts';
import type { Proof, Refusal } from '../contract/remedies.ts';
import { standingConnection } from '../diagnosis/other-way.ts';
import { situationShown } from '../diagnosis/situation.ts';
import type { Connection, Endpoint } from '../machine/machine.ts';
import type { Meeting } from '../machine/hand.ts';
import type { Facts } from '../survey/facts.ts';
import { addElement, configSteps, openConfig } from './napcat/config-step.ts';
import { uniqueName } from './napcat/document.ts';
import { clientEntry } from './napcat/entry.ts';
import { planFor } from './plan.ts';
import { applyPlan } from './run/apply.ts';
import { undoPlan } from './run/undo.ts';
import type { PreparedPlan, Tools } from './step.ts';
import { strongToken } from './strong-token.ts';

export interface ProofOptions {
  /** Whether the user agreed to the short-lived entry. */
  readonly consent: boolean;
  readonly signal?: AbortSignal;
}

/** NapCat dials at once; its handshake may take 2 s, and one lost attempt costs 5 s more. */
const MEETING_MS = 12_000;

export async function proveLink(
  facts: Facts,
  diagnosis: Diagnosis,
  tools: Tools,
  { consent, signal }: ProofOptions,
): Promise<Proof> {
  const connection = seen(standingConnection(situationShown(facts, diagnosis)));
  if (!consent) return { connection, ...NOT_ASKED, refusal: null, cleanUp: null };
  const token = strongToken();
  const ending = new AbortController();
  const stop = signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]);
  const door = await tools.hand.openDoor({ token, deadlineMs: MEETING_MS }, stop);
  if (door === null) return refused(connection, { refused: 'no-free-port', params: {} });
  try {
    const plan = await entryPlan(facts, diagnosis, tools, door.port, token);
    if (isRefusal(plan)) return refused(connection, plan);
    const report = await applyPlan(plan, tools);
    if (isRefusal(report)) return refused(connection, report);
    const live = report.steps[0]?.state === 'live';
    const meeting = live ? await door.met : { event: null, call: null };
    const undone = await undoPlan(tools.hand, report.id);
    const cleanUp = isRefusal(undone) ? null : (undone.steps[0]?.outcome ?? null);
    return { connection, ...told(meeting), refusal: null, cleanUp };
  } finally {
    ending.abort();
  }
}

/** Only where NapCat takes it over without a restart: nobody restarts it for a proof. */
async function entryPlan(
  facts: Facts,
  diagnosis: Diagnosis,
  tools: Tools,
  port: number,
  token: string,
): Promise<PreparedPlan | Refusal> {
  const prepared = await planFor(
    facts,
    diagnosis,
    diagnosis.verdict,
    {
      code: 'prove-link',
      plan: async (context) => {
        const config = await openConfig(context);
        const name = uniqueName(config.document, 'napcat-doctor-proof');
        const entry = clientEntry(name, `ws://127.0.0.1:${port}/`, token);
        const edits = addElement(config.document, 'websocketClients', entry);
        return configSteps(context, config, 'add-proof-entry', { entry: name }, edits);
      },
    },
    {},
    tools,
  );
  if (isRefusal(prepared)) return prepared;
  const [action] = prepared.actions;
  const isLive = action?.kind === 'file' && action.live !== null;
  return isLive ? prepared : { refused: 'not-live', params: {} };
}

const NOT_ASKED = { event: { state: 'not-asked' }, api: { state: 'not-asked' } } as const;

function refused(connection: Proof['connection'], refusal: Refusal): Proof {
  return { connection, ...NOT_ASKED, refusal, cleanUp: null };
}

function told({ event, call }: Meeting): Pick<Proof, 'event' | 'api'> {
  return {
    event: event === null ? { state: 'missing' } : { state: 'seen', type: event },
    api: call === null ? { state: 'missing' } : { state: 'seen', ...call },
  };
}

function seen(connection: Connection | null): Proof['connection'] {
  if (connection === null) return { state: 'missing' };
  const { local, remote, pid } = connection;
  return { state: 'seen', local: textOf(local), remote: textOf(remote), ...(pid === null ? {} : { pid }) };
}

function textOf({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
