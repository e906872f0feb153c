/**
 * What kind of computer this is, for a helper who reads a recording: Windows edition, CPU, memory, disks, adapters,
 * Docker, WSL.
 * It comes from systeminformation, which starts child processes and tells an error from an empty answer by nothing, so
 * it is never asked for a verdict, and what it leaves empty is unknown and not absent (domain facts: Windows dossier §d).
 */
import { known, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Ask, MachineProfile } from '../machine.ts';
import { within } from './deadline.ts';

const DEADLINE = { deadline: 15_000 } as const;

const WANTED = {
  osInfo: 'distro,release,build,arch',
  cpu: 'manufacturer,brand,physicalCores',
  mem: 'total,available',
  fsSize: 'fs,size,available',
  networkInterfaces: 'ifaceName,type,virtual,operstate',
  versions: 'docker',
} as const;

export function readProfile(ask: Ask = {}): Promise<Answer<MachineProfile>> {
  return within(ask, DEADLINE, async () => {
    const { default: systeminformation } = await import('systeminformation');
    const said = (await systeminformation.get(WANTED)) as Loose;
    const profile = profileFrom(said);
    return Object.keys(profile).length === 0
      ? unanswered('not-asked', 'systeminformation said nothing')
      : known(profile);
  });
}

type Loose = Readonly<Record<string, unknown>>;

/** Only what has a sensible value; an empty string, a zero size or a missing list says nothing. */
export function profileFrom(said: Loose): MachineProfile {
  const { osInfo, cpu, mem, versions } = said as { osInfo?: Loose; cpu?: Loose; mem?: Loose; versions?: Loose };
  const words = (...parts: readonly unknown[]): string =>
    parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  const disks = listOf(said.fsSize).flatMap(({ fs, size, available }) =>
    isCount(size) && typeof fs === 'string' ? [{ name: fs, size, free: isCount(available) ? available : null }] : [],
  );
  const adapters = listOf(said.networkInterfaces).flatMap(({ ifaceName, type, virtual }) =>
    typeof ifaceName === 'string' && ifaceName !== ''
      ? [{ name: ifaceName, type: typeof type === 'string' ? type : '', virtual: virtual === true }]
      : [],
  );
  const system = words(osInfo?.distro, osInfo?.release, osInfo?.build);
  const processor = words(cpu?.manufacturer, cpu?.brand);
  return {
    ...(system === '' ? {} : { system }),
    ...(processor === '' ? {} : { processor }),
    ...(isCount(cpu?.physicalCores) ? { cores: cpu.physicalCores } : {}),
    ...(isCount(mem?.total) ? { memory: mem.total } : {}),
    ...(disks.length === 0 ? {} : { disks }),
    ...(adapters.length === 0 ? {} : { adapters }),
    ...(typeof versions?.docker === 'string' && versions.docker !== '' ? { docker: versions.docker } : {}),
    ...(adapters.some(({ name }) => /\(WSL\b/i.test(name)) ? { wsl: true } : {}),
  };
}

function listOf(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value.filter((item): item is Loose => typeof item === 'object' && item !== null) : [];
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
