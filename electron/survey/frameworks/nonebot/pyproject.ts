/**
 * `[tool.nonebot]` in pyproject.toml, in the form that nb-cli wrote before 1.5.0 (lists) and the one since (tables).
 * NoneBot reads the tables from 2.4.4 on (domain facts: NoneBot dossier §2.3).
 */
import { parse } from 'smol-toml';

import { ABSENT, known, unanswered } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { Ask, Machine } from '../../../machine/machine.ts';
import { readTextFile } from '../files.ts';
import { asList, asRecord, asText } from '../plain.ts';

export interface NoneBotPyproject {
  readonly path: string;
  /** `tables` is the new form. */
  readonly form: 'lists' | 'tables';
  /** `module_name` of every adapter; `null`: the file names none at all. */
  readonly adapterModules: readonly string[] | null;
}

/** `absent`: no such file, or one without `[tool.nonebot]`. A file that is no TOML is `denied` with the reason. */
export async function readPyproject(machine: Machine, dir: string, ask: Ask): Promise<Answer<NoneBotPyproject>> {
  const path = machine.paths.join(dir, 'pyproject.toml');
  const file = await readTextFile(machine, path, ask);
  if (file.state !== 'known') return file;
  const tool = nonebotTable(file.value.text);
  if (tool === undefined) return unanswered('denied', 'not TOML');
  if (tool === null) return ABSENT;
  const adapters = tool.adapters;
  const plugins = tool.plugins;
  const form = asRecord(adapters) !== null || asRecord(plugins) !== null ? 'tables' : 'lists';
  return known({ path, form, adapterModules: adapters === undefined ? null : modulesOf(adapters) });
}

function nonebotTable(text: string): Readonly<Record<string, unknown>> | null | undefined {
  try {
    return asRecord(asRecord(parse(text).tool)?.nonebot);
  } catch {
    return undefined;
  }
}

function modulesOf(adapters: unknown): readonly string[] {
  const groups = asList(adapters) ?? Object.values(asRecord(adapters) ?? {}).flatMap((group) => asList(group) ?? []);
  return groups.flatMap((adapter) => asText(asRecord(adapter)?.module_name) ?? []);
}
