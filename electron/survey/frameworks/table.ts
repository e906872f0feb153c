/**
 * Every framework the survey knows, one row each: by what a process and a folder are recognised, and who reads its
 * configuration. What is known of a framework beyond this machine (ports, paths, meaning of refusals) is in
 * contract/frameworks.ts. Source of the rows: domain facts, NoneBot dossier §2.3, §5.1 and §8.
 */
import type { FrameworkKind } from '../facts.ts';
import type { Runtime } from './launch.ts';
import { readNoneBot } from './nonebot/read.ts';
import type { Read } from './project.ts';
import { readAiocqhttp } from './readers/aiocqhttp.ts';
import { readAstrBot } from './readers/astrbot.ts';
import { readHoshino } from './readers/hoshino.ts';
import { readKarin } from './readers/karin.ts';
import { readKoishi } from './readers/koishi.ts';
import { readLangBot } from './readers/langbot.ts';
import { readMaiBotAdapter } from './readers/maibot-adapter.ts';
import { readOverflow } from './readers/overflow.ts';
import { readSealDice } from './readers/sealdice.ts';
import { readYunzai } from './readers/yunzai.ts';
import { START_SCRIPTS } from './start-scripts.ts';

export interface FrameworkDeclaration {
  readonly kind: FrameworkKind;
  readonly runtimes: readonly Runtime[];
  /** A command line that proves it by itself; slashes all lean forward. */
  readonly commandLine?: RegExp;
  /** Modules of which a Python start script imports one. A script that can be read and imports none is another program. */
  readonly imports?: RegExp;
  /** Names of the script (or module) that count when the folder is one of this framework. */
  readonly scripts?: RegExp;
  /** Name of a script that cannot be read and still means this framework. */
  readonly telling?: RegExp;
  /** Any one of these makes a folder a project. */
  readonly folders: readonly FolderSign[];
  readonly read: Read;
}

export interface FolderSign {
  /** Files and folders that must all be there, with forward slashes; compared ignoring case. */
  readonly has: readonly string[];
  /** Name of the folder itself. */
  readonly named?: RegExp;
  /** What one of the files must say. */
  readonly saying?: { readonly file: string; readonly pattern: RegExp };
}

const IMPORTS_NONEBOT = /^\s*(?:import|from)\s+nonebot\b/m;
const PYTHON_START = /^(?:bot|main|run|app|start)\.py$/i;

/** In order of precedence: the first that fits a folder or process names it. */
export const DECLARATIONS: readonly FrameworkDeclaration[] = [
  {
    kind: 'zhenxun',
    runtimes: ['python'],
    scripts: PYTHON_START,
    folders: [{ has: ['bot.py', 'zhenxun'] }, { has: ['bot.py'], named: /zhenxun/i }],
    read: readNoneBot,
  },
  {
    kind: 'nonebot1',
    runtimes: ['python'],
    imports: /^hoshino(?:\.|$)/,
    scripts: /^run\.py$/i,
    folders: [
      { has: ['run.py', 'hoshino'] },
      { has: ['run.py'], saying: { file: 'run.py', pattern: /^\s*(?:import|from)\s+hoshino\b/m } },
    ],
    read: readHoshino,
  },
  {
    kind: 'nonebot2',
    runtimes: ['python'],
    // `nb run` writes the program itself when there is no bot.py.
    commandLine: /\s-c\s.*\bimport nonebot\b|(?:^|[\s"/])nb(?:_cli|\.exe)?"?\s+run\b/s,
    imports: /^nonebot(?:\.|$)/,
    scripts: PYTHON_START,
    telling: /^bot\.py$/i,
    folders: [
      { has: ['pyproject.toml'], saying: { file: 'pyproject.toml', pattern: /^\s*\[tool\.nonebot\b/m } },
      ...START_SCRIPTS.map((file) => ({ has: [file], saying: { file, pattern: IMPORTS_NONEBOT } })),
    ],
    read: readNoneBot,
  },
  {
    kind: 'astrbot',
    runtimes: ['python'],
    commandLine: /\blaunch_backend\.py\b|(?:^|[\s"/])astrbot(?:\.exe)?"?\s+run\b/i,
    scripts: /^(?:main\.py|launch_backend\.py)$/i,
    folders: [{ has: ['data/cmd_config.json'] }, { has: ['main.py'], named: /^\.?astrbot/i }],
    read: readAstrBot,
  },
  {
    kind: 'langbot',
    runtimes: ['python'],
    scripts: /^main\.py$/i,
    folders: [
      { has: ['main.py', 'data/config/platform.json'] },
      { has: ['main.py'], named: /^langbot/i },
      { has: ['pyproject.toml'], saying: { file: 'pyproject.toml', pattern: /^name\s*=\s*["']langbot["']/m } },
    ],
    read: readLangBot,
  },
  {
    kind: 'maibot-adapter',
    runtimes: ['python'],
    scripts: /^main\.py$/i,
    folders: [{ has: ['config.toml'], saying: { file: 'config.toml', pattern: /^\s*\[napcat_server\]/im } }],
    read: readMaiBotAdapter,
  },
  {
    kind: 'koishi',
    runtimes: ['node'],
    commandLine: /\/koishi\/lib\/(?:cli|worker)\/|(?:^|[\s"/])koishi(?:\.exe|\.js)?"?\s+start\b/,
    scripts: /./,
    folders: [{ has: ['koishi.yml'] }, { has: ['koishi.yaml'] }],
    read: readKoishi,
  },
  {
    kind: 'karin',
    runtimes: ['node'],
    commandLine: /\/node-karin\//,
    scripts: /^(?:\.|app\.m?js|index\.m?js)$/i,
    folders: [
      { has: ['package.json', '@karinjs'] },
      { has: ['package.json', '.env'], saying: { file: 'package.json', pattern: /"node-karin"/ } },
      { has: ['.env'], saying: { file: '.env', pattern: /^\s*WS_SERVER_AUTH_KEY\s*=/m } },
    ],
    read: readKarin,
  },
  {
    kind: 'yunzai',
    runtimes: ['node'],
    scripts: /^(?:\.|app(?:\.js)?)$|yunzai/i,
    folders: [
      { has: ['app.js', 'config/default_config/server.yaml'] },
      { has: ['app.js', 'package.json'], saying: { file: 'package.json', pattern: /"name"\s*:\s*"[^"]*yunzai/i } },
      { has: ['app.js'], named: /yunzai/i },
      { has: ['config/config/server.yaml'], named: /yunzai/i },
    ],
    read: readYunzai,
  },
  {
    kind: 'overflow',
    runtimes: ['java'],
    commandLine: /overflow[^\s"]*\.jar/i,
    scripts: /./,
    folders: [{ has: ['overflow.json'] }],
    read: readOverflow,
  },
  {
    kind: 'sealdice',
    runtimes: ['native'],
    commandLine: /(?:^|[\s"/])sealdice-core(?:\.exe)?(?:["\s]|$)/i,
    folders: [{ has: ['sealdice-core.exe'] }, { has: ['sealdice-core'] }],
    read: readSealDice,
  },
  {
    kind: 'aiocqhttp',
    runtimes: ['python'],
    imports: /^aiocqhttp(?:\.|$)/,
    folders: START_SCRIPTS.map((file) => ({
      has: [file],
      saying: { file, pattern: /^\s*(?:import|from)\s+aiocqhttp\b/m },
    })),
    read: readAiocqhttp,
  },
];

export function declarationOf(kind: FrameworkKind): FrameworkDeclaration | undefined {
  return DECLARATIONS.find((declaration) => declaration.kind === kind);
}
