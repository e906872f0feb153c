/** A Windows with a firewall and a proxy, as far as the remedies for it look, and their plans for it. */
import type { Finding } from '../../../../electron/contract/diagnosis.ts';
import { known } from '../../../../electron/machine/answer.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import type { PlanContext, Remedy } from '../../../../electron/remedies/remedy.ts';
import type { Step } from '../../../../electron/remedies/step.ts';
import type { Facts, FirewallFacts, FirewallRule } from '../../../../electron/survey/facts.ts';

export const PROGRAM = 'C:\\机器人 bot\\python.exe';
export const PROFILE = {
  enabled: true,
  blockByDefault: true,
  shieldsUp: false,
  localRulesIgnored: false,
  source: 'local',
} as const;

export function firewall(change: Partial<FirewallFacts> = {}): FirewallFacts {
  return {
    serviceRunning: known(true),
    activeProfiles: known(['private']),
    profiles: { domain: PROFILE, private: PROFILE, public: PROFILE },
    rules: [],
    unreadable: [],
    ...change,
  };
}

export const blockRule = (id: string, protocol: number): FirewallRule => ({
  id,
  store: 'local',
  name: 'python.exe',
  action: 'block',
  active: true,
  direction: 'in',
  profiles: ['private'],
  protocol,
  localPorts: 'all',
  remotePorts: 'all',
  localAddresses: null,
  remoteAddresses: null,
  program: PROGRAM.toLowerCase(),
  fromPrompt: true,
  narrowed: [],
});

export interface Scene {
  readonly params?: Finding['params'];
  readonly firewall?: FirewallFacts;
  readonly program?: string | null;
  readonly platform?: 'win32' | 'linux';
  readonly noProxy?: string;
  /** The list of the system proxy, which is on then. */
  readonly override?: string;
  readonly notes?: string[];
}

export async function planned(remedy: Remedy, scene: Scene = {}): Promise<Step> {
  const [step] = await allPlanned(remedy, scene);
  if (step === undefined) throw new Error('a plan has a step');
  return step;
}

/** Only what these remedies look at. */
export async function allPlanned(remedy: Remedy, scene: Scene = {}): Promise<readonly Step[]> {
  const machine = {
    host: { platform: scene.platform ?? 'win32' },
    env: () => known({ SystemRoot: 'C:\\WINDOWS' }),
    registry: () =>
      Promise.resolve(
        known({
          ...(scene.noProxy === undefined ? {} : { no_proxy: scene.noProxy }),
          ...(scene.override === undefined ? {} : { ProxyOverride: scene.override }),
        }),
      ),
  } as unknown as Machine;
  const context = {
    machine,
    facts: {
      host: machine.host,
      system: {
        firewall: known(scene.firewall ?? firewall()),
        securityProducts: known([{ name: '火绒安全软件', kind: 'antivirus', process: 'HipsDaemon.exe', pid: 9 }]),
        proxy: known({ system: { enabled: scene.override !== undefined } }),
      },
    } as unknown as Facts,
    note: (code: string) => void scene.notes?.push(code),
    finding: { params: { port: 8080, pid: 7, ...scene.params } } as Finding,
    situation: { process: () => ({ path: scene.program === undefined ? PROGRAM : scene.program }), framework: null },
  } as unknown as PlanContext;
  return remedy.plan(context);
}

export function argvOf({ action }: Step, which: 'command' | 'undo' = 'command'): readonly string[] {
  return action?.kind === 'command' ? (action[which]?.argv ?? []) : [];
}
