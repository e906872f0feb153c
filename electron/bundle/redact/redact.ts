/**
 * A recording that may leave. Every section is written anew from the fields that we know, each masked by its type;
 * what we do not know is not copied. The result answers the survey's questions as the original does, under other names.
 */
import { rangeOf } from '../../machine/recorded/index.ts';
import type { FileEntry, ProcessEntry, RecordingDocument } from '../../machine/recorded/index.ts';
import type { LogProduct, LogRule } from '../../survey/facts.ts';
import { productsOf } from '../../survey/logs/console.ts';
import { maskCommandLine, maskTitle } from './commands.ts';
import { maskEnvironment } from './environment.ts';
import { maskFile } from './files.ts';
import type { FileContext } from './files.ts';
import { maskForeign } from './foreign.ts';
import { maskLog } from './logs.ts';
import { withSettings } from './pasted.ts';
import { replaceOriginals } from './originals.ts';
import { maskProbe } from './probes.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskRegistryValues } from './registry.ts';
import { renamer } from './relevant.ts';
import { maskText } from './text.ts';
import { maskHost, maskUrl } from './urls.ts';
import { maskWatch } from './watch.ts';
import { maskWebUi } from './webui.ts';
import { isHarmless, keepKnownWords } from './words.ts';

export interface RedactOptions {
  readonly names: Pseudonyms;
  readonly rules: readonly LogRule[];
  /** Whose log a file is, as the survey found out; a log that the survey did not read does not leave. */
  readonly productOf: (path: string) => LogProduct | undefined;
  /** Told of a section or a file that we failed to mask; it does not leave. */
  readonly fault: (where: string, error: unknown) => void;
}

export interface Redacted {
  readonly recording: RecordingDocument;
  /** Files whose contents are of no known kind. */
  readonly withheld: readonly string[];
  /** Sections that could not be masked, which is our own fault. */
  readonly failed: readonly string[];
}

export function redactRecording(recording: RecordingDocument, options: RedactOptions): Redacted {
  const { names } = options;
  // A user's name is learnt first, so that it is known wherever it turns up.
  maskText(recording.host.homeDir ?? '', names);
  const withheld: string[] = [];
  const context: FileContext = {
    ...options,
    oemCodePage: recording.host.oemCodePage ?? undefined,
    withhold: (path) => withheld.push(path),
  };
  const failed: string[] = [];
  // A fault of ours in one place must not cost the user the rest of the bundle, nor let anything pass unmasked.
  const guarded = <T extends object>(name: string, mask: () => T): Partial<T> => {
    try {
      return mask();
    } catch (error) {
      failed.push(name);
      options.fault(name, error);
      return {};
    }
  };
  const section = <K extends keyof RecordingDocument>(name: K, mask: (value: Known<K>) => unknown): object =>
    guarded(String(name), () => maskSection(recording, name, names, mask));
  const masked = {
    format: recording.format,
    takenAt: recording.takenAt,
    host: guarded('host', () => maskHostInfo(recording.host, names)),
    ...section('env', (env) => maskEnvironment(env, names)),
    ...section('processes', (list) => list.map((process) => maskProcess(process, names))),
    ...section('pipes', (pipes) =>
      pipes.filter((pipe) => /napcat|napi|docker/i.test(pipe)).map((pipe) => maskText(pipe, names)),
    ),
    ...section('listeners', (list) =>
      list.map(({ address, port, pid, v6only }) => ({
        ...{ address: maskHost(address, names), port, pid },
        ...(v6only === undefined ? {} : { v6only }),
      })),
    ),
    ...section('connections', (list) =>
      list.map(({ local, remote, state, pid }) => ({
        ...{ local: maskUrl(local, names), remote: maskUrl(remote, names) },
        ...{ state: isHarmless(state) ? state : 'other', pid },
      })),
    ),
    ...section('excludedPorts', (list) => list.map(rangeOf)),
    ...section('dynamicPorts', (list) => list.map(rangeOf)),
    ...section('registry', (keys) => maskRegistry(keys, names)),
    ...section('network', ({ activeProfiles, firewallRunning, interfaces }) => ({
      ...(activeProfiles == null ? {} : { activeProfiles }),
      ...(firewallRunning == null ? {} : { firewallRunning }),
      interfaces: interfaces.map(({ name, address }) => ({
        name: keepKnownWords(name),
        address: maskHost(address, names),
      })),
    })),
    ...section('files', (files) => maskFiles(recording, files, context)),
    unlistedFiles: recording.unlistedFiles,
    ...section('roots', (roots) => roots.map((root) => maskText(root, names))),
    ...section('probes', (probes) => probes.map((probe) => maskProbe(probe, names))),
    ...section('webui', (list) => list.map((entry) => maskWebUi(entry, options.rules, names))),
    ...guarded('console', () => maskConsole(recording, options)),
    ...guarded('watch', () => maskWatch(recording, options.rules, names)),
  } as RecordingDocument;
  return {
    recording: replaceOriginals(masked, names),
    withheld: withheld.map((path) => replaceOriginals(maskText(path, names), names)),
    failed,
  };
}

