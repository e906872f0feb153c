/** Registers the OneBot V11 adapter where this project does it: in its program, or in pyproject.toml for `nb run`. */
import { parse } from 'smol-toml';

import { valueOf } from '../../machine/answer.ts';
import { adaptersOfProgram } from '../../survey/frameworks/nonebot/adapters.ts';
import { readProgram } from '../../survey/frameworks/python/program.ts';
import { unifiedDiff } from '../editors/diff.ts';
import { openForEdit } from '../editors/text-file.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { doctorStep } from '../step.ts';
import { restartSteps } from './env-step.ts';
import { noneBotOf } from './framework.ts';

const MODULE = 'nonebot.adapters.onebot.v11';
const TOML_ENTRY = `{ name = "OneBot V11", module_name = "${MODULE}" }`;

export const registerAdapter: Remedy = {
  code: 'register-adapter',
  cures: ['adapter-not-registered', 'protocol-mismatch'],
  fits: ({ code, variant }, { frameworks }) =>
    (code === 'adapter-not-registered' || variant === 'only-v12') &&
    frameworks.some(({ nonebot }) => nonebot !== null && valueOf(nonebot.adapters)?.origin.kind === 'file'),
  plan: async (context) => {
    const framework = noneBotOf(context);
    const origin = valueOf(framework.nonebot.adapters)?.origin;
    if (origin?.kind !== 'file') throw new Refused('code-not-understood');
    const file = await openForEdit(context.hand, origin.path, context.facts.host.oemCodePage);
    const text = origin.path.endsWith('.toml')
      ? inPyproject(file.text, origin.path)
      : inProgram(file.text, origin.path);
    const diff = unifiedDiff(file.path, file.text, text, context.mask);
    const before = file.hash === null || file.bytes === null ? null : { hash: file.hash, bytes: file.bytes };
    return [
      doctorStep('register-adapter', { file: file.path }, [{ kind: 'diff', path: file.path, text: diff }], {
        kind: 'file',
        path: file.path,
        before,
        after: file.encode(text),
        live: null,
        needsRestart: framework.running !== null,
      }),
      ...restartSteps(framework),
    ];
  },
};

/** Behind the line that gets the driver, else behind the one that initialises NoneBot. */
const PLACES: readonly RegExp[] = [
  /^([ \t]*)(\w+)[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*nonebot\.get_driver\(\)[ \t]*(?:#.*)?$/m,
  /^([ \t]*)nonebot\.init\([^()\n]*\)[ \t]*(?:#.*)?$/m,
];

/** Exported for the tests. Throws `Refused` for a program that does it in no way we know. */
export function inProgram(text: string, path: string): string {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  for (const place of PLACES) {
    const found = place.exec(text);
    if (found === null) continue;
    const [line, indent = '', driver = 'nonebot.get_driver()'] = found;
    const end = found.index + line.length;
    const added = [
      `${indent}from ${MODULE} import Adapter as OneBotV11Adapter`,
      `${indent}${driver}.register_adapter(OneBotV11Adapter)`,
    ].join(eol);
    const changed = `${text.slice(0, end)}${eol}${added}${text.slice(end)}`;
    if (valueOf(adaptersOfProgram(readProgram(changed), path))?.v11 === true) return changed;
  }
  throw new Refused('code-not-understood', { file: path });
}

/** The form that nb-cli writes since 1.5.0 is a table, the older one a list (domain facts: NoneBot dossier §2.3). */
const FORMS: readonly { readonly at: RegExp; readonly line: (found: string, eol: string) => string }[] = [
  {
    at: /^\[tool\.nonebot\.adapters\][ \t]*(?:#.*)?$/m,
    line: (found, eol) => `${found}${eol}nonebot-adapter-onebot = [${TOML_ENTRY}]`,
  },
  { at: /^adapters[ \t]*=[ \t]*\[[ \t]*\]/m, line: () => `adapters = [${TOML_ENTRY}]` },
  { at: /^adapters[ \t]*=[ \t]*\[/m, line: (found) => `${found}${TOML_ENTRY}, ` },
  {
    at: /^nonebot-adapter-onebot[ \t]*=[ \t]*\[/m,
    line: (found) => `${found}${TOML_ENTRY}, `,
  },
];

/** Exported for the tests. Throws `Refused`. */
export function inPyproject(text: string, path: string): string {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  for (const { at, line } of FORMS) {
    const found = at.exec(text);
    if (found === null) continue;
    const changed = text.slice(0, found.index) + line(found[0], eol) + text.slice(found.index + found[0].length);
    if (isSound(text, changed)) return changed;
  }
  throw new Refused('code-not-understood', { file: path });
}

/** It parses, lists the adapter, and a text with the addition taken out is the old one in meaning. */
function isSound(before: string, after: string): boolean {
  try {
    const listed = (text: string): number => JSON.stringify(parse(text)).split(JSON.stringify(MODULE)).length;
    return listed(after) === listed(before) + 1;
  } catch {
    return false;
  }
}
