/** The words after `knock`, `listen` and `relay`. */
import { LAB_SECONDS } from '../../contract/lab.ts';
import type { UsageProblem } from './command.ts';

interface LabCommon {
  readonly json: boolean;
  readonly seconds?: number;
}

export type LabCommand =
  | (LabCommon & { readonly name: 'knock'; readonly url: string; readonly token?: string; readonly napcat?: string })
  | (LabCommon & { readonly name: 'listen'; readonly port: number; readonly token?: string })
  | (LabCommon & { readonly name: 'relay'; readonly port: number; readonly host?: string; readonly url: string });

type Values = Readonly<Record<string, unknown>>;

export function toLabCommand(
  name: LabCommand['name'],
  values: Values,
  [first, second]: readonly string[],
): LabCommand | UsageProblem {
  const seconds = secondsIn(values.seconds);
  if (seconds !== undefined && typeof seconds !== 'number') return seconds;
  const common = { json: values.json === true, ...(seconds === undefined ? {} : { seconds }) };
  const token = typeof values.token === 'string' ? { token: values.token } : {};
  if (name === 'knock') {
    if (first === undefined) return { kind: 'missing-argument', word: 'URL' };
    const napcat = typeof values.napcat === 'string' ? { napcat: values.napcat } : {};
    return { name, url: first, ...common, ...token, ...napcat };
  }
  if (first === undefined) return { kind: 'missing-argument', word: 'PORT' };
  const door = doorIn(first);
  if (door === null) return { kind: 'bad-value', word: first };
  if (name === 'listen') {
    if (door.host !== undefined) return { kind: 'bad-value', word: first };
    return { name, port: door.port, ...common, ...token };
  }
  if (second === undefined) return { kind: 'missing-argument', word: 'URL' };
  return { name, ...door, url: second, ...common };
}

/** `18099`, or with the address to listen on: `127.0.0.1:18099`, `[::1]:18099`. */
function doorIn(word: string): { readonly port: number; readonly host?: string } | null {
  const [, host, digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(word) ?? [];
  const port = Number(digits);
  if (digits === '' || port < 1 || port > 65_535) return null;
  return host === undefined ? { port } : { port, host: host.replace(/^\[|\]$/g, '') };
}

function secondsIn(value: unknown): number | undefined | UsageProblem {
  if (typeof value !== 'string') return undefined;
  const seconds = /^\d{1,4}$/.test(value) ? Number(value) : NaN;
  return seconds >= 1 && seconds <= LAB_SECONDS.most ? seconds : { kind: 'bad-value', word: `--seconds ${value}` };
}
