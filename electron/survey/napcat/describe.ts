/**
 * One NapCat, put together: what runs, where it lies, its version, accounts and settings.
 */
import { NOT_ASKED, valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { ConfigFacts, NapCatFacts, SurveyRequest } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import { variableOf } from './environment.ts';
import type { FolderView } from './folder-view.ts';
import { portableQqOf } from './folders.ts';
import type { Install } from './folders.ts';
import { folderSign } from './installs.ts';
import type { Instance } from './instance.ts';
import { MODE_OF } from './reading.ts';
import { readAccounts, readFileLog, readWebUi } from './settings.ts';
import type { Base } from './settings.ts';
import { readUnreadConfigs } from './unread-configs.ts';
import { readVersion } from './version-constant.ts';

export interface DescribeContext {
  readonly machine: Machine;
  readonly view: FolderView;
  readonly request: SurveyRequest;
  readonly secrets: SecretTable;
  readonly ask: Ask;
  readonly managerPid: number | null;
  /** The QQ that a launcher would start. */
  readonly installedQq: string | null;
}

/** Either may be `null`: an installation that does not run, or a running one that could not be located. */
export async function describeNapCat(
  context: DescribeContext,
  install: Install | null,
  instance: Instance | null,
): Promise<NapCatFacts> {
  const { machine, view, request, secrets, ask } = context;
  const dir = install?.dir ?? null;
  const baseDir = install && workDirOf(context, install, instance);
  const version = dir === null ? NOT_ASKED : await readVersion(machine, dir, ask);
  const form = instance?.reading.form ?? install?.form ?? 'unknown';
  const settings = baseDir === null ? null : await readSettings();

  return {
    dir,
    baseDir,
    ...(instance ? readingOf(instance, install) : { mode: MODE_OF[form], form }),
    modeEvidence: instance?.evidence ?? (install ? [folderSign('file', install)] : []),
    otherReadings: instance?.otherReadings ?? [],
    version,
    running: instance?.running ?? null,
    accounts: settings?.accounts ?? [],
    template: settings?.template ?? null,
    webui: settings?.webui ?? null,
    webuiState: NOT_ASKED,
    fileLog: settings?.fileLog ?? NOT_ASKED,
    managedBy: managedBy(context, install, instance),
    missingFiles: install?.missingFiles ?? [],
    qqDir: instance?.qqDir ?? qqDirOf(install, context),
    deniedFiles: settings?.denied ?? [],
    unreadConfigs: settings?.unread ?? [],
    qrCodeAt: baseDir === null ? null : await qrCodeTime(context, baseDir),
  };

  async function readSettings() {
    const base: Base = {
      machine,
      view,
      configDir: install?.configDir ?? view.join(baseDir ?? '', 'config'),
      version: valueOf(version)?.text ?? null,
      secrets,
      ask,
    };
    const webui = await readWebUi(base, instance?.webui ?? null);
    const { accounts, template } = await readAccounts(base, {
      running: instance?.running.account?.uin ?? null,
      likely: [webui?.autoLogin, request.account].filter((uin) => typeof uin === 'string'),
    });
    const current = accounts.find((account) => account.inUse)?.uin ?? null;
    const unread =
      instance === null || install === null || baseDir === null || dir === null
        ? []
        : await readUnreadConfigs(
            { machine, view, secrets, ask, version: valueOf(version)?.text ?? null },
            {
              dir,
              baseDir,
              installBase: install.baseDir,
              managed: form === 'ncd',
              uins: accounts.map(({ uin }) => uin),
            },
          );
    return {
      webui: webui?.facts ?? null,
      accounts,
      template,
      unread,
      fileLog: await readFileLog(base, current),
      denied: await deniedFiles(
        base,
        [...accounts.map(({ config }) => config), ...(template ? [template] : [])],
        webui,
      ),
    };
  }
}

/** NapCat writes cache\qrcode.png whenever it shows a code to be scanned (domain facts: dossier §3.1). */
async function qrCodeTime({ machine, view, ask }: DescribeContext, baseDir: string): Promise<string | null> {
  return valueOf(await machine.stat(view.join(baseDir, 'cache', 'qrcode.png'), ask))?.modifiedAt ?? null;
}

/** NAPCAT_WORKDIR moves config, logs and cache away from napcat.mjs (domain facts: dossier §1.7, since 4.7.75). */
function workDirOf({ machine }: DescribeContext, install: Install, instance: Instance | null): string {
  // No process has an empty environment: an empty one could not be read, and then the user's own has to do.
  const env = instance?.env ?? {};
  const moved = Object.keys(env).length > 0 ? env.NAPCAT_WORKDIR : variableOf(machine, 'NAPCAT_WORKDIR');
  return moved ?? install.baseDir;
}

/** What runs decides the mode; the folder may name the form within it more exactly. */
function readingOf({ reading }: Instance, install: Install | null) {
  // Whoever started it: what lies in the manager's folder is configured by the manager.
  if (install?.form === 'ncd' && reading.form === 'shell-zip') return { mode: MODE_OF.ncd, form: install.form };
  const refined = install && install.form !== 'unknown' && MODE_OF[install.form] === reading.mode;
  const vague = reading.form === 'shell-zip' || reading.form === 'framework-liteloader' || reading.form === 'wsl';
  const form = refined && vague ? install.form : reading.form;
  return { mode: reading.mode, form };
}

function managedBy(
  context: DescribeContext,
  install: Install | null,
  instance: Instance | null,
): NapCatFacts['managedBy'] {
  const isManaged = instance?.reading.form === 'ncd' || install?.form === 'ncd';
  if (!isManaged) return null;
  return {
    name: 'NapCatQQ-Desktop',
    version: install?.managerVersion ?? null,
    pid: instance?.managerPid ?? context.managerPid,
  };
}

function qqDirOf(install: Install | null, { view, installedQq }: DescribeContext): string | null {
  if (!install?.dir) return null;
  const portable = portableQqOf(install, view);
  if (portable !== null) return portable;
  return install.form === 'shell-node' || MODE_OF[install.form] === 'container' ? null : installedQq;
}

/** A file that somebody else holds open is not a matter of rights. */
async function deniedFiles(
  base: Base,
  configs: readonly ConfigFacts[],
  webui: { readonly facts: { readonly file: string }; readonly denied: boolean } | null,
): Promise<readonly string[]> {
  const listing = await base.view.list(base.configDir);
  return [
    ...(listing.state === 'denied' ? [base.configDir] : []),
    ...configs.flatMap(({ file, content }) =>
      content.state === 'denied' && !/lock|busy|sharing/i.test(content.reason ?? '') ? [file] : [],
    ),
    ...(webui?.denied ? [webui.facts.file] : []),
  ];
}