type Known<K extends keyof RecordingDocument> = Exclude<
  RecordingDocument[K],
  undefined | { error: 'denied' | 'timeout'; reason?: string | undefined }
>;

/** A section that was refused keeps saying so. */
function maskSection<K extends keyof RecordingDocument>(
  recording: RecordingDocument,
  name: K,
  names: Pseudonyms,
  mask: (value: Known<K>) => unknown,
): Record<string, unknown> {
  const value = recording[name];
  if (value === undefined) return {};
  const { error, reason } = value as { error?: unknown; reason?: unknown };
  if (error !== 'denied' && error !== 'timeout') return { [name as string]: mask(value as Known<K>) };
  return {
    [name as string]: {
      error,
      ...(typeof reason === 'string' ? { reason: maskForeign(reason, names) } : {}),
    },
  };
}

function maskHostInfo(host: RecordingDocument['host'], names: Pseudonyms): RecordingDocument['host'] {
  const { platform, release, edition, arch, oemCodePage, homeDir, elevated, profile } = host;
  return {
    ...(platform === undefined ? {} : { platform }),
    ...(release === undefined ? {} : { release: typeof release === 'string' ? keepKnownWords(release) : release }),
    ...(edition == null ? {} : { edition: keepKnownWords(edition) }),
    ...(arch === undefined ? {} : { arch: keepKnownWords(arch) }),
    ...(oemCodePage == null ? {} : { oemCodePage }),
    ...(homeDir == null ? {} : { homeDir: maskText(homeDir, names) }),
    ...(elevated == null ? {} : { elevated }),
    ...(profile == null ? {} : { profile: maskProfile(profile, names) }),
  };
}

type Profile = NonNullable<RecordingDocument['host']['profile']>;

/** Makers and models stay; what somebody may have named does not. */
function maskProfile(profile: Profile, names: Pseudonyms): Profile {
  const { system, processor, cores, memory, disks, adapters, docker, wsl } = profile;
  return {
    ...(system === undefined ? {} : { system: maskText(system, names) }),
    ...(processor === undefined ? {} : { processor: maskText(processor, names) }),
    ...(cores === undefined ? {} : { cores }),
    ...(memory === undefined ? {} : { memory }),
    ...(disks === undefined
      ? {}
      : { disks: disks.map(({ name, size, free }) => ({ name: maskText(name, names), size, free })) }),
    ...(adapters === undefined
      ? {}
      : { adapters: adapters.map(({ name, type, virtual }) => ({ name: keepKnownWords(name), type, virtual })) }),
    ...(docker === undefined ? {} : { docker: maskText(docker, names) }),
    ...(wsl === undefined ? {} : { wsl }),
  };
}

function maskProcess(process: ProcessEntry, names: Pseudonyms): ProcessEntry {
  const { pid, ppid, name, path, commandLine, cwd, startedAt, modules, env, windowTitle } = process;
  const maskedPath = (text: string): string => maskText(text, names);
  return {
    ...{ pid, ppid, startedAt, name: maskedPath(name) },
    path: path === null ? null : maskedPath(path),
    commandLine: commandLine === null ? null : maskCommandLine(commandLine, names),
    cwd: cwd === null ? null : maskedPath(cwd),
    ...(modules === undefined
      ? {}
      : { modules: Array.isArray(modules) ? modules.map(maskedPath) : { error: modules.error } }),
    ...(env === undefined ? {} : { env: isLost(env) ? { error: env.error } : maskEnvironment(env as never, names) }),
    ...(windowTitle == null ? {} : { windowTitle: maskTitle(windowTitle, names) }),
  } as ProcessEntry;
}

function isLost(env: object): env is { readonly error: string } {
  const { error } = env as { error?: unknown };
  return error === 'denied' || error === 'timeout' || error === 'not-found';
}

function maskRegistry(keys: Known<'registry'>, names: Pseudonyms): unknown {
  return Object.fromEntries(
    Object.entries(keys as Readonly<Record<string, null | Readonly<Record<string, never>>>>).map(([key, values]) => [
      maskText(key, names),
      values === null || isLost(values) ? values : maskRegistryValues(key, values, names),
    ]),
  );
}

function maskFiles(
  recording: RecordingDocument,
  files: Known<'files'>,
  context: FileContext,
): Record<string, FileEntry> {
  const { names } = context;
  const platform = recording.host.platform ?? 'win32';
  const rename = renamer(recording, platform, names);
  return Object.fromEntries(
    Object.entries(files as Readonly<Record<string, FileEntry>>).map(([path, entry]) => [
      maskText(rename(path, entry), names),
      maskFile(path, entry, context),
    ]),
  );
}

function maskConsole(
  { console: texts }: RecordingDocument,
  { names, rules }: RedactOptions,
): Pick<RecordingDocument, 'console'> {
  if (texts === undefined) return {};
  return {
    console: texts.map(({ of, text }) => {
      const products = productsOf({ of, text });
      const masked = withSettings(text, maskLog(text, products, rules, names), names);
      // Where the name tells nothing the text does; masked it may tell less.
      const stillTells = isHarmless(of) && productsOf({ of, text: masked }).join() === products.join();
      return { of: stillTells ? of : products.join('+'), text: masked };
    }),
  };
}
