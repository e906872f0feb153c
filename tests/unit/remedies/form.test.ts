/** Switching NapCat's form: which archives are taken, what of them reaches the disk, and what of it goes away again. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { RELEASE_PAGE, isRefusal } from '../../../electron/contract/remedies.ts';
import type { NoteCode, RemedyRequest } from '../../../electron/contract/remedies.ts';
import { known } from '../../../electron/machine/answer.ts';
import { createLiveMachine } from '../../../electron/machine/index.ts';
import { switchForm } from '../../../electron/remedies/form/switch-form.ts';
import { createMask } from '../../../electron/remedies/editors/mask.ts';
import { Refused } from '../../../electron/remedies/refused.ts';
import type { PlanContext } from '../../../electron/remedies/remedy.ts';
import type { Step } from '../../../electron/remedies/step.ts';
import { applyPlan } from '../../../electron/remedies/run/apply.ts';
import { undoPlan } from '../../../electron/remedies/run/undo.ts';
import type { NapCatFacts } from '../../../electron/survey/facts.ts';
import { rawZip } from '../bundle/support/raw-zip.ts';
import type { RawEntry } from '../bundle/support/raw-zip.ts';
import { planOf } from './support/workshop-plan.ts';
import { workshop } from './support/workshop.ts';
import type { Workshop } from './support/workshop.ts';

const NAPCAT = (version: string): RawEntry => ({ name: 'napcat.mjs', content: `const napCatVersion = "${version}";` });
const file = (name: string, content = name): RawEntry => ({ name, content });

const shell = (version = '4.18.19'): RawEntry[] => [
  NAPCAT(version),
  ...['NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'qqnt.json', 'launcher-user.bat', 'config/napcat.json'].map(
    (name) => file(name),
  ),
  file('node_modules/ws/index.js'),
];
const framework = (version = '4.18.19'): RawEntry[] => [
  NAPCAT(version),
  ...['napiLoader.bat', 'napimain.exe', 'napiloader.dll', 'nativeLoader.cjs'].map((name) => file(name)),
];

interface Scene {
  readonly entries?: readonly RawEntry[];
  readonly bytes?: Uint8Array;
  readonly mode?: NapCatFacts['mode'];
  readonly managed?: boolean;
  readonly version?: string;
  readonly qq?: string;
  readonly wanted?: Omit<RemedyRequest, 'remedy' | 'archive'>;
  readonly withoutArchive?: true;
  readonly cause?: 'napcat-known-bad-version';
}

interface Planned {
  readonly shop: Workshop;
  readonly old: string;
  readonly steps: readonly Step[];
  readonly notes: readonly NoteCode[];
  readonly needs: readonly string[];
}

async function planned(scene: Scene = {}): Promise<Planned> {
  const shop = workshop();
  const old = join(shop.dir, 'NapCat.Framework');
  mkdirSync(join(old, 'config'), { recursive: true });
  const config = join(old, 'config', 'onebot11_10001.json');
  const webui = join(old, 'config', 'webui.json');
  writeFileSync(config, '// 我的\r\n{ network: { websocketClients: [{ token: "s3cret" }] } }');
  writeFileSync(webui, '{ "token": "w3b" }');
  const archive = shop.put('下载.zip', scene.bytes ?? rawZip(scene.entries ?? shell()));
  const machine = await createLiveMachine();
  const notes: NoteCode[] = [];
  const needs: string[] = [];
  const napcat = {
    dir: old,
    mode: scene.mode ?? 'framework',
    form: 'framework-liteloader',
    version: known({ text: scene.version ?? '4.8.110', origin: { kind: 'default' } }),
    running: { pid: 77 },
    managedBy: scene.managed === true ? { name: 'NapCatQQ-Desktop', version: null, pid: null } : null,
    webui: { file: webui },
    qqDir: 'C:\\QQ',
  } as unknown as NapCatFacts;
  const context = {
    machine,
    hand: shop.hand,
    facts: {
      host: machine.host,
      qqs: [{ dir: 'C:\\QQ', version: known({ text: scene.qq ?? '9.9.26-44343', origin: { kind: 'default' } }) }],
    },
    situation: { napcat, config: { file: config }, account: { uin: '10001' } },
    finding: { code: scene.cause ?? 'napcat-launcher-broken' },
    wanted: { ...scene.wanted, ...(scene.withoutArchive === true ? {} : { archive }) },
    mask: createMask(),
    note: (code: NoteCode) => void notes.push(code),
    need: (input: string) => void needs.push(input),
  } as unknown as PlanContext;
  return { shop, old, steps: await switchForm.plan(context), notes, needs };
}

async function refusalOf(scene: Scene): Promise<string> {
  const refusal = await planned(scene).then(
    () => 'a plan',
    (error: unknown) => (error instanceof Refused ? error.refused : String(error)),
  );
  return refusal;
}

/** Relative names of all files below. */
function filesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
}

