/** The survey's collectors, by the names that progress, coverage and JSON show. */
export const COLLECTORS = [
  'processes',
  'listeners',
  'connections',
  'napcat',
  'napcat-config',
  'napcat-log',
  'napcat-webui',
  'framework',
  'framework-config',
  'framework-log',
  'probes',
  'excluded-ports',
  'firewall',
  'proxy',
  'network',
] as const;
export type Collector = (typeof COLLECTORS)[number];
