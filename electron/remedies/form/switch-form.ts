/**
 * The guided way from one form of NapCat to another, both ways: the new one is unpacked beside the old one, takes over
 * the account's OneBot and WebUI settings, and is started by the user. The old one stays as it is until the link is
 * proven; undo takes the new folder away again.
 */
import { createHash } from 'node:crypto';

import { RELEASE_PAGE } from '../../contract/remedies.ts';
import type { StepParams, WantedForm } from '../../contract/remedies.ts';
import { fitOf } from '../../diagnosis/qq-builds.ts';
import { valueOf } from '../../machine/answer.ts';
import type { NapCatFacts } from '../../survey/facts.ts';
import { unifiedDiff } from '../editors/diff.ts';
import { openForEdit } from '../editors/text-file.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { doctorStep, userStep } from '../step.ts';
import type { Step } from '../step.ts';
import { newFolder } from './new-folder.ts';
import { openRelease } from './release-archive.ts';
import type { ReleaseArchive } from './release-archive.ts';
import { assetOf } from './releases.ts';

export const switchForm: Remedy = {
  code: 'switch-form',
  cures: ['liteloader-broken', 'qq-version-unsupported', 'napcat-known-bad-version', 'napcat-launcher-broken'],
  plan: async (context) => {
    const old = switchable(context);
    const form = context.wanted.form ?? RECOMMENDED;
    noteForms(context, old);
    if (context.wanted.archive === undefined) {
      context.need('archive');
      return [openPage(form), ...startSteps(context, old, null)];
    }
    const release = await openRelease(context, context.wanted.archive, form);
    checkVersion(context, old, release);
    const target = await newFolder(context, old, release);
    const carried = await carriedOver(context, release, target);
    return [
      unpackStep(release, target, carried),
      ...carried.map(({ step }) => step),
      ...startSteps(context, old, { release, target }),
    ];
  },
};

type OldForm = NapCatFacts & { readonly dir: string };

/** Throws `Refused` for a NapCat that somebody else puts together. */
function switchable({ situation: { napcat } }: PlanContext): OldForm {
  if (napcat?.dir == null) throw new Refused('target-unknown');
  if (napcat.managedBy !== null) throw new Refused('form-unsupported', { product: napcat.managedBy.name });
  if (napcat.mode === 'container') throw new Refused('form-unsupported', { product: napcat.form });
  return { ...napcat, dir: napcat.dir };
}

/** NapCat's documentation recommends Shell since QQ 9.9.19 (domain facts: NapCat dossier §1.4). */
const RECOMMENDED: WantedForm = 'shell';

function noteForms({ note, facts }: PlanContext, old: OldForm): void {
  const version = valueOf(old.version)?.text;
  const value = qqVersionOf(facts, old);
  const qq = value === undefined ? {} : { value };
  note('form-found', {
    form: old.mode === 'framework' ? 'framework' : 'shell',
    ...qq,
    ...(version === undefined ? {} : { version }),
  });
  note('form-recommended', { form: RECOMMENDED, ...qq });
  note('form-kept', { dir: old.dir });
}

function qqVersionOf({ qqs }: PlanContext['facts'], { qqDir }: OldForm): string | undefined {
  const own = qqs.find(({ dir }) => dir === qqDir) ?? qqs[0];
  return own === undefined ? undefined : valueOf(own.version)?.text;
}

/** Throws `Refused` for a version that is there already, or that cannot run with this QQ. */
function checkVersion(
  { facts, note, finding }: PlanContext,
  old: OldForm,
  { path, release, version }: ReleaseArchive,
): void {
  const sameForm = (old.mode === 'framework') === (release.form === 'framework');
  // A fresh copy of the same version mends what is missing or patched, but neither a defect nor what it does not know.
  const isVersionAtFault = finding.code === 'napcat-known-bad-version' || finding.code === 'qq-version-unsupported';
  if (sameForm && isVersionAtFault && valueOf(old.version)?.text === version) {
    throw new Refused('archive-wrong-version', { archive: path, version });
  }
  const value = qqVersionOf(facts, old);
  const build = Number(/-(\d+)$/.exec(value ?? '')?.[1]);
  if (release.ownQq === true || value === undefined || Number.isNaN(build)) return;
  const fit = fitOf(version, build);
  if (fit === 'too-old') throw new Refused('archive-wrong-version', { archive: path, version, value });
  if (fit === 'too-new') note('qq-newer', { version, value });
}

function openPage(form: WantedForm): Step {
  const step = userStep('open-release-page', { archive: assetOf(form) });
  return { ...step, previews: [{ kind: 'page', url: RELEASE_PAGE }] };
}

const NAMES_SHOWN = 12;

function unpackStep(
  { path, archive, release, version, below, names }: ReleaseArchive,
  target: string,
  carried: readonly Carried[],
): Step {
  const without = carried.map(({ name }) => name);
  const files = names.filter((name) => !without.includes(name));
  const preview = {
    kind: 'archive',
    archive: path,
    target,
    files: files.length,
    bytes: archive.bytes,
    names: files.filter((name) => !name.includes('/') || name.startsWith(release.home)).slice(0, NAMES_SHOWN),
  } as const;
  return doctorStep('unpack-beside', { archive: path, dir: target, version }, [preview], {
    kind: 'folder',
    order: { archive: path, hash: archive.hash, below, target, without },
    added: Object.fromEntries(carried.map(({ name, hash }) => [name, hash])),
  });
}

interface Carried {
  /** In the new folder, with slashes. */
  readonly name: string;
  readonly hash: string;
  readonly step: Step;
}

/** What the account's OneBot and the WebUI are set to; the rest belongs to the form. */
async function carriedOver(
  context: PlanContext,
  { release }: ReleaseArchive,
  target: string,
): Promise<readonly Carried[]> {
  const { config, napcat, account } = context.situation;
  const files = [config?.file, napcat?.webui?.file].filter((file) => file !== undefined);
  const carried: Carried[] = [];
  for (const file of files) {
    const present = await context.hand.read(file);
    if (present.state === 'absent') continue;
    const { bytes, hash, text } = await openForEdit(context.hand, file, context.facts.host.oemCodePage);
    if (bytes === null || hash === null) continue;
    const name = `${release.home}config/${context.machine.paths.basename(file)}`;
    const path = context.machine.paths.join(target, ...name.split('/'));
    const params: StepParams = { file, ...(account === null ? {} : { account: account.uin }) };
    const step = doctorStep(
      'carry-over-config',
      params,
      [{ kind: 'diff', path, text: unifiedDiff(path, '', text, context.mask) }],
      {
        kind: 'file',
        path,
        before: null,
        after: bytes,
        live: null,
        needsRestart: false,
        copyOf: { path: file, hash },
        inFolder: true,
      },
    );
    carried.push({ name, hash: createHash('sha256').update(bytes).digest('hex'), step });
  }
  return carried;
}

interface NewForm {
  readonly release: ReleaseArchive;
  readonly target: string;
}

function startSteps(
  { situation: { account }, machine }: PlanContext,
  old: OldForm,
  made: NewForm | null,
): readonly Step[] {
  const uin = account === null ? {} : { account: account.uin };
  const pid = old.running === null ? {} : { pid: old.running.pid };
  const names = new Set(made?.release.names);
  const start = made?.release.release.start.find((name) => names.has(name));
  const file = made === null || start === undefined ? {} : { file: machine.paths.join(made.target, start) };
  return [userStep('start-new-form', { ...uin, ...pid, ...file }), userStep('keep-old-form', { dir: old.dir })];
}
