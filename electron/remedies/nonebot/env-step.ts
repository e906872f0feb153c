/**
 * Settings of a NoneBot project, written where they count: into the line that is in force, else into the strongest
 * `.env` file that NoneBot reads. What the environment or the program itself sets beats every file, and is refused.
 */
import { valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { FrameworkFacts, Setting } from '../../survey/facts.ts';
import { setEnv } from '../editors/dotenv.ts';
import { unifiedDiff } from '../editors/diff.ts';
import { openOrCreate } from '../editors/text-file.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';
import { doctorStep, userStep } from '../step.ts';
import type { Step } from '../step.ts';

export interface EnvChange {
  readonly key: string;
  readonly value: string;
  /** What is in force now; known `null`: nobody sets it. */
  readonly now: Answer<Setting<unknown> | null>;
}

/** One step a file, and the restart of the framework. Throws `Refused`. */
export async function envSteps(
  context: PlanContext,
  framework: FrameworkFacts,
  changes: readonly EnvChange[],
): Promise<readonly Step[]> {
  const placed = changes.map((change) => placeOf(framework, change, context));
  const steps: Step[] = [];
  for (const path of new Set(placed.map((setting) => setting.path))) {
    const settings = placed.filter((setting) => setting.path === path);
    steps.push(await envStep(context, framework, path, settings));
  }
  return [...steps, ...restartSteps(framework)];
}

/** What its user does with the framework, so that it reads what was changed. */
export function restartSteps({ kind, running, projectDir }: FrameworkFacts): readonly Step[] {
  const pid = running?.family[0];
  return [
    userStep(running === null ? 'start-framework' : 'restart-framework', {
      framework: kind,
      ...(pid === undefined ? {} : { pid }),
      ...(projectDir === null ? {} : { dir: projectDir }),
    }),
  ];
}

interface PlacedSetting {
  readonly path: string;
  readonly key: string;
  readonly value: string;
}

function placeOf(framework: FrameworkFacts, { key, value, now }: EnvChange, { machine }: PlanContext): PlacedSetting {
  if (now.state !== 'known' && now.state !== 'absent') throw new Refused('file-denied', { key });
  const origin = valueOf(now)?.origin ?? { kind: 'default' };
  switch (origin.kind) {
    case 'file':
      // Arguments of nonebot.init and nonebot.run carry this mark (survey/frameworks/nonebot/init-call.ts).
      if (origin.key?.startsWith('nonebot ') === true) throw new Refused('overridden', { key, file: origin.path });
      return { path: origin.path, key: origin.key ?? key, value };
    case 'default': {
      const files = framework.nonebot?.envFiles.filter(({ inForce, state }) => inForce && state === 'known') ?? [];
      const dir = framework.projectDir;
      const path = files.at(-1)?.path ?? (dir === null ? null : machine.paths.join(dir, '.env'));
      if (path === null) throw new Refused('target-unknown', { framework: framework.kind });
      return { path, key, value };
    }
    default:
      throw new Refused('overridden', { key, reason: origin.kind });
  }
}

async function envStep(
  { hand, facts, mask, note }: PlanContext,
  framework: FrameworkFacts,
  path: string,
  settings: readonly PlacedSetting[],
): Promise<Step> {
  const file = await openOrCreate(hand, path, facts.host.oemCodePage);
  const changing = settings.filter(({ key, value }) => setEnv(file.text, key, value) !== file.text);
  const text = changing.reduce((changed, { key, value }) => setEnv(changed, key, value), file.text);
  if (text === file.text) throw new Refused('already-so', { file: path });
  const keys = changing.map(({ key }) => key).join(', ');
  const environment = framework.nonebot === null ? undefined : valueOf(framework.nonebot.environment)?.value;
  // Why it is this file: NoneBot takes each setting from the strongest source that has it.
  note('env-precedence', { file: path, key: keys, ...(environment === undefined ? {} : { value: environment }) });
  const diff = unifiedDiff(path, file.text, text, mask);
  const before = file.hash === null || file.bytes === null ? null : { hash: file.hash, bytes: file.bytes };
  return doctorStep('set-env', { file: path, key: keys }, [{ kind: 'diff', path, text: diff }], {
    kind: 'file',
    path,
    before,
    after: file.encode(text),
    live: null,
    needsRestart: framework.running !== null,
  });
}
