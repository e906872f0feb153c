/** Remedies that only Windows has: shown on recorded machines, where nothing can be carried out. */
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';

export interface RecordedRepair {
  readonly remedy: RemedyCode;
  readonly code: VerdictCode;
  /** Below tests/cases. */
  readonly file: string;
  /** The program, word by word. */
  readonly argv: readonly (string | RegExp)[];
  /** Whether Windows asks for an administrator. */
  readonly elevated: boolean;
}

const POWERSHELL = [
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  ...['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'],
];

export const RECORDED: readonly RecordedRepair[] = [
  {
    remedy: 'allow-in-firewall',
    code: 'firewall-block',
    file: 'hop3/wsl-napcat-nothing-lets-python-in.yaml',
    argv: [
      ...['C:\\Windows\\System32\\netsh.exe', 'advfirewall', 'firewall', 'add', 'rule'],
      /^name=NapCat Doctor 8080 [0-9a-f]{8}$/,
      ...['dir=in', 'action=allow', 'protocol=TCP', 'localport=8080', 'program=C:\\Python311\\python.exe'],
      ...['profile=public', 'enable=yes'],
    ],
    elevated: true,
  },
  {
    remedy: 'unblock-in-firewall',
    code: 'firewall-block',
    file: 'hop3/wsl-napcat-blocked-by-prompt-rule.yaml',
    argv: [...POWERSHELL, /;foreach\(\$id in \$ids\)\{Disable-NetFirewallRule -PolicyStore PersistentStore -Name /],
    elevated: true,
  },
  {
    remedy: 'bypass-proxy',
    code: 'proxy-hijack',
    file: 'hop3/forward-link-through-python-proxy.yaml',
    argv: ['C:\\Windows\\System32\\setx.exe', 'NO_PROXY', '127.0.0.1,localhost,::1'],
    elevated: false,
  },
  {
    remedy: 'release-port',
    code: 'port-excluded',
    file: 'hop3/winnat-reserves-18080.yaml',
    argv: [...POWERSHELL, / int ipv4 add excludedportrange protocol=tcp startport=18080 numberofports=1;/],
    elevated: true,
  },
];
