/** The settings of NoneBot that decide whether NapCat reaches it: address, port, token. */
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import { ABSENT, known, mapAnswer, valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { FrameworkFacts, NoneBotFacts, Origin, Secret, Setting } from '../../facts.ts';
import type { Launch } from '../launch.ts';
import type { Project } from '../project.ts';
import { adapterSetting, usesPydantic1 } from './adapter-setting.ts';
import type { Versions } from './adapter-setting.ts';
import type { RawSetting } from './env-files.ts';
import { lookUp } from './sources.ts';
import type { Sources } from './sources.ts';
import { jsonOrText, portFrom, pythonText } from './values.ts';

/** `nonebot.run(host=…)` and the command line of uvicorn beat every setting. */
export function boundTo(sources: Sources, launch: Launch | null): Pick<FrameworkFacts, 'host' | 'port'> {
  const uvicorn = launch?.module === 'uvicorn' || launch?.module === 'hypercorn' ? launch : null;
  if (uvicorn !== null) {
    const origin = { kind: 'process', pid: uvicorn.process.pid } as const;
    const option = (name: string) => optionOf(uvicorn.rest, name);
    return {
      host: known({ value: option('--host') ?? '127.0.0.1', origin }),
      port: known({ value: portFrom(option('--port')) ?? 8000, origin }),
    };
  }
  const runHost = sources.init.runArgument('host');
  const runPort = sources.init.runArgument('port');
  return {
    host: settingOr<string>(
      isSet(runHost) ? runHost : lookUp(sources, 'host'),
      FRAMEWORKS.nonebot2.host,
      (text) => text ?? '',
    ),
    port: settingOr<number>(isSet(runPort) ? runPort : lookUp(sources, 'port'), FRAMEWORKS.nonebot2.port, portFrom),
  };
}

/** `None` as an argument of `nonebot.run` leaves the setting alone. */
function isSet(argument: Answer<RawSetting>): boolean {
  return argument.state === 'known' ? argument.value.text !== null : argument.state !== 'absent';
}

function optionOf(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name);
  return (at === -1 ? args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) : args[at + 1]) ?? null;
}

/** The setting, else its default. A text that gives no value is `absent`: there is none that NoneBot would use. */
export function settingOr<T>(
  setting: Answer<RawSetting>,
  fallback: T,
  read: (text: string | null) => T | null,
): Answer<Setting<T>> {
  if (setting.state === 'absent') return known({ value: fallback, origin: { kind: 'default' } });
  if (setting.state !== 'known') return setting;
  const value = read(setting.value.text);
  return value === null ? ABSENT : known({ value, origin: setting.value.origin });
}

/** Known `null`: it demands none. */
export function tokenFrom({ secrets }: Project, sources: Sources, versions: Versions): Answer<Setting<Secret> | null> {
  const token = adapterSetting(sources, versions, 'access_token');
  if (token.state === 'absent') return known(null);
  if (token.state !== 'known') return token;
  const { value, text, origin } = token.value;
  if (value === null || value === '') return known(null);
  const isText = typeof value === 'string';
  // A number ends NoneBot with pydantic 2; the text is still what its author wants it to be.
  const demanded = isText ? value : usesPydantic1(versions) ? pythonText(value, text ?? '') : (text ?? '');
  return known({ value: secrets.intern(demanded), origin });
}

/** ONEBOT_WS_URLS, which NoneBot dials itself. */
export function forwardUrls(sources: Sources, versions: Versions): readonly string[] {
  const text = valueOf(adapterSetting(sources, versions, 'ws_urls'))?.text ?? '';
  const value = jsonOrText(text);
  return Array.isArray(value) ? value.filter((url) => typeof url === 'string') : [];
}

/** ONEBOT_API_ROOTS, where NoneBot calls the API of an account that reports by HTTP. */
export function apiRoots(sources: Sources, versions: Versions): Readonly<Record<string, string>> {
  const text = valueOf(adapterSetting(sources, versions, 'api_roots'))?.text ?? '';
  const value = jsonOrText(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Where the settings of the adapter stand. */
export function adapterOrigins(sources: Sources, versions: Versions): NoneBotFacts['adapterSettings'] {
  const originOf = (field: string): Answer<Origin> =>
    mapAnswer(adapterSetting(sources, versions, field), ({ origin }) => origin);
  return { wsUrls: originOf('ws_urls'), apiRoots: originOf('api_roots'), secret: originOf('secret') };
}
