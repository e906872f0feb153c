/** What the Windows packages hold, packed around a stand-in for Electron's program. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../../scripts/build.mjs';
import { pack, scratchFolder } from './support/pack.ts';
import { makeStandIn } from './support/stand-in.ts';

const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly author: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const MEGABYTE = 1024 * 1024;
/** As it stands in the program: the digit. */
const FUSE_ON: unknown = '1'.charCodeAt(0);
const output = scratchFolder();

beforeAll(async () => {
  const runtime = join(output, 'electron');
  makeStandIn(runtime, MANIFEST.devDependencies.electron ?? '');
  await pack(output, runtime, ['--win', '--x64', '--arm64', '--config.win.signExecutable=false']);
}, 300_000);

/** IMAGE_FILE_HEADER.Machine (Microsoft, "PE Format"). */
const PROCESSORS = [
  { arch: 'x64', folder: 'win-unpacked', machine: 0x8664 },
  { arch: 'arm64', folder: 'win-arm64-unpacked', machine: 0xaa64 },
] as const;

describe.each(PROCESSORS)('the package for $arch', ({ arch, folder, machine }) => {
  const inside = (path: string): string => join(output, folder, path);
  const archive = inside('resources/app.asar');
  const native = `node_modules/@koromix/koffi-win32-${arch}/win32_${arch}/koffi.node`;
  const files = (): readonly string[] =>
    listPackage(archive, { isPack: false })
      .map((path) => path.replaceAll('\\', '/').slice(1))
      .filter((path) => !('files' in statFile(archive, path)));

  test('holds the built app, koffi for its processor, and nothing else', () => {
    const built = filesBelow(join(ROOT, 'dist/app')).map((file) => `dist/app/${file}`);
    const koffi = files().filter((file) => file.startsWith('node_modules/'));
    expect(files().toSorted()).toEqual(['package.json', ...built, ...koffi].toSorted());
    const ofKoffi = /^node_modules\/koffi\/(?:.*\.c?js|package\.json|LICENSE\.txt)$/;
    expect(koffi.filter((file) => !ofKoffi.test(file))).toEqual([
      `node_modules/@koromix/koffi-win32-${arch}/index.js`,
      `node_modules/@koromix/koffi-win32-${arch}/package.json`,
      native,
    ]);
  });

  test('holds it byte for byte', () => {
    const differing = filesBelow(join(ROOT, 'dist/app')).filter(
      (file) => !extractFile(archive, `dist/app/${file}`).equals(readFileSync(join(ROOT, 'dist/app', file))),
    );
    expect(differing).toEqual([]);
  });

  test('keeps the native part outside the archive, made for its processor', () => {
    const bytes = readFileSync(inside(`resources/app.asar.unpacked/${native}`));
    expect(bytes.readUInt16LE(bytes.readUInt32LE(0x3c) + 4)).toBe(machine);
    expect(filesBelow(inside('resources/app.asar.unpacked'))).toEqual([native]);
  });

  test('is small', () => {
    expect(statSync(archive).size).toBeLessThan(3 * MEGABYTE);
    expect(statSync(inside(`resources/app.asar.unpacked/${native}`)).size).toBeLessThan(2 * MEGABYTE);
  });

  test('starts the built app', () => {
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
    expect(manifest).toMatchObject({ main: 'dist/app/main.mjs', version: MANIFEST.version, type: 'module' });
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  test('has the fuses set', async () => {
    const wire = await getCurrentFuseWire(inside('NapCat Doctor.exe'));
    const on = Object.entries(wire).flatMap(([index, state]) =>
      state === FUSE_ON ? [FuseV1Options[Number(index)]] : [],
    );
    expect(on).toEqual(['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar']);
  });

  test('says what it is', () => {
    const [version] = Resource.VersionInfo.fromEntries(resourcesOf(inside('NapCat Doctor.exe')));
    const [language] = version?.getAllLanguagesForStringValues() ?? [];
    expect(language && version?.getStringValues(language)).toMatchObject({
      ProductName: 'NapCat Doctor',
      CompanyName: MANIFEST.author,
      FileVersion: MANIFEST.version,
      LegalCopyright: 'MIT licence',
    });
  });

  test('has our icon in every size that Windows asks for', () => {
    const [group] = Resource.IconGroupEntry.fromEntries(resourcesOf(inside('NapCat Doctor.exe')));
    expect(group?.icons.map(({ width }) => width)).toEqual([16, 20, 24, 32, 40, 48, 64, 0]);
  });

  test('knows the hash of its archive', () => {
    const entry = resourcesOf(inside('NapCat Doctor.exe')).find(({ type }) => type === 'INTEGRITY');
    const integrity = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString()) as unknown;
    const value = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
    expect(integrity).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value }]);
  });

  test('speaks Chinese and English and carries no other language', () => {
    expect(readdirSync(inside('locales')).toSorted()).toEqual(['en-US.pak', 'zh-CN.pak']);
  });

  test('carries the licences of everything in it', () => {
    expect(readdirSync(join(output, folder)).filter((name) => name.startsWith('LICENSE'))).toEqual([
      'LICENSE.electron.txt',
      'LICENSE.napcat-doctor.txt',
      'LICENSES.chromium.html',
    ]);
    const licences = JSON.parse(extractFile(archive, 'dist/app/renderer/licences.json').toString()) as {
      readonly name: string;
      readonly text: string;
    }[];
    expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(MANIFEST.dependencies)));
    expect(licences.filter(({ text }) => text.trim() === '')).toEqual([]);
  });

  test('has the command for terminals beside its program', () => {
    const script = readFileSync(inside('napcat-doctor.cmd'), 'latin1');
    expect(script).toContain('"%~dp0NapCat Doctor.exe" -- terminal %*');
    // cmd.exe loses its place in files with other line ends.
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

function resourcesOf(program: string) {
  return NtExecutableResource.from(NtExecutable.from(readFileSync(program), { ignoreCert: true })).entries;
}

/** With forward slashes, in order. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}
