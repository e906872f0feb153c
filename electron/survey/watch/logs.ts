/** Follows the logs of both programs, those also that a restarted program begins. */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { WatchedLog } from '../../machine/watch-record.ts';
import { LogFollower } from './log-follower.ts';
import type { FollowedLog, WatchScope } from './scope.ts';

/** Looks at the followed files between two at their folders. */
const FOLDERS_EVERY = 4;
const MOST_LOGS = 12;
const LOG_NAME = /\.(?:log|txt)$/i;

export class LogWatch {
  readonly #followers: LogFollower[];
  /** Names that a folder had when the watch began; `null`: it was not listed yet. */
  readonly #before = new Map<string, ReadonlySet<string>>();
  #looks = 0;

  constructor(
    readonly machine: Machine,
    readonly scope: WatchScope,
  ) {
    this.#followers = scope.logs.map((log) => new LogFollower(machine, log, false));
  }

  async look(at: number, ask: Ask): Promise<void> {
    if (this.#looks++ % FOLDERS_EVERY === 0)
      await Promise.all(this.scope.logFolders.map((folder) => this.#lookInto(folder, ask)));
    await Promise.all(this.#followers.map((follower) => follower.look(at, ask)));
  }

  results(): readonly WatchedLog[] {
    return this.#followers.flatMap((follower) => follower.result() ?? []);
  }

  async #lookInto(folder: FollowedLog, ask: Ask): Promise<void> {
    const list = await this.machine.list(folder.path, ask);
    if (list.state !== 'known' && list.state !== 'absent') return;
    const names = (valueOf(list) ?? []).flatMap(({ kind, name }) =>
      kind === 'file' && LOG_NAME.test(name) ? [name] : [],
    );
    const before = this.#before.get(folder.path);
    this.#before.set(folder.path, new Set(names));
    if (before === undefined) return;
    for (const name of names) {
      const path = this.machine.paths.join(folder.path, name);
      const followed = this.#followers.some(({ log }) => this.machine.paths.same(log.path, path));
      if (before.has(name) || followed || this.#followers.length >= MOST_LOGS) continue;
      this.#followers.push(new LogFollower(this.machine, { path, of: folder.of }, true));
    }
  }
}
