/**
 * Which QQ builds a NapCat version knows: data from the tables in NapCat's release tags (external/appid.json, newest
 * Windows build; domain facts: NapCat dossier §5). A newer QQ mostly still works and costs packet functions first; an
 * older one than 40768 is refused by NapCat's native part from 4.9.0 on.
 */
import { compareVersions } from './version.ts';

/** First NapCat version that knows the build, in ascending order. */
const NEWEST_BUILD: readonly (readonly [napcat: string, build: number])[] = [
  ['1.7.7', 26702],
  ['1.8.1', 26740],
  ['2.0.1', 26909],
  ['2.1.0', 27254],
  ['2.2.1', 27333],
  ['2.2.13', 27391],
  ['2.2.30', 27597],
  ['2.5.1', 28060],
  ['2.6.9', 28131],
  ['2.6.15', 28327],
  ['2.6.16', 28418],
  ['2.6.25', 28498],
  ['3.0.0', 28788],
  ['3.1.5', 28971],
  ['3.4.6', 29271],
  ['3.6.5', 29456],
  ['4.1.14', 29927],
  ['4.2.22', 30366],
  ['4.2.29', 30594],
  ['4.2.39', 30851],
  ['4.2.40', 30899],
  ['4.2.68', 31219],
  ['4.3.3', 31245],
  ['4.3.5', 31363],
  ['4.6.1', 32690],
  ['4.6.5', 32793],
  ['4.6.7', 32869],
  ['4.7.6', 33139],
  ['4.7.11', 33800],
  ['4.7.16', 34231],
  ['4.7.28', 34362],
  ['4.7.32', 34467],
  ['4.7.35', 34566],
  ['4.7.36', 34606],
  ['4.7.44', 34740],
  ['4.7.57', 34958],
  ['4.7.63', 35184],
  ['4.7.66', 35341],
  ['4.7.76', 35469],
  ['4.7.77', 35951],
  ['4.7.80', 36580],
  ['4.8.91', 37012],
  ['4.8.93', 37051],
  ['4.8.94', 37475],
  ['4.8.95', 37625],
  ['4.8.96', 38503],
  ['4.8.99', 38711],
  ['4.8.103', 38960],
  ['4.8.104', 39038],
  ['4.8.117', 40362],
  ['4.8.120', 40768],
  ['4.8.121', 40824],
  ['4.9.0', 40990],
  ['4.9.9', 41679],
  ['4.9.20', 41785],
  ['4.9.25', 41857],
  ['4.9.41', 42086],
  ['4.9.78', 42744],
  ['4.9.80', 42905],
  ['4.9.81', 42941],
  ['4.9.99', 44175],
  ['4.10.15', 44498],
  ['4.10.31', 44725],
  ['4.14.4', 45627],
  ['4.15.18', 45758],
  ['4.17.46', 46494],
  ['4.17.53', 46928],
  ['4.17.54', 47354],
  ['4.18.1', 48517],
  ['4.18.3', 49599],
  ['4.18.5', 49738],
  ['4.18.8', 50828],
  ['4.18.10', 50969],
  ['4.18.19', 55230],
];

const NATIVE_SINCE = '4.9.0';
const OLDEST_FOR_NATIVE = 40768;

export type Fit = 'known' | 'too-old' | 'too-new' | 'unknown';

/** How a QQ build stands to a NapCat version. */
export function fitOf(napcatVersion: string, qqBuild: number): Fit {
  const newest = NEWEST_BUILD.findLast(([version]) => compareVersions(version, napcatVersion) <= 0)?.[1];
  if (newest === undefined) return 'unknown';
  if (compareVersions(napcatVersion, NATIVE_SINCE) >= 0 && qqBuild < OLDEST_FOR_NATIVE) return 'too-old';
  return qqBuild > newest ? 'too-new' : 'known';
}
