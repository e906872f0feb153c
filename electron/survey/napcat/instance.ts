/**
 * A running NapCat, however it was found, and what the finders share.
 */
import type { Ask, Listener, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { ModeEvidence, NapCatFacts, RunningNapCat } from '../facts.ts';
import type { ProcessTree } from '../processes.ts';
import type { FolderView } from './folder-view.ts';
import type { Reading } from './reading.ts';
import { WEBUI_PORTS } from './traces.ts';

/** A running NapCat, before it is known where it lies. */
export interface Instance {
  readonly reading: Reading;
  readonly evidence: readonly ModeEvidence[];
  readonly otherReadings: NapCatFacts['otherReadings'];
  readonly running: RunningNapCat;
  readonly managerPid: number | null;
  readonly webui: Listener | null;
  /** The folder that its own libraries or its launcher come from: it lies there, whatever a listing says. */
  readonly ownDir: string | null;
  /** Folders that may hold it, surest first. */
  readonly dirHints: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly qqDir: string | null;
}

export interface RunningContext {
  readonly machine: Machine;
  readonly tree: ProcessTree;
  readonly listeners: readonly Listener[];
  readonly pipes: readonly string[];
  readonly view: FolderView;
  /** WebUI ports that installations on this disk are set to. */
  readonly configuredPorts: ReadonlySet<number>;
  readonly ask: Ask;
}

/** The WebUI's listener among a family's: in NapCat's own range, or where an installation on this disk puts it. */
export function webUiOf(family: readonly ProcessInfo[], context: RunningContext): Listener | null {
  const pids = new Set(family.map(({ pid }) => pid));
  const own = context.listeners.filter(({ pid }) => pid !== null && pids.has(pid));
  const inRange = ({ port }: Listener) => port >= WEBUI_PORTS.first && port <= WEBUI_PORTS.last;
  return own.find(inRange) ?? own.find(({ port }) => context.configuredPorts.has(port)) ?? null;
}

/** The account that a command line logs in with: `-q` of QQ and NapCat. */
export function quickLoginOf(args: readonly string[]): string | null {
  const uin = args[args.findIndex((arg) => arg === '-q' || arg === '--qq') + 1] ?? '';
  return args.some((arg) => arg === '-q' || arg === '--qq') && isUin(uin) ? uin : null;
}

export function isUin(text: string): boolean {
  return /^\d{5,12}$/.test(text);
}