async function carryOut({ shop, steps }: Planned) {
  return applyPlan(
    planOf(
      'form',
      steps.map(({ action }) => action),
    ),
    shop,
  );
}

describe('a plan without an archive', () => {
  it('names the page, the file to download and the folder that stays, and changes nothing', async () => {
    const { shop, old, steps, needs, notes } = await planned({ withoutArchive: true });
    expect(steps.map(({ code, by }) => [code, by])).toEqual([
      ['open-release-page', 'user'],
      ['start-new-form', 'user'],
      ['keep-old-form', 'user'],
    ]);
    expect(steps[0]?.previews).toEqual([{ kind: 'page', url: RELEASE_PAGE }]);
    expect(steps[0]?.params.archive).toBe('NapCat.Shell.zip');
    expect(needs).toEqual(['archive']);
    expect(notes).toEqual(['form-found', 'form-recommended', 'form-kept']);
    const plan = planOf('guide', [null]);
    const report = await applyPlan({ ...plan, plan: { ...plan.plan, needs: ['archive'] } }, shop);
    expect(report).toMatchObject({ refused: 'input-missing' });
    expect(existsSync(old)).toBe(true);
  });
});

describe('a release', () => {
  it.each([
    ['from the plugin to Shell', 'framework', shell(), {}, 'launcher-user.bat'],
    ['from Shell to the plugin', 'shell', framework(), { form: 'framework' }, 'napiLoader.bat'],
    [
      'packed again in a folder of its own',
      'framework',
      shell().map((e) => ({ ...e, name: `x/${e.name}` })),
      {},
      'launcher-user.bat',
    ],
    ['of the same form and another version', 'shell', shell(), { form: 'shell' }, 'launcher-user.bat'],
  ] as const)('is placed beside the old one %s', async (_, mode, entries, wanted, start) => {
    const plan = await planned({ mode, entries, wanted });
    const report = await carryOut(plan);
    expect(report).toMatchObject({ complete: true });
    const made = dirname(plan.steps.find(({ code }) => code === 'start-new-form')?.params.file ?? '');
    expect(dirname(made)).toBe(dirname(plan.old));
    expect(existsSync(join(made, start))).toBe(true);
    expect(existsSync(join(made, 'napcat.mjs'))).toBe(true);
    for (const name of ['onebot11_10001.json', 'webui.json']) {
      expect(readFileSync(join(made, 'config', name))).toEqual(readFileSync(join(plan.old, 'config', name)));
    }
    expect(await undoPlan(plan.shop.hand)).toMatchObject({ complete: true });
    expect(existsSync(made)).toBe(false);
    expect(filesIn(plan.old)).toHaveLength(2);
  });

  it('of the version that is there mends an installation that lost its files', async () => {
    const { steps } = await planned({ mode: 'shell', version: '4.18.19' });
    expect(steps[0]?.code).toBe('unpack-beside');
  });

  it('shows what it holds and carries over, and no token', async () => {
    const { steps } = await planned();
    expect(steps[0]?.previews[0]).toMatchObject({ kind: 'archive', files: 7 });
    expect(steps.map(({ code }) => code)).toEqual([
      'unpack-beside',
      'carry-over-config',
      'carry-over-config',
      'start-new-form',
      'keep-old-form',
    ]);
    expect(JSON.stringify(steps.map(({ previews }) => previews))).not.toMatch(/s3cret|w3b/);
  });

  it('keeps what somebody wrote into the new folder, and takes away all else', async () => {
    const plan = await planned();
    await carryOut(plan);
    const made = dirname(plan.steps.find(({ code }) => code === 'start-new-form')?.params.file ?? '');
    writeFileSync(join(made, 'config', 'onebot11_10001.json'), 'edited');
    writeFileSync(join(made, 'new.log'), 'x');
    expect(await undoPlan(plan.shop.hand)).toMatchObject({ complete: true });
    expect(filesIn(made).toSorted()).toEqual(['config/onebot11_10001.json', 'new.log']);
  });

  it('is not unpacked when the settings of the old one, or the archive, changed since', async () => {
    const plan = await planned();
    writeFileSync(join(plan.old, 'config', 'webui.json'), '{}');
    expect(await carryOut(plan)).toMatchObject({ refused: 'file-changed' });
    const other = await planned();
    writeFileSync(join(dirname(other.old), '下载.zip'), rawZip(framework()));
    expect(await carryOut(other)).toMatchObject({ refused: 'file-changed' });
    expect(readdirSync(dirname(other.old)).toSorted()).toEqual(['NapCat.Framework', '下载.zip']);
  });

  it('that a step after it cannot follow is taken away again', async () => {
    const plan = await planned();
    const failing = { kind: 'command', command: { argv: [process.execPath, '-e', 'process.exit(9)'] } } as const;
    const actions = [...plan.steps.map(({ action }) => action), { ...failing, elevated: false, undo: null }];
    const report = await applyPlan(planOf('form', actions), plan.shop);
    expect(isRefusal(report) || report.complete).toBe(false);
    expect(readdirSync(dirname(plan.old)).toSorted()).toEqual(['NapCat.Framework', '下载.zip']);
  });
});

