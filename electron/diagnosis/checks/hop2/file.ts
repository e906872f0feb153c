/** Does the configuration file in force load, and is it in a format that this NapCat reads? */
import type { Check, CheckResult } from '../../check.ts';
import type { ConfigContent } from '../../../survey/facts.ts';
import { ofEvent } from '../../evidence.ts';
import type { SeenEvent } from '../../log-view.ts';
import { napcatVersion } from '../../napcat-version.ts';
import type { SeenVersion } from '../../napcat-version.ts';
import { compareVersions } from '../../version.ts';

export const configLoads: Check = {
  id: 'config-loads',
  hop: 2,
  run({ napcat, config, content, logs, dialled }) {
    if (napcat === null || config === null) return 'skip';
    const said = logs.latest('napcat.config-syntax', 'napcat.config-type', 'napcat.onebot-dead');
    if (content === null) {
      if (said !== null) return [invalidByLog(said, config.file)];
      return config.content.state === 'absent' ? 'skip' : 'unknown';
    }
    if (content.fatal === null) return 'pass';
    const { kind, line, column, message } = content.fatal;
    // A link that stands proves that the running NapCat loaded an earlier, sound version of this file.
    const stands = dialled.some((link) => link.connection != null);
    return [
      {
        code: 'config-invalid',
        outcome: stands ? 'warn' : 'fail',
        confidence: 'certain',
        variant: kind,
        params: {
          file: config.file,
          detail: message,
          ...(line === null ? {} : { line }),
          ...(column === null ? {} : { column }),
        },
        evidence: [
          { kind: 'file', path: config.file, value: message, ...(line === null ? {} : { line }) },
          ...(said === null ? [] : [ofEvent(said)]),
        ],
        about: null,
      },
    ];
  },
};

function invalidByLog(said: SeenEvent, file: string): CheckResult {
  return {
    code: 'config-invalid',
    outcome: 'fail',
    confidence: 'certain',
    variant: said.rule === 'napcat.config-type' ? 'type' : 'syntax',
    params: { detail: said.text, file },
    evidence: [ofEvent(said)],
    about: null,
  };
}

/** Since 4.1.0 only `network` counts; 4.1 to 4.3 still migrated the old keys, later versions ignore them silently. */
const MIGRATION_ENDED = '4.4.0';
const CURRENT_FORMAT_SINCE = '4.1.0';

export const configFormatRead: Check = {
  id: 'config-format-read',
  hop: 2,
  run(situation) {
    const { napcat, config, content, clients, dialled } = situation;
    if (config === null || content?.fatal !== null) return 'skip';
    if (content.ignoredUrls.length === 0 && content.shape !== 'legacy' && content.shape !== 'invented') return 'pass';
    if (clients.some((entry) => entry.enabled)) return 'pass';
    const version = napcatVersion(situation);
    const tooNew = content.ignoredUrls.find(({ key }) => key.startsWith('network.'));
    if (tooNew !== undefined && version !== null && compareVersions(version.text, CURRENT_FORMAT_SINCE) < 0)
      return [notYetRead(config.file, tooNew, version)];
    if (version !== null && content.shape !== 'invented') {
      if (compareVersions(version.text, CURRENT_FORMAT_SINCE) < 0) return 'pass';
      if (compareVersions(version.text, MIGRATION_ENDED) < 0) return 'pass';
    }
    if (dialled.some((link) => link.connection != null)) return 'pass';
    const ignored = content.ignoredUrls[0];
    const variant =
      napcat?.managedBy != null
        ? 'manager'
        : content.shape === 'mixed' || content.shape === 'invented'
          ? content.shape
          : 'legacy';
    return [
      {
        code: 'obsolete-config-format',
        outcome: 'fail',
        confidence: version === null && content.shape !== 'invented' ? 'likely' : 'certain',
        variant,
        params: {
          file: config.file,
          ...(ignored === undefined ? {} : { url: ignored.url, detail: ignored.key }),
          ...(version === null ? {} : { version: version.text }),
        },
        evidence: [
          ...content.ignoredUrls.map(({ url, key }) => ({ kind: 'file' as const, path: config.file, key, value: url })),
          ...(version === null ? [] : [version.evidence]),
        ],
        about: null,
      },
    ];
  },
};

/** Somebody followed a text about today's NapCat. */
function notYetRead(
  file: string,
  { url, key }: ConfigContent['ignoredUrls'][number],
  version: SeenVersion,
): CheckResult {
  return {
    code: 'obsolete-config-format',
    outcome: 'fail',
    confidence: 'certain',
    variant: 'too-new',
    params: { file, url, detail: key, version: version.text },
    evidence: [{ kind: 'file', path: file, key, value: url }, version.evidence],
    about: null,
  };
}
