/**
 * NapCat's log files in a folder of which nothing else of NapCat is known: its owner sent the logs alone, or it runs in
 * a container that only its log volume shows of. The name tells what it may be, the text whether it is.
 */
import type { Ask, Machine } from '../../machine/machine.ts';
import type { LogFacts, LogRule, NapCatFacts } from '../facts.ts';
import type { VisitedFolder } from '../walk.ts';
import { NAPCAT_LOG } from './napcat-logs.ts';
import { newestLogs } from './newest.ts';
import { readLog } from './read.ts';

/** More folders of such names than this belong to something else. */
const MOST_FOLDERS = 4;

export async function surveyStrayLogs(
  machine: Machine,
  folders: readonly VisitedFolder[],
  napcats: readonly NapCatFacts[],
  rules: readonly LogRule[],
  ask: Ask = {},
): Promise<readonly LogFacts[]> {
  const { paths } = machine;
  const owned = napcats.flatMap(({ baseDir }) => (baseDir === null ? [] : [paths.join(baseDir, 'logs')]));
  const dirs = folders
    .filter(
      ({ dir, entries }) => /^logs?$/i.test(paths.basename(dir)) && entries.some(({ name }) => NAPCAT_LOG.test(name)),
    )
    .map(({ dir }) => dir)
    .filter((dir) => !owned.some((own) => paths.same(own, dir)))
    .slice(0, MOST_FOLDERS);
  const logs = await Promise.all(
    dirs.map(async (dir): Promise<LogFacts | null> => {
      const found = await newestLogs(machine, dir, (name) => NAPCAT_LOG.test(name), ask);
      const newest = found.state === 'known' ? found.value[0] : undefined;
      if (newest === undefined) return null;
      return readLog(machine, { path: newest.path, product: 'napcat', napcat: null }, rules, ask);
    }),
  );
  const isNapCats = ({ events }: LogFacts): boolean => events.some(({ rule }) => rule.startsWith('napcat.'));
  return logs.filter((log) => log !== null).filter(isNapCats);
}
