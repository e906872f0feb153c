/**
 * Pasted settings as facts of a lower standing: they may be old, of another account, or not the whole. They count only
 * where nothing of their kind was read from the machine itself, and what a paste leaves out is unknown and no default.
 */
import { PASTED } from '../../contract/given-text.ts';
import { known, NOT_ASKED } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type {
  ConfigFacts,
  FrameworkFacts,
  FrameworkKind,
  LogFacts,
  NoneBotFacts,
  NoneBotProblem,
  Origin,
  PastedFacts,
  Setting,
} from '../facts.ts';
import { composeServices } from '../compose.ts';
import { frameworkIn } from '../frameworks/find.ts';
import { parseOneBotConfig } from '../napcat/config.ts';
import type { SecretTable } from '../secret.ts';
import { blocksIn } from './blocks.ts';
import type { Block, BlockKind } from './blocks.ts';
import { containerIn } from './docker-ps.ts';

export async function surveyPasted(
  machine: Machine,
  consoleLogs: readonly LogFacts[],
  secrets: SecretTable,
  ask: Ask,
): Promise<PastedFacts> {
  const blocks = machine.console().flatMap(({ text }) => blocksIn(text));
  const version = versionIn(consoleLogs);
  const configs = blocks.flatMap((block) => configIn(block, version, secrets) ?? []);
  const frameworks = await Promise.all(
    blocks.flatMap((block) => {
      const file = FILES[block.kind];
      return file === undefined ? [] : [frameworkOf(file, block, secrets, ask)];
    }),
  );
  // Who pastes it twice changed it between.
  const compose = await Promise.all(
    blocks.filter(({ kind }) => kind === 'compose').map(({ text }) => composeServices(text, PASTED, PASTED)),
  );
  const containers = blocks.flatMap(({ kind, text }) => (kind === 'docker-ps' ? (containerIn(text) ?? []) : []));
  return { config: configs.at(-1) ?? null, frameworks, compose: [...compose.flat(), ...containers] };
}

function versionIn(logs: readonly LogFacts[]): string | null {
  return (
    logs.flatMap(({ events }) => events).findLast(({ rule }) => rule === 'napcat.core-version')?.captures.version ??
    null
  );
}

/** What NapCat would make of it. A part that does not load, or an old format of which the NapCat is not known, tells nothing. */
function configIn({ kind, text }: Block, version: string | null, secrets: SecretTable): ConfigFacts | null {
  if (kind !== 'onebot') return null;
  const content = parseOneBotConfig(new TextEncoder().encode(text), version, secrets);
  const isOld = content.shape === 'legacy' || content.shape === 'mixed';
  if (content.fatal !== null || (isOld && version === null)) return null;
  const names = content.entries.some((entry) => entry.kind === 'websocketClients') || content.ignoredUrls.length > 0;
  return names ? { file: PASTED, modifiedAt: null, content: known(content) } : null;
}

/** Where each framework looks for such a document below its folder. */
const FILES: Readonly<Partial<Record<BlockKind, { readonly framework: FrameworkKind; readonly name: string }>>> = {
  dotenv: { framework: 'nonebot2', name: '.env' },
  astrbot: { framework: 'astrbot', name: 'data/cmd_config.json' },
  'maibot-adapter': { framework: 'maibot-adapter', name: 'config.toml' },
  karin: { framework: 'karin', name: '.env' },
  koishi: { framework: 'koishi', name: 'koishi.yml' },
  yunzai: { framework: 'yunzai', name: 'config/config/server.yaml' },
};

const FOLDER = '/pasted';

/** The framework's own reader reads it, from a machine that holds nothing else. */
async function frameworkOf(
  { framework, name }: NonNullable<(typeof FILES)[BlockKind]>,
  { text }: Block,
  secrets: SecretTable,
  ask: Ask,
): Promise<FrameworkFacts> {
  // Loaded here: few machines come with pasted settings.
  const { createRecordedMachine } = await import('../../machine/recorded/index.ts');
  const machine = createRecordedMachine({
    format: 'napcat-doctor/recording@1',
    host: { platform: 'linux', homeDir: '/' },
    env: {},
    files: { [`${FOLDER}/${name}`]: text },
    unlistedFiles: 'absent',
    roots: ['/'],
  });
  const read = await frameworkIn(framework, { machine, ask, secrets, dir: FOLDER, launch: null, process: null });
  return {
    ...read,
    projectDir: null,
    pasted: true,
    host: pastedOnly(read.host),
    port: pastedOnly(read.port),
    path: pastedOnly(read.path),
    token:
      read.token.state === 'known' && read.token.value !== null
        ? pastedOnly({ ...read.token, value: read.token.value })
        : NOT_ASKED,
    packages: NOT_ASKED,
    adapterEnabled: NOT_ASKED,
    nonebot: read.nonebot === null ? null : ofNoneBot(read.nonebot),
    configFiles: [],
    brokenFiles: [],
  };
}

function ofNoneBot(read: NoneBotFacts): NoneBotFacts {
  const { wsUrls, apiRoots, secret } = read.adapterSettings;
  return {
    ...read,
    driver: pastedOnly(read.driver),
    adapters: NOT_ASKED,
    environment: NOT_ASKED,
    envFiles: [],
    adapterSettings: { wsUrls: placed(wsUrls), apiRoots: placed(apiRoots), secret: placed(secret) },
    problems: read.problems
      .filter(({ kind, origin }) => TOLD_BY_ONE_LINE.has(kind) && origin.kind === 'file')
      .map((problem) => ({ ...problem, origin: inPaste(problem.origin) })),
  };
}

/** What needs no other file and no package to be true. */
const TOLD_BY_ONE_LINE: ReadonlySet<NoneBotProblem['kind']> = new Set([
  'host-not-an-address',
  'port-invalid',
  'driver-without-tilde',
  'ws-urls-not-a-list',
]);

function pastedOnly<T>(setting: Answer<Setting<T>>): Answer<Setting<T>> {
  if (setting.state !== 'known' || setting.value.origin.kind !== 'file') return NOT_ASKED;
  return known({ value: setting.value.value, origin: inPaste(setting.value.origin) });
}

function placed(origin: Answer<Origin>): Answer<Origin> {
  return origin.state === 'known' ? known(inPaste(origin.value)) : NOT_ASKED;
}

function inPaste(origin: Origin): Origin {
  return origin.kind === 'file' ? { ...origin, path: PASTED } : origin;
}
