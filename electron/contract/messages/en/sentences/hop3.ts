/** The sentences of the third hop: address and port. */
import type { Params } from '../../../diagnosis.ts';
import { given } from '../../phrase.ts';
import type { Sentences } from '../../phrase.ts';
import { byVariant, changeTo, entry, framework, port, program, said, url } from '../phrases.ts';

export const hop3Sentences: Sentences<3> = {
  'loopback-filtered': byVariant<'loopback-filtered'>(
    (p) =>
      `This computer cannot even reach its own 127.0.0.1, so some software filters local connections: ${given(p.product, (name) => `“${name}” is running, pause it first and try again`, 'pause security, proxy and filter programs one by one and try again')}.`,
    {},
  ),
  'container-address': byVariant<'container-address'>(
    (p) =>
      `Inside a container ${url(p)} means the container itself: ${changeTo(p, 'use the real address of the other side')}.`,
    {
      'napcat-in-container': (p) =>
        `NapCat runs in a container, where ${url(p)} means the container itself: ${changeTo(p, 'use “host.docker.internal” or the name of the other container')}, and let ${framework(p)} listen on 0.0.0.0.`,
      wsl: (p) =>
        `NapCat runs in WSL, where ${url(p)} means WSL itself: ${changeTo(p, 'use the IP address that Windows has in the WSL network')}, and let ${framework(p)} listen on 0.0.0.0.`,
      'name-unknown': (p) =>
        `NapCat’s container does not find ${given(p.host, (h) => `a container named “${h}”`, 'the other container')}: put both into one Docker network and check the other one’s name.`,
    },
  ),
  'container-port-not-published': byVariant<'container-port-not-published'>(
    (p) =>
      `${given(p.process, (name) => `“${name}”`, 'Docker or WSL')} holds ${port(p)}, but nothing answers inside: check the published ports and let ${framework(p)} listen on 0.0.0.0 in there.`,
    {
      'not-published': (p) =>
        `${framework(p)} runs in a container that does not publish ${port(p)}: add it to the container’s ports and create the container anew.`,
    },
  ),
  'proxy-hijack': byVariant<'proxy-hijack'>(
    (p) =>
      `A proxy${given(p.proxy, (address) => ` (“${address}”)`)} takes the connection to ${url(p)}: add 127.0.0.1 and localhost to NO_PROXY or to the bypass list of the proxy program.`,
    {},
  ),
  'port-excluded': byVariant<'port-excluded'>(
    (p) =>
      `Windows reserves ${port(p)}${given(p.from, (from) => ` (range ${from}–${given(p.to, (to) => to, from)})`)}, so ${framework(p)} cannot listen there: give ${framework(p)} another port and change NapCat’s URL with it.`,
    {
      'low-dynamic-range': (p) =>
        `Windows reserves ${port(p)}${given(p.from, (from) => ` (range ${from}–${given(p.to, (to) => to, from)})`)}, so ${framework(p)} cannot listen there; because dynamic ports begin at ${given(p.dynamicFrom, (from) => from, 'a low number')} (default 49152), reservations land on common ports: give ${framework(p)} another port and change NapCat’s URL with it, or set the dynamic range back to its default.`,
    },
  ),
  'bind-address-invalid': byVariant<'bind-address-invalid'>(
    (p) =>
      `${framework(p)} is told to listen on ${given(p.host, (host) => `“${host}”`, 'an address')}, which this computer does not have: set HOST to 127.0.0.1.`,
    {},
  ),
  'port-in-use': byVariant<'port-in-use'>(
    (p) =>
      `${program(p)} already uses ${port(p)}, which ${framework(p)} wants: close that program, or give ${framework(p)} another port and change NapCat’s URL with it.`,
    {},
  ),
  'framework-crashed': byVariant<'framework-crashed'>(
    (p) => `${framework(p)} ends with an error when it starts${said(p)}: solve this error first.`,
    {
      'module-missing': (p) =>
        `${framework(p)} lacks a Python package or module${given(p.detail, (d) => ` (“${d}”)`)}: install it in the environment of ${framework(p)} and start it again.`,
      config: (p) =>
        `The configuration of ${framework(p)}${given(p.file, (f) => ` (“${f}”)`)} has an error that ends it at start${said(p)}: correct it and start again.`,
      bind: (p) =>
        `${framework(p)} could not listen on ${port(p)} and ended${said(p)}: use another port, or close the program that holds it.`,
      'env-encoding': (p) =>
        `${given(p.file, (f) => `“${f}”`, 'The .env file')} of ${framework(p)} is not UTF-8, which ends it at start: save the file as UTF-8 in Notepad.`,
      restarts: (p) =>
        `${framework(p)} ends and starts again and again${given(p.count, (n) => ` (${n} times while watching)`)}, which cuts the link: look in its window for the last error before it ends.`,
      other: (p) => `${framework(p)} ends with an error when it starts${said(p)}: solve this error first.`,
    },
  ),
  'framework-not-ready': byVariant<'framework-not-ready'>(
    (p) => `${framework(p)} is not ready on ${port(p)} yet: wait until it has started, then look again.`,
    {
      starting: (p) =>
        `${framework(p)} ${given(p.seconds, (s) => `started only ${s} seconds ago`, 'is starting')} and is not ready on ${port(p)} yet: wait, and NapCat will connect by itself.`,
      blocked: (p) =>
        `A plugin blocks the start of ${framework(p)}, so ${port(p)} does not answer yet: see in its log at which plugin it stands, and switch that plugin off.`,
      'core-lost': (p) =>
        `NapCat reaches ${framework(p)}; what broke is the link between it and the bot’s main program: see whether that runs on the port written in the adapter, then restart both.`,
      'own-start': (p) =>
        `NapCat has connected to ${framework(p)} and answered it, and still ${framework(p)} says that nobody connected, so its own start fails: update and restart it, then look at its own errors.`,
      'start-order': (p) =>
        `NapCat dialled and was refused before ${framework(p)} listened on ${port(p)}: wait for its next try${given(p.seconds, (s) => ` (${s} seconds at most)`)}, and start ${framework(p)} first from now on.`,
    },
  ),
  'ipv6-localhost': byVariant<'ipv6-localhost'>(
    (p) =>
      `“${given(p.host, (host) => host, 'localhost')}” in ${url(p)} leads to the other family of addresses first (IPv4 or IPv6), while the server listens only on ${given(p.listenAddress, (a) => `“${a}”`, 'one of them')}: for the host, ${changeTo(p, 'write “127.0.0.1”')}.`,
    {},
  ),
  'wrong-address': byVariant<'wrong-address'>(
    (p) =>
      `${url(p)} does not reach the address where ${framework(p)} listens${given(p.listenAddress, (a) => ` (“${a}”)`)}: use one address on both sides.`,
    {
      'loopback-only': (p) =>
        `${framework(p)} listens only on ${given(p.listenAddress, (a) => `“${a}”`, '127.0.0.1')}, which ${url(p)} does not reach from outside: set its HOST to 0.0.0.0, or, with both on one computer, put 127.0.0.1 in the URL.`,
      'other-address': (p) =>
        `${framework(p)} listens only on ${given(p.listenAddress, (a) => `“${a}”`, 'another address')}, which ${url(p)} does not reach: put this address in the URL.`,
      'hosts-file': (p) =>
        `The hosts file${given(p.line, (line) => ` (line ${line})`)} sends localhost to ${given(p.listenAddress, (a) => `“${a}”`, 'another address')}, so ${url(p)} does not reach ${framework(p)} on this computer: put a # before that line, or write 127.0.0.1 in the URL.`,
      'port-proxy': (p) =>
        `Windows passes ${port(p)} on (netsh interface portproxy) to ${given(p.listenAddress, (a) => `“${a}”`, 'another address')}, where nobody answers (the address of WSL changes at every start): delete this forwarding, or set it to the present address.`,
      'unspecified-target': (p) =>
        `0.0.0.0 in ${url(p)} is for listening and cannot be dialled on Windows: in ${entry(p)}, ${changeTo(p, 'write “127.0.0.1” as the host')}.`,
      'name-not-found': (p) =>
        `The host name${given(p.host, (host) => ` “${host}”`)} in ${url(p)} cannot be found: check its spelling, and use 127.0.0.1 on Windows, because container names hold only inside their network.`,
      unreachable: (p) =>
        `${given(p.host, (host) => `The host “${host}”`, 'The host in the URL')} cannot be reached: check whether its IP address changed and whether both computers are in one network.`,
    },
  ),
  'wrong-port': byVariant<'wrong-port'>(
    (p) => `${entry(p)} dials ${port(p)}, but ${framework(p)} uses ${expected(p)}: use one port on both sides.`,
    {
      'framework-elsewhere': (p) =>
        `${entry(p)} dials ${port(p)}, but ${framework(p)} listens on ${expected(p)}: change the port in the URL.`,
      'core-not-adapter': (p) =>
        `${url(p)} leads to the bot’s main program instead of its NapCat adapter, and the two speak different protocols: use the adapter’s port${given(p.expectedPort, (n) => ` (${n} by default)`)}.`,
      'config-says': (p) =>
        `${entry(p)} dials ${port(p)}, but the configuration of ${framework(p)} says ${expected(p)} and it is not running: start it and use one port on both sides.`,
    },
  ),
  'server-not-listening': byVariant<'server-not-listening'>(
    (p) => `Nobody listens on ${place(p)}: start ${framework(p)} and make sure that it uses this port.`,
    {
      'framework-not-running': (p) =>
        `${framework(p)} is not running, so nobody listens on ${place(p)}: start it in ${given(p.dir, (d) => `“${d}”`, 'its folder')}.`,
      nothing: (p) =>
        `Nobody listens on ${place(p)}: start ${framework(p)} and see in its log which port it really uses.`,
      remote: (p) =>
        `${place(p)} refuses the connection: on that computer, make sure that ${framework(p)} runs and listens on 0.0.0.0.`,
    },
  ),
  'firewall-block': byVariant<'firewall-block'>(
    (p) =>
      `Windows Firewall${given(p.rule, (rule) => ` (rule “${rule}”)`)} blocks connections from outside to ${port(p)}${given(p.profile, (profile) => ` in ${profile} networks`)}: allow ${given(p.process, (name) => `“${name}”`, 'the bot program')} to receive connections on this port.`,
    {
      prompt: (p) =>
        `Windows once asked whether ${given(p.process, (name) => `“${name}”`, 'this program')} may use the network, and the cancelled question left a block rule${given(p.rule, (rule) => ` (“${rule}”)`)}, which stops connections from outside to ${port(p)}${given(p.profile, (profile) => ` in ${profile} networks`)}: delete it, then allow the program to receive connections on this port.`,
      'shields-up': (p) =>
        `Windows Firewall blocks all incoming connections${given(p.profile, (profile) => ` in ${profile} networks`)}, whatever rules allow, so nobody reaches ${port(p)} from outside: switch this setting off.`,
      managed: (p) =>
        `The firewall of this computer is managed by an organisation (group policy or MDM)${given(p.rule, (rule) => `, whose rule “${rule}”`, ', so allow rules of this computer do not count, and it')} blocks connections from outside to ${port(p)}${given(p.profile, (profile) => ` in ${profile} networks`)}: ask the administrator, or run both sides in one system and connect by 127.0.0.1.`,
      outbound: (p) =>
        `Windows Firewall${given(p.rule, (rule) => ` (rule “${rule}”)`)} keeps ${given(p.process, (name) => `“${name}”`, 'NapCat')} from connecting to ${url(p)}${given(p.profile, (profile) => ` in ${profile} networks`)}: disable this rule, or allow the program.`,
    },
  ),
  'server-hung': byVariant<'server-hung'>(
    (p) =>
      `${port(p)} accepts connections, but ${given(p.process, () => program(p), framework(p))} does not answer within 2 seconds, so NapCat gives up: see whether ${framework(p)} hangs, and restart it.`,
    {},
  ),
  'foreign-server': byVariant<'foreign-server'>(
    (p) =>
      `${who(p)} answers on ${port(p)} and is not a bot framework: change NapCat’s URL to the real port of ${framework(p)}.`,
    {
      'known-program': (p) =>
        `${program(p)} answers on ${port(p)} and is not a bot framework: change NapCat’s URL to the real port of ${framework(p)}, or free this port.`,
      unknown: (p) =>
        `${who(p)} answers on ${port(p)} and does not look like a bot framework: find out which port ${framework(p)} uses and change NapCat’s URL.`,
    },
  ),
};

const expected = (p: Params): string => given(p.expectedPort, (n) => `port ${n}`, 'another port');

function place(p: Params): string {
  const host = given(p.host, (shown) => `“${shown}”`);
  if (p.port === undefined) return host === '' ? url(p) : host;
  return host === '' ? port(p) : `${host}, ${port(p)}`;
}

function who(p: Params): string {
  return (
    given(p.process, () => program(p)) || given(p.server, (server) => `the service “${server}”`, 'another program')
  );
}
