/**
 * What LiteLoaderQQNT left in a QQ: the patched entry, the library that silences QQ's file check, and the plugin that
 * it should load (domain facts: NapCat dossier §1.4). A QQ update makes a new version folder without the patch, so every
 * version is looked at.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { LiteLoaderFacts } from '../facts.ts';
import { decodeText } from '../text.ts';
import { variableOf } from './environment.ts';
import type { FolderView } from './folder-view.ts';
import { readJson } from './json-file.ts';
import { appFolders } from './qq-folders.ts';
import { MAIN_FILE } from './traces.ts';

/** `null` when there is no trace at all. */
export async function readLiteLoader(
  machine: Machine,
  qqDir: string,
  view: FolderView,
  ask: Ask,
): Promise<LiteLoaderFacts | null> {
  if (machine.host.platform !== 'win32') return null;
  const current = (await readJson(machine, view.join(qqDir, 'versions', 'config.json'), ask))?.curVersion;
  const patches = await readPatches(machine, qqDir, view, ask);
  const inForce = patches.find(({ version }) => version === current);
  const patch =
    patches.find(({ patched, version }) => patched && version === current) ?? patches.find(({ patched }) => patched);
  const dbghelp = await fileSeen(view, view.join(qqDir, 'dbghelp.dll'));
  const traces = [
    ...patches.flatMap((found) => found.traces),
    ...(dbghelp === true ? [view.join(qqDir, 'dbghelp.dll')] : []),
  ];
  if (traces.length === 0) return null;

  const root = patch?.root ?? null;
  const profile = (await profileOf(machine, ask)) ?? root;
  const plugin = profile === null ? null : await readPlugin(machine, profile, view, ask);
  return {
    root,
    patchedMain: inForce?.patched ?? null,
    patchedVersion: patch?.version ?? null,
    dbghelp,
    pluginEnabled: plugin?.enabled ?? null,
    manifest: plugin?.manifest ?? null,
    traces,
  };
}

/** Where LiteLoader looks for plugins: its profile, which the installer puts into the user's environment. */
export async function profileOf(machine: Machine, ask: Ask): Promise<string | null> {
  const fromEnv = variableOf(machine, 'LITELOADERQQNT_PROFILE');
  if (fromEnv) return fromEnv;
  if (machine.host.platform !== 'win32') return null;
  const value = valueOf(await machine.registry('HKCU\\Environment', ask))?.LITELOADERQQNT_PROFILE;
  return typeof value === 'string' && value !== '' ? value : null;
}

interface Patch {
  readonly version: string;
  readonly patched: boolean;
  readonly root: string | null;
  readonly traces: readonly string[];
}

/** QQ's own entries: `./application.asar/app_launcher/index.js` and, before 9.9.21, `./app_launcher/index.js`. */
const OWN_ENTRY = /app_launcher[\\/]index\.js$/;
const LAUNCHER_FILE = /^(?:\.\/)?app_launcher[\\/]([^\\/]+\.js)$/;
const REQUIRED_PATH = /require\(\s*(?:String\.raw\s*)?["'`]([^"'`]+)["'`]/;

async function readPatches(machine: Machine, qqDir: string, view: FolderView, ask: Ask): Promise<readonly Patch[]> {
  return Promise.all(
    (await appFolders(qqDir, view)).map(async (app) => {
      const version = machine.paths.basename(view.up(app, 2));
      const main = (await readJson(machine, view.join(app, 'package.json'), ask))?.main;
      const launcher = typeof main === 'string' && !OWN_ENTRY.test(main) ? LAUNCHER_FILE.exec(main)?.[1] : undefined;
      const patched = launcher !== undefined;
      const files = [
        ...(patched ? [view.join(app, 'package.json')] : []),
        ...(await presentOf(view, [
          view.join(app, 'app_launcher', launcher ?? 'LiteLoader.js'),
          view.join(app, 'app_launcher', 'ml_install.js'),
          view.join(app, 'package.json.bak'),
        ])),
      ];
      const root = launcher === undefined ? null : await rootOf(machine, view.join(app, 'app_launcher', launcher), ask);
      return { version, patched, root, traces: [...new Set(files)] };
    }),
  );
}

async function rootOf(machine: Machine, launcher: string, ask: Ask): Promise<string | null> {
  const answer = await machine.readFile(launcher, { ...ask, limit: 64 * 1024 });
  if (answer.state !== 'known') return null;
  return REQUIRED_PATH.exec(decodeText(answer.value.bytes, machine.host.oemCodePage).text)?.[1] ?? null;
}

const SLUGS = ['NapCat.Framework', 'NapCat'];

/** NapCat among the plugins. Without a manifest LiteLoader passes a folder by, and says nothing. */
async function readPlugin(
  machine: Machine,
  profile: string,
  view: FolderView,
  ask: Ask,
): Promise<{ enabled: boolean | null; manifest: boolean } | null> {
  const folders = await view.subfolders(view.join(profile, 'plugins'));
  for (const folder of folders) {
    const manifest = await readJson(machine, view.join(folder, 'manifest.json'), ask);
    const slug = manifest?.slug;
    const named = typeof slug === 'string' && SLUGS.includes(slug);
    if (!named && !(await view.has(folder, MAIN_FILE))) continue;
    const config = await readJson(machine, view.join(profile, 'data', 'LiteLoader', 'config.json'), ask);
    const off = config?.disabled_plugins;
    const disabled =
      config?.enable_plugins === false || (Array.isArray(off) && off.some((name) => SLUGS.includes(String(name))));
    return { enabled: config === undefined ? null : !disabled, manifest: await view.has(folder, 'manifest.json') };
  }
  return null;
}

async function presentOf(view: FolderView, paths: readonly string[]): Promise<readonly string[]> {
  const seen = await Promise.all(paths.map((path) => fileSeen(view, path)));
  return paths.filter((_path, at) => seen[at] === true);
}

async function fileSeen(view: FolderView, path: string): Promise<boolean | null> {
  const state = await view.fileState(path);
  return state === 'known' ? true : state === 'absent' ? false : null;
}
