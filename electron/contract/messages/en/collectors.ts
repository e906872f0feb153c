/** What the survey looks at: for the progress and for what could not be seen. */
import type { Collectors } from '../cli.ts';

export const collectors: Collectors = {
  processes: 'running programs',
  listeners: 'listening ports',
  connections: 'open connections',
  napcat: 'NapCat and QQ',
  'napcat-config': 'NapCat’s configuration',
  'napcat-log': 'NapCat’s log',
  'napcat-webui': 'NapCat’s WebUI',
  framework: 'bot frameworks',
  'framework-config': 'the framework’s configuration',
  'framework-log': 'the framework’s log',
  probes: 'answers of the ports',
  'excluded-ports': 'ports reserved by Windows',
  firewall: 'Windows Firewall',
  proxy: 'proxy settings',
  network: 'network adapters',
};
