/** Every remedy there is, in the order in which they are offered: one side before both, the smallest change first. */
import type { Diagnosis, Finding } from '../contract/diagnosis.ts';
import type { RemedyCode } from '../contract/remedies.ts';
import type { Facts } from '../survey/facts.ts';
import { keepOneLink } from './both-sides/keep-one-link.ts';
import { movePort } from './both-sides/move-port.ts';
import { newToken } from './both-sides/new-token.ts';
import { serveHttp } from './both-sides/serve-http.ts';
import { serveWebSocket } from './both-sides/serve-websocket.ts';
import { switchForm } from './form/switch-form.ts';
import { addEntry } from './napcat/add-entry.ts';
import { convertConfig } from './napcat/convert-config.ts';
import { correctUrl } from './napcat/correct-url.ts';
import { enableEntry } from './napcat/enable-entry.ts';
import { reloadConfig } from './napcat/reload-config.ts';
import { renameEntry } from './napcat/rename-entry.ts';
import { setToken } from './napcat/set-token.ts';
import { useIpLiteral } from './napcat/use-ip-literal.ts';
import { installPackages } from './nonebot/install-packages.ts';
import { registerAdapter } from './nonebot/register-adapter.ts';
import { setBindAddress } from './nonebot/set-bind-address.ts';
import { setDriver } from './nonebot/set-driver.ts';
import { setFrameworkPort } from './nonebot/set-framework-port.ts';
import type { Remedy } from './remedy.ts';
import { allowInFirewall } from './windows/allow-in-firewall.ts';
import { bypassProxy } from './windows/bypass-proxy.ts';
import { releasePort } from './windows/release-port.ts';
import { unblockInFirewall } from './windows/unblock-in-firewall.ts';

/** Remedies that change the same things, and when there is anything of theirs to change. */
const GROUPS: readonly {
  readonly possible: (facts: Facts) => boolean;
  readonly remedies: readonly Remedy[];
}[] = [
  {
    possible: hasConfig,
    remedies: [
      enableEntry,
      correctUrl,
      useIpLiteral,
      setToken,
      renameEntry,
      addEntry,
      convertConfig,
      reloadConfig,
      keepOneLink,
    ],
  },
  {
    possible: hasNoneBot,
    remedies: [setDriver, setBindAddress, setFrameworkPort, registerAdapter, installPackages],
  },
  {
    possible: (facts) => hasConfig(facts) && hasNoneBot(facts),
    remedies: [newToken, movePort, serveWebSocket, serveHttp],
  },
  {
    possible: ({ host }) => host.platform === 'win32',
    remedies: [allowInFirewall, unblockInFirewall, bypassProxy, releasePort],
  },
  { possible: () => true, remedies: [switchForm] },
];

export const REMEDIES: readonly Remedy[] = GROUPS.flatMap(({ remedies }) => remedies);

/** The remedies worth offering for a finding. Pure. */
export function remediesFor(finding: Finding, facts: Facts): readonly RemedyCode[] {
  if (finding.outcome !== 'fail' && finding.outcome !== 'warn') return [];
  return GROUPS.filter(({ possible }) => possible(facts))
    .flatMap(({ remedies }) => remedies)
    .filter(({ cures, fits }) => cures.includes(finding.code) && (fits?.(finding, facts) ?? true))
    .map(({ code }) => code);
}

/** A configuration of some account that could be read. */
function hasConfig({ napcats }: Facts): boolean {
  return napcats.some(({ accounts, template }) =>
    [...accounts.map(({ config }) => config), template].some((config) => config?.content.state === 'known'),
  );
}

function hasNoneBot({ frameworks }: Facts): boolean {
  return frameworks.some(({ nonebot }) => nonebot !== null);
}

/** The same diagnosis with the remedies that each of its findings has. */
export function withRemedies(diagnosis: Diagnosis, facts: Facts): Diagnosis {
  const offered = (finding: Finding): Finding => ({ ...finding, remedies: remediesFor(finding, facts) });
  return {
    ...diagnosis,
    verdict: offered(diagnosis.verdict),
    also: diagnosis.also.map(offered),
    findings: diagnosis.findings.map(offered),
  };
}