describe('what is refused', () => {
  it.each([
    [
      'a plugin for LiteLoader that has no loader of its own',
      { entries: [NAPCAT('4.8.110'), file('manifest.json')] },
      'archive-wrong-product',
    ],
    ['some other zip', { entries: [file('readme.txt')] }, 'archive-wrong-product'],
    [
      'a Shell that lost its launcher',
      { entries: shell().filter(({ name }) => !name.includes('Main.exe')) },
      'archive-wrong-product',
    ],
    ['a NapCat without a version', { entries: [file('napcat.mjs', ''), ...shell().slice(1)] }, 'archive-wrong-product'],
    ['the other form', { entries: framework(), wanted: { form: 'shell' } }, 'archive-wrong-form'],
    [
      'the version that is there',
      { mode: 'shell', version: '4.18.19', cause: 'napcat-known-bad-version' },
      'archive-wrong-version',
    ],
    ['a NapCat for newer QQs', { qq: '9.9.17-30899' }, 'archive-wrong-version'],
    ['a file that is no zip', { bytes: Buffer.from('<html>') }, 'archive-unusable'],
    ['a cut-off download', { bytes: rawZip(shell()).slice(0, -40) }, 'archive-unusable'],
    ['a NapCat that another program manages', { managed: true }, 'form-unsupported'],
    ['a container', { mode: 'container' }, 'form-unsupported'],
  ] as const)('%s', async (_, scene, refused) => {
    expect(await refusalOf(scene as Scene)).toBe(refused);
  });

  it.each([
    ['a way out of the folder', { name: '../evil.bat' }],
    ['a way out with backslashes', { name: '..\\evil.bat' }],
    ['a drive', { name: 'C:/evil.bat' }],
    ['the root', { name: '/etc/evil' }],
    ['a stream of another file', { name: 'napcat.mjs:evil' }],
    ['a device', { name: 'aux.js' }],
    ['a name that turns', { name: 'a\u202egnp.exe' }],
    ['a link', { name: 'link', claim: { mode: 0o120777 } }],
    ['a name that differs by case only', { name: 'NAPCAT.MJS' }],
  ] as const)('%s', async (_, entry) => {
    expect(await refusalOf({ entries: [...shell(), { content: 'x', ...entry }] })).toBe('archive-unsafe');
  });

  it.each([
    ['a bomb', { size: 10 }],
    ['a wrong checksum', { crc: 1 }],
  ] as const)('%s, before anything takes the name of the folder', async (_, claim) => {
    const plan = await planned({ entries: [...shell(), { name: 'x.bin', content: 'y'.repeat(5000), claim }] });
    expect(await carryOut(plan)).toMatchObject({ complete: false });
    expect(readdirSync(dirname(plan.old)).toSorted()).toEqual(['NapCat.Framework', '下载.zip']);
  });
});
