/** Env files that lie around and are not read: of another ENVIRONMENT, in another folder, or named `.env.txt`. */
import { valueOf } from '../../../machine/answer.ts';
import { readEnvFile } from './env-files.ts';
import type { EnvFile, EnvReading } from './env-files.ts';

export interface OtherEnvFiles {
  readonly unread: readonly EnvFile[];
  /** `.env.txt`, `.env.prod.txt`: the hidden extension of Notepad, where the real file is missing. */
  readonly textFiles: readonly string[];
}

/** @param dirs Working directory and project folder, which may be one. */
export async function findOtherEnvFiles(
  reading: EnvReading,
  dirs: readonly string[],
  inForce: readonly EnvFile[],
): Promise<OtherEnvFiles> {
  const { machine, ask } = reading;
  const { paths } = machine;
  const unread: EnvFile[] = [];
  const textFiles: string[] = [];
  const fresh = dirs.filter((dir, at) => dirs.findIndex((other) => paths.same(other, dir)) === at);
  for (const dir of fresh) {
    const names = (valueOf(await machine.list(dir, ask)) ?? [])
      .filter(({ kind, name }) => kind === 'file' && /^\.env(?:\.|$)/i.test(name))
      .map(({ name }) => name)
      .slice(0, MAX_FILES);
    for (const name of names) {
      const path = paths.join(dir, name);
      if (inForce.some((file) => paths.same(file.path, path))) continue;
      if (!/\.txt$/i.test(name)) {
        if (!isTemplate(name)) unread.push(await readEnvFile(reading, dir, name));
      } else if (!names.includes(name.slice(0, -'.txt'.length))) {
        textFiles.push(path);
      }
    }
  }
  return { unread, textFiles };
}

const MAX_FILES = 16;

function isTemplate(name: string): boolean {
  return /\.(?:example|sample|template|dist|bak|old)$/i.test(name);
}
