/**
 * Writes a .reg file with as many firewall rules as a lived-in Windows 11 has: system rules, what the "allow access?"
 * dialog writes, hand-made ones with Chinese names, characters outside GBK and emoji. The same number gives the same
 * file. The rule strings follow MS-GPFAS 2.2.2.19.
 */

export interface RegKey {
  readonly key: string;
  /** Lines as in a .reg file: `"name"="text"`, `"name"=dword:…`. */
  readonly lines: readonly string[];
}

/** Rule strings by value name. */
export function firewallRules(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => ruleOf(index)));
}

export function regFile(keys: readonly RegKey[]): Buffer {
  const lines = ['Windows Registry Editor Version 5.00', ''];
  for (const { key, lines: values } of keys) lines.push(`[${key}]`, ...values, '');
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf16le')]);
}

export function textLines(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, text]) => `"${quote(name)}"="${quote(text)}"`);
}

type Template = (index: number) => readonly [name: string, rule: string];

const TEMPLATES: readonly Template[] = [
  (n) => [
    `CoreNet-DHCP-In-${n}`,
    'v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=68|RPort=67|App=%SystemRoot%\\system32\\svchost.exe|Svc=dhcp|Name=@FirewallAPI.dll,-25301|',
  ],
  (n) => [
    `TCP Query User${guid(n)}D:\\机器人\\napcat\\node.exe`,
    'v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=d:\\机器人\\napcat\\node.exe|Name=Node.js JavaScript Runtime|Defer=User|',
  ],
  (n) => [
    guid(n),
    `v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=${8000 + n}|App=C:\\Program Files\\我的 "机器人" (新)\\python.exe|Name=放行 NoneBot 端口 🐱|Desc=GBK 之外：𠮷 ñ é|`,
  ],
  (n) => [
    guid(n),
    `v2.33|Action=Block|Active=FALSE|Dir=Out|Protocol=6|LPort2_10=${1000 + n}-${2000 + n}|RA4=192.168.0.0/255.255.0.0|Name=阻止 ${n}|`,
  ],
];

function ruleOf(index: number): readonly [string, string] {
  const template = TEMPLATES[index % TEMPLATES.length];
  if (template === undefined) throw new Error('no template');
  return template(index);
}

function guid(index: number): string {
  return `{${(0xa0000000 + index * 7919).toString(16).toUpperCase()}-0000-4000-9000-${String(index).padStart(12, '0')}}`;
}

function quote(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}
