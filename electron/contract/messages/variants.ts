/**
 * The situations of each code that have a sentence of their own. A check picks one by name; a name that is not in here
 * does not compile, and neither does a language that lacks its sentence.
 */
import type { VerdictCode } from '../codes.ts';

export const VARIANTS = {
  'napcat-not-found': [],
  'napcat-not-running': [],
  'napcat-launcher-broken': ['missing-files', 'wrong-folder', 'qq-path', 'script-broken', 'qq-exits'],
  'no-permission': [],
  /** `files-gone`: a product runs and programs of NapCat are gone; no record says that it took them. */
  'blocked-by-security-software': ['files-gone'],
  /** `leftover`: traces of LiteLoader that break the stand-alone form. */
  'liteloader-broken': ['patch-gone', 'manifest-missing', 'plugin-disabled', 'leftover'],
  'qq-version-unsupported': ['too-old', 'too-new', 'login-refused'],
  'multiple-instances': ['same-account', 'same-config'],
  'qq-not-logged-in': ['qr', 'already-logged-in', 'quick-login-failed'],
  'qq-kicked-offline': [],
  'napcat-known-bad-version': [],

  'config-invalid': ['syntax', 'encoding', 'type', 'comments', 'unreadable'],
  /** `manager`: written by NapCatQQ-Desktop; `too-new`: today's format for a NapCat before 4.1. */
  'obsolete-config-format': ['legacy', 'mixed', 'invented', 'manager', 'too-new'],
  /** `framework-expects-other`: Koishi's selfId is another account's. */
  'wrong-account-config': ['other-account', 'template-overridden', 'framework-expects-other'],
  'wrong-direction': ['server-instead', 'both-clients'],
  'no-client-entry': [],
  'entry-disabled': [],
  'duplicate-entry-name': [],
  'malformed-url': [
    'empty',
    'no-scheme',
    'wrong-scheme',
    'full-width',
    'fragment',
    'port-range',
    'quotes',
    'spaces',
    'invalid',
    'http-scheme',
  ],
  'self-connection': ['webui', 'own-server'],
  /** `other-url`: NapCat listed another address than the settings that were pasted. */
  'config-not-applied': ['other-folder', 'edited-after-start', 'no-attempt', 'manager', 'never-retried', 'other-url'],

  'loopback-filtered': [],
  /** `name-unknown`: another container's name that Docker does not know there. */
  'container-address': ['napcat-in-container', 'wsl', 'name-unknown'],
  /** `not-published`: nobody on the host holds the port. */
  'container-port-not-published': ['not-published'],
  'proxy-hijack': [],
  /** `low-dynamic-range`: Windows hands out ports from below its default of 49152, so reservations land anywhere. */
  'port-excluded': ['low-dynamic-range'],
  'bind-address-invalid': [],
  'port-in-use': [],
  'driver-not-reverse': [],
  /** `restarts`: it was seen to end and start again while the machine was watched. */
  'framework-crashed': ['module-missing', 'config', 'bind', 'env-encoding', 'restarts', 'other'],
  /**
   * `own-start`: NapCat's connection and answers reached it, and its own start fails.
   * `core-lost`: the adapter lost the bot's main program.
   * `start-order`: NapCat dialled before it listened, and waits for its next try.
   */
  'framework-not-ready': ['starting', 'blocked', 'own-start', 'core-lost', 'start-order'],
  'ipv6-localhost': [],
  /**
   * `unspecified-target`: 0.0.0.0 or :: as the host of the URL. `hosts-file`: it sends localhost elsewhere.
   * `port-proxy`: Windows itself passes the port on (netsh interface portproxy), to nobody.
   */
  'wrong-address': [
    'loopback-only',
    'other-address',
    'unspecified-target',
    'name-not-found',
    'unreachable',
    'hosts-file',
    'port-proxy',
  ],
  /** `core-not-adapter`: the bot's main program instead of its adapter. */
  'wrong-port': ['framework-elsewhere', 'config-says', 'core-not-adapter'],
  'server-not-listening': ['framework-not-running', 'nothing', 'remote'],
  /**
   * `prompt`: somebody cancelled Windows' "allow access?" question, which left a block rule. `managed`: group policy or
   * MDM decides.
   */
  'firewall-block': ['prompt', 'shields-up', 'outbound', 'managed'],
  'console-paused': [],
  'server-hung': [],
  'foreign-server': ['known-program', 'unknown'],

  'tls-mismatch': ['wss-to-plain', 'ws-to-tls', 'certificate'],
  'websocket-support-missing': [],
  /** `switched-off`: the framework has one, and its own configuration leaves it off. */
  'adapter-not-registered': ['switched-off'],
  /** `both-dial`: one setting sends the adapters of V11 and V12 to the same server. */
  'protocol-mismatch': ['v12-path', 'only-v12', 'headers', 'both-dial'],
  'wrong-path': ['no-slash', 'old-cqhttp', 'root', 'koishi-path', 'other'],
  /** `framework-empty-in-force`: the token was written to a file that another one overrides. */
  'token-mismatch': ['napcat-empty', 'differ', 'framework-empty-in-force', 'character'],
  'duplicate-connection': [
    'ghost',
    'second-napcat',
    'second-entry',
    'forward',
    'http-post',
    'two-adapters',
    'other-client',
  ],

  /** `plugin`: a plugin's error cuts every connection. */
  'framework-defect': ['lifespan', 'plugin', 'api-lost', 'other'],
  'message-format': [],
  'heartbeat-timeout': ['off', 'too-long'],
  /**
   * `no-receive`: NapCat itself gets no messages. `receive-but-silent`: NapCat gets them, the framework does not.
   * `flapping`: the link comes up and breaks again and again.
   */
  'events-missing': ['no-receive', 'receive-but-silent', 'stopped', 'flapping'],
  'bot-ignores-messages': [],

  'misread-symptom': ['browser-404', 'browser-405', 'packet-backend', 'missing-header-warning'],
  healthy: ['connected'],
  undecided: ['general'],
} as const satisfies Record<VerdictCode, readonly string[]>;

export type Variant<C extends VerdictCode> = (typeof VARIANTS)[C][number];
