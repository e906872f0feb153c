/**
 * A port that Windows itself passes on (`netsh interface portproxy`). People set it up for WSL, whose address changes at
 * every start: the listener stays, and nobody is behind it any more (domain facts: Windows dossier §d, §h).
 */
import { valueOf } from '../../../machine/answer.ts';
import { endpoint, isWildcard } from '../../addresses.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofIdentity, ofListener, ofTcp } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';

export const portProxyLeadsSomewhere: Check = {
  id: 'port-proxy-leads-somewhere',
  hop: 3,
  run: (situation) => forEachLink(situation, deadBehindPortProxy),
};

/** iphlpsvc, which holds these ports, runs in a svchost; where owners are hidden the table alone has to do. */
const HOLDER = /^svchost(?:\.exe)?$/i;

function deadBehindPortProxy(situation: Situation, link: Link): readonly CheckResult[] | 'pass' {
  const { url, answering, owner, identity, tcp } = link;
  if (link.connection != null || answering == null || (owner !== null && !HOLDER.test(owner.name))) return 'pass';
  const proxy = (valueOf(situation.facts.system.portProxies) ?? []).find(
    ({ listen, listenPort }) =>
      listenPort === url.port && (listen === '*' || isWildcard(listen) || listen === answering.address),
  );
  const dead = identity?.kind === 'hang-up' || identity?.kind === 'silent' || tcp === 'reset' || tcp === 'timeout';
  if (proxy === undefined || !dead) return 'pass';
  const target = endpoint(proxy.connect, proxy.connectPort);
  return [
    {
      code: 'wrong-address',
      outcome: 'fail',
      confidence: owner === null ? 'likely' : 'certain',
      side: 'windows',
      variant: 'port-proxy',
      params: { url: url.text, host: url.host, port: url.port, listenAddress: target },
      evidence: [
        {
          kind: 'registry',
          key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy',
          value: `${proxy.listen}/${proxy.listenPort}`,
          data: `${proxy.connect}/${proxy.connectPort}`,
        },
        ofListener(situation, answering),
        ...ofTcp(link),
        ...(identity === null ? [] : [ofIdentity(identity)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}
