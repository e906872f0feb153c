/**
 * The log files of bot frameworks that write some (NoneBot dossier §8). NoneBot itself writes none: there the newest
 * log that a project keeps on its own is read.
 */
import type { Ask, Machine } from '../../machine/machine.ts';
import type { FrameworkFacts, FrameworkKind, LogFacts, LogProduct, LogRule } from '../facts.ts';
import { newestLogs } from './newest.ts';
import type { LogFile } from './newest.ts';
import { readLog } from './read.ts';

/** One place where a framework keeps logs, below its project folder. */
interface LogPlace {
  readonly dir: readonly string[];
  readonly name: RegExp;
}

const ANY_LOG = /\.log$/i;
const NONEBOT_PLACES: readonly LogPlace[] = [
  { dir: [], name: ANY_LOG },
  { dir: ['logs'], name: ANY_LOG },
  { dir: ['log'], name: ANY_LOG },
  { dir: ['data', 'logs'], name: ANY_LOG },
];

const PLACES: Readonly<Record<FrameworkKind, readonly LogPlace[]>> = {
  nonebot2: NONEBOT_PLACES,
  zhenxun: NONEBOT_PLACES,
  nonebot1: NONEBOT_PLACES,
  aiocqhttp: NONEBOT_PLACES,
  astrbot: [{ dir: ['data', 'logs'], name: /^astrbot.*\.log$/i }],
  langbot: [{ dir: ['data', 'logs'], name: ANY_LOG }],
  koishi: [
    { dir: ['data', 'logs'], name: ANY_LOG },
    { dir: ['logs'], name: ANY_LOG },
  ],
  yunzai: [
    { dir: ['logs'], name: /^command\..*\.?log$/i },
    { dir: ['logs'], name: /^error(?:\..*)?\.log$/i },
  ],
  karin: [{ dir: ['@karinjs', 'logs'], name: ANY_LOG }],
  'maibot-adapter': [{ dir: ['logs'], name: /^adapter_.*\.log$/i }],
  overflow: [{ dir: ['logs'], name: ANY_LOG }],
  sealdice: [{ dir: ['data'], name: /^main\.log$/i }],
};

const MAX_FILES = 2;

/** Frameworks whose console is NoneBot's. */
const NONEBOTS: readonly FrameworkKind[] = ['nonebot2', 'zhenxun'];

/**
 * Reads the newest log of each place where this framework keeps some, at most two. A framework that keeps none has
 * none in the answer: that is no failure. A log that is there and cannot be read has an entry with its state.
 */
export async function surveyFrameworkLogs(
  machine: Machine,
  framework: FrameworkFacts,
  rules: readonly LogRule[],
  ask: Ask = {},
): Promise<readonly LogFacts[]> {
  const { projectDir, kind } = framework;
  if (projectDir === null) return [];
  const places = await Promise.all(PLACES[kind].map((place) => newestIn(machine, projectDir, place, ask)));
  const paths = [
    ...new Set(
      places
        .flat()
        .sort(newerFirst)
        .map(({ path }) => path),
    ),
  ].slice(0, MAX_FILES);
  const product: LogProduct = NONEBOTS.includes(kind) ? 'nonebot' : 'framework';
  return Promise.all(paths.map((path) => readLog(machine, { path, product, napcat: null }, rules, ask)));
}

async function newestIn(
  machine: Machine,
  projectDir: string,
  { dir, name }: LogPlace,
  ask: Ask,
): Promise<readonly LogFile[]> {
  const found = await newestLogs(machine, machine.paths.join(projectDir, ...dir), (file) => name.test(file), ask);
  return found.state === 'known' ? found.value.slice(0, 1) : [];
}

function newerFirst(a: LogFile, b: LogFile): number {
  return (b.modifiedAt ?? '').localeCompare(a.modifiedAt ?? '');
}
