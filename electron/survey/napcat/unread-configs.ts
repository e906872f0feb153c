/**
 * Configuration that looks like NapCat's and that the running NapCat does not read: the folder beside napcat.mjs when
 * NAPCAT_WORKDIR moved the real one, and the manager's own bot.json, from which NapCatQQ-Desktop writes the real file
 * only when it starts a bot (domain facts: NapCat dossier §1.5, §1.7).
 */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { UnreadConfig } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import { decodeText } from '../text.ts';
import { readOneBotConfig } from './config.ts';
import type { FolderView } from './folder-view.ts';

export interface UnreadContext {
  readonly machine: Machine;
  readonly view: FolderView;
  readonly secrets: SecretTable;
  readonly ask: Ask;
  readonly version: string | null;
}

/** `installBase`: where the configuration would be if nothing had moved it. */
export async function readUnreadConfigs(
  context: UnreadContext,
  {
    dir,
    installBase,
    baseDir,
    managed,
    uins,
  }: {
    readonly dir: string;
    readonly installBase: string;
    readonly baseDir: string;
    readonly managed: boolean;
    readonly uins: readonly string[];
  },
): Promise<readonly UnreadConfig[]> {
  const moved = context.machine.paths.same(installBase, baseDir) ? [] : await besideProgram(context, installBase, uins);
  return managed ? [...moved, ...(await ofManager(context, dir))] : moved;
}

async function besideProgram(
  context: UnreadContext,
  installBase: string,
  uins: readonly string[],
): Promise<readonly UnreadConfig[]> {
  const { machine, view, secrets, ask, version } = context;
  const configs = await Promise.all(
    uins.map(async (uin) => ({
      uin,
      config: await readOneBotConfig(
        machine,
        view.join(installBase, 'config', `onebot11_${uin}.json`),
        version,
        secrets,
        ask,
      ),
    })),
  );
  return configs.flatMap(({ uin, config }) => {
    const entries = valueOf(config.content)?.entries.filter(({ kind }) => kind === 'websocketClients') ?? [];
    if (entries.length === 0) return [];
    const clients = entries.map(({ url, enabled }) => ({ url: url?.text ?? '', enabled }));
    return [{ kind: 'beside-program' as const, file: config.file, uin, modifiedAt: config.modifiedAt, clients }];
  });
}

/** V3 keeps bot.json two folders above its NapCat, V1 and V2 one. */
async function ofManager({ machine, view, ask }: UnreadContext, dir: string): Promise<readonly UnreadConfig[]> {
  for (const levels of [2, 1]) {
    const file = view.join(view.up(dir, levels), 'config', 'bot.json');
    const answer = await machine.readFile(file, { ...ask, limit: 256 * 1024 });
    if (answer.state !== 'known') continue;
    return botsIn(decodeText(answer.value.bytes, machine.host.oemCodePage).text).map(({ uin, clients }) => ({
      kind: 'manager' as const,
      file,
      uin,
      modifiedAt: answer.value.modifiedAt,
      clients,
    }));
  }
  return [];
}

type Loose = Readonly<Record<string, unknown>>;

/** Anything that does not look like a bot with connections is passed over. */
function botsIn(text: string): readonly Pick<UnreadConfig, 'uin' | 'clients'>[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  const bots = Array.isArray(document) ? document : objectAt(document, 'bots');
  return (Array.isArray(bots) ? (bots as readonly unknown[]) : []).flatMap((bot) => {
    const id = objectAt(objectAt(bot, 'bot'), 'QQID');
    const list = objectAt(objectAt(bot, 'connect'), 'websocketClients');
    if (!Array.isArray(list) || (typeof id !== 'string' && typeof id !== 'number')) return [];
    const clients = (list as readonly unknown[]).flatMap((entry) => {
      const url = objectAt(entry, 'url');
      return typeof url === 'string' ? [{ url, enabled: objectAt(entry, 'enable') === true }] : [];
    });
    return [{ uin: String(id), clients }];
  });
}

function objectAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Loose)[key] : undefined;
}
