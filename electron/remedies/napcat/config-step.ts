/** Edits of the account's onebot11 file, as one step: its diff, the call to the running NapCat, and the way back. */
import JSON5 from 'json5';

import type { Preview, StepCode, StepParams } from '../../contract/remedies.ts';
import { valueOf } from '../../machine/answer.ts';
import type { Listener } from '../../machine/machine.ts';
import type { Entry, Facts } from '../../survey/facts.ts';
import { atLeast } from '../../survey/napcat/version.ts';
import { unifiedDiff } from '../editors/diff.ts';
import { editJson5 } from '../editors/json5.ts';
import type { Edit, Json } from '../editors/json5.ts';
import { openForEdit } from '../editors/text-file.ts';
import type { EditableFile } from '../editors/text-file.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import { doctorStep, userStep } from '../step.ts';
import type { Step } from '../step.ts';
import { asRecord, elementsOf, losesByApi } from './document.ts';
import { SET_CONFIG } from './live.ts';
import type { LiveConfig } from './live.ts';

export interface OpenConfig {
  readonly file: EditableFile;
  readonly document: unknown;
}

/** The file in force for the account, if it may be edited. Throws `Refused`. */
export async function openConfig({ hand, situation, facts }: PlanContext): Promise<OpenConfig> {
  const { config, content, napcat } = situation;
  if (config === null || content === null) throw new Refused('config-broken', { file: config?.file ?? '' });
  if (napcat?.managedBy != null) {
    throw new Refused('managed-elsewhere', { product: napcat.managedBy.name, file: config.file });
  }
  if (content.fatal !== null) throw new Refused('config-broken', { file: config.file });
  const file = await openForEdit(hand, config.file, facts.host.oemCodePage);
  return { file, document: parsedOrRefused(file) };
}

/** The element that the survey saw as `entry`. Throws `Refused` when another stands there now. */
export function elementOf({ file, document }: OpenConfig, entry: Entry): (string | number)[] {
  const element = elementsOf(document, entry.kind)[entry.index];
  const sameName =
    element !== undefined && (entry.nameGiven ? element.name === entry.name : element.name === undefined);
  if (!sameName) throw new Refused('file-changed', { file: file.path });
  return ['network', entry.kind, entry.index];
}

/** The edits that add an element to a section, however much of `network` is there. */
export function addElement(document: unknown, kind: Entry['kind'], element: Json): readonly Edit[] {
  const network = asRecord(asRecord(document)?.network);
  if (network === null) return [{ set: ['network'], to: { [kind]: [element] } }];
  if (!Array.isArray(network[kind])) return [{ set: ['network', kind], to: [element] }];
  return [{ append: ['network', kind], value: element }];
}

/** The step, and after it the restart that a running NapCat needs when it cannot take the change over by itself. */
export function configSteps(
  context: PlanContext,
  { file }: OpenConfig,
  code: StepCode,
  params: StepParams,
  edits: readonly Edit[],
): readonly Step[] {
  const { situation, mask } = context;
  const text = editJson5(file.text, edits);
  if (text === file.text) throw new Refused('already-so', { file: file.path });
  const after = file.encode(text);
  const live = losesByApi(JSON5.parse(text)) ? null : liveConfigOf(context);
  const running = situation.napcat?.running ?? null;
  const previews: Preview[] = [{ kind: 'diff', path: file.path, text: unifiedDiff(file.path, file.text, text, mask) }];
  if (live !== null) {
    context.note('webui-login', { file: live.settings });
    previews.push({ kind: 'request', method: 'POST', url: live.base + SET_CONFIG, summary: file.path });
  }
  const before = file.hash === null || file.bytes === null ? null : { hash: file.hash, bytes: file.bytes };
  const step = doctorStep(code, { file: file.path, ...params }, previews, {
    kind: 'file',
    path: file.path,
    before,
    after,
    live,
    needsRestart: running !== null,
  });
  if (running === null) return [step];
  const restart = restartStep(context);
  return live === null ? [step, restart] : [orElse(step, restart)];
}

/** The step, and what is left to do when NapCat does not take it over: its OneBot part may be dead. */
export function orElse(step: Step, { code, params }: Step): Step {
  return { ...step, otherwise: { code, params } };
}

/** Named by process, account and folder: a restart must never hit the user's own QQ. */
export function restartStep({ situation: { napcat, account } }: PlanContext): Step {
  const running = napcat?.running;
  return userStep('restart-napcat', {
    ...(running == null ? {} : { pid: running.pid }),
    ...(account === null ? {} : { account: account.uin }),
    ...(napcat?.dir == null ? {} : { dir: napcat.dir }),
  });
}

/** How the running NapCat is told, when its WebUI listens in the clear on this machine and has a token. */
export function liveConfigOf({ facts, situation: { napcat, account } }: PlanContext): LiveConfig | null {
  if (napcat?.running == null || napcat.mode === 'container' || napcat.webui?.hasToken !== true) return null;
  const { running, webui } = napcat;
  if (account === null || (running.account !== null && running.account.uin !== account.uin)) return null;
  const listening = webui.listening ?? ownListener(facts, running.family, webui.port);
  const host = HOSTS[listening?.address ?? ''];
  if (listening === null || host === undefined) return null;
  const version = valueOf(napcat.version)?.text ?? null;
  const login = atLeast(version, '4.7.33') ? 'hash' : 'token';
  return { base: `http://${host}:${listening.port}`, settings: webui.file, account: account.uin, login, version };
}

/** The port of webui.json, when it is NapCat that listens there. */
function ownListener(facts: Facts, family: readonly number[], port: number | null): Listener | null {
  const own = (valueOf(facts.listeners) ?? []).filter(({ pid }) => pid !== null && family.includes(pid));
  return own.find((listener) => listener.port === port) ?? null;
}

/** How a listener on one of these is reached from here. */
const HOSTS: Readonly<Record<string, string>> = {
  '127.0.0.1': '127.0.0.1',
  '0.0.0.0': '127.0.0.1',
  '::': '127.0.0.1',
  '::1': '[::1]',
};

function parsedOrRefused({ path, text }: EditableFile): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    throw new Refused('config-broken', { file: path });
  }
}
