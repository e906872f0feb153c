/**
 * Command lines hold passwords. They are taken out where processes enter the facts; account numbers and paths stay,
 * because the diagnosis reads them.
 */
const MASKS: readonly (readonly [RegExp, string])[] = [
  // `--token x`, `--access-token=x`, `-password "x y"`, `/pwd:x`
  [
    /((?:--?|\/)[\w-]{0,40}(?:token|secret|passw(?:or)?d|passwd|pwd|api[-_]?key|credential)[\w-]{0,20}(?:=|:|\s+))("[^"]*"|'[^']*'|[^\s"']+)/gi,
    '$1***',
  ],
  // `{"token":"x"}`, also with the quotes escaped as Windows wants them; `access_token=x` as a bare word
  [
    /((?:\\?["']|\b)[\w-]{0,40}(?:token|secret|passw(?:or)?d|passwd|pwd|api[-_]?key|credential)[\w-]{0,20}\\?["']?\s{0,3}[=:]\s{0,3})(\\"[^"\\]*\\"|"[^"]*"|'[^']*'|[^\s"'&,{}]+)/gi,
    '$1***',
  ],
  // `Authorization: Bearer x`
  [/(\bBearer\s+)[\w.~+/=-]{3,}/gi, '$1***'],
  // `ONEBOT_ACCESS_TOKEN=x` before a program, as env(1) and start scripts write it
  [/\b([A-Z][A-Z0-9_]{0,60}(?:TOKEN|SECRET|PASSWORD|PASSWD|KEY)[A-Z0-9_]{0,20}=)("[^"]*"|[^\s"']+)/g, '$1***'],
  // `ws://user:password@host`, `?access_token=x`
  [/([a-z+]{2,10}:\/\/[^\s/@:]{0,100}:)[^\s/@]{1,200}@/gi, '$1***@'],
  [/([?&][\w.%-]{0,40}(?:token|secret|key|password)[\w.%-]{0,20}=)[^&#\s"']+/gi, '$1***'],
];

export function maskCommandLine(commandLine: string): string {
  return MASKS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), commandLine);
}
